"""Which of a form's languages a person means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import FormDef

_CODE = re.compile(r"\(([^()]+)\)\s*\Z")


def code_of(name: str) -> str:
    """Return `fa` for `Persian (fa)`; a name without brackets comes back as it is."""
    match = _CODE.search(name)
    return (match[1] if match else name).strip()


def chosen(form: FormDef, wanted: str | None) -> str | None:
    """Return the form's language that `wanted` names, by name or by code; its default where it has none such."""
    if wanted is not None:
        for name in form.languages:
            if wanted in (name, code_of(name)):
                return name
        for name in form.languages:
            if code_of(name).split("-")[0].lower() == wanted.split("-")[0].lower():
                return name
    return form.itext.default


def spoken(form: FormDef, wanted: str | None) -> str:
    """Return the code of the language that `form` is read in for `wanted`: `wanted` itself where it has only one."""
    name = chosen(form, wanted)
    return code_of(name) if name else wanted or ""
