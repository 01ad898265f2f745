"""Forms from a folder: XForms and XLSForms, with the media files that lie beside them or come with the program."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import assets
from assets.services import HEALTH_FORM, SERVICES
from assets.texts import say
from forms.errors import FormRefused
from forms.xlsform import to_xform
from sync.central.errors import FormUnusable, VersionTaken
from sync.central.publishing import Form, publish
from sync.central.xform import read_xform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sync.central.records import Records

    Media = Callable[[str], bytes | None]

_log = logging.getLogger(__name__)
_WORKBOOKS = frozenset({".xlsx", ".xls"})


def publish_folder(records: Records, folder: Path | None) -> tuple[Form, ...]:
    """Publish every form of `folder`, or the services that the program ships with and the machines' health report.

    A form whose version is published already stays as it was published, even if the file has changed since: records
    of that version are being filled in. Raises FormUnusable for the first that cannot be published.
    """
    sources = _shipped() if folder is None else _found_in(folder)
    media = packaged_media if folder is None else _media_in(folder)
    return tuple(form for name, content in sources if (form := _publish_or_keep(records, name, content, media)))


def _publish_or_keep(records: Records, name: str, content: bytes, media: Media) -> Form | None:
    try:
        return publish_source(records, name, content, media)
    except VersionTaken:
        _log.warning("%s has changed but its version has not: the published form stays. Give it a new version.", name)
        return None


def publish_source(records: Records, name: str, content: bytes, media: Media) -> Form:
    """Publish one form from a file's `name` and `content`; `media` gives the bytes of a media file, None if unknown."""
    xform, made = _converted(name, content) if Path(name).suffix.lower() in _WORKBOOKS else (content, {})
    wanted = read_xform(xform, source=name).media
    found = {file: media(file) for file in wanted}
    attached = {file: content for file, content in found.items() if content is not None}
    return publish(records, xform, {**attached, **made}, source=name)


def _converted(name: str, workbook: bytes) -> tuple[bytes, Mapping[str, bytes]]:
    try:
        conversion = to_xform(workbook, name=Path(name).stem)
    except FormRefused as error:
        reasons = "; ".join(say(problem.text, "en") for problem in error.problems)
        raise FormUnusable(f"{name}: {reasons}") from None
    return conversion.xform, conversion.media


def _shipped() -> Iterator[tuple[str, bytes]]:
    for service in SERVICES:
        yield service.workbook.rpartition("/")[2], assets.read(service.workbook)
    yield f"{HEALTH_FORM}.xlsx", assets.read(f"forms/{HEALTH_FORM}.xlsx")


def _found_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _WORKBOOKS | {".xml"}:
            yield path.name, path.read_bytes()


def packaged_media(name: str) -> bytes | None:
    """Return the bytes of a media file that the program carries with it, None when it carries none of that name."""
    for place in ("places", "forms"):
        if name in assets.listing(place):
            return assets.read(f"{place}/{name}")
    return None


def _media_in(folder: Path) -> Media:
    def read(name: str) -> bytes | None:
        for path in (folder / name, folder / "media" / name):
            if path.parent in (folder, folder / "media") and path.is_file():
                return path.read_bytes()
        return packaged_media(name)

    return read
