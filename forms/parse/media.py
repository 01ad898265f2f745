"""The files a form needs beside itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import FormDef

MEDIA_FORMS = ("image", "big-image", "audio", "video")
_NAME = re.compile(r"jr://(?:images|audio|video|file|file-csv)/(.+)\Z")


def file_name(address: str) -> str:
    """Return `x.png` for `jr://images/x.png`; an address of another shape comes back as it is."""
    match = _NAME.match(address.strip())
    return match[1] if match else address.strip()


def named_media(form: FormDef) -> tuple[str, ...]:
    """Return every file that the form names, each once, in the form's order; computed names are left out."""
    return tuple(dict.fromkeys(_named(form)))


def _named(form: FormDef) -> Iterator[str]:
    for source in form.instances.values():
        if source.src is not None and not source.src.startswith("jr://instance/"):
            yield file_name(source.src)
    columns = set(_columns(form))
    for texts in form.itext.translations.values():
        for text_id, forms in texts.items():
            for media in MEDIA_FORMS:
                parts = forms.get(media)
                if parts and len(parts) == 1 and isinstance(parts[0], str) and text_id not in columns:
                    yield file_name(parts[0])


def _columns(form: FormDef) -> Iterator[str]:
    """Yield the ids of the texts that name columns of a searched table, and no files."""
    for control in form.controls_by_path.values():
        itemset = control.itemset
        if itemset is not None and itemset.columns is not None and itemset.columns.itext is not None:
            yield itemset.columns.itext
