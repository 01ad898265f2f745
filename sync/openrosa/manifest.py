"""The manifest: which media files a form needs; names that could leave the form's folder are refused."""

from __future__ import annotations

from dataclasses import dataclass

from sync.openrosa import xml
from sync.openrosa.errors import BadAnswer
from sync.openrosa.formlist import declared_md5

_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class ListedMedia:
    """One media file; for an entity list `hash` is not the md5 of the CSV and only notices change."""

    filename: str
    hash: str
    download_url: str
    is_entity_list: bool = False


def parse_manifest(body: bytes) -> tuple[ListedMedia, ...]:
    """Return the media files in the server's order; raises BadAnswer on a dangerous or repeated name."""
    root = xml.parse(body, what="the manifest")
    if xml.local(root) != "manifest":
        raise BadAnswer("the manifest has no <manifest>")
    media = tuple(
        _listed(xml.child_texts(element), element.get("type", ""))
        for element in root
        if xml.local(element) == "mediaFile"
    )
    if len({one.filename for one in media}) != len(media):
        raise BadAnswer("the manifest names a file twice")
    return media


def _listed(found: dict[str, str], kind: str) -> ListedMedia:
    name, url = found.get("filename", ""), found.get("downloadUrl", "")
    if not is_safe_name(name):
        raise BadAnswer("the manifest names a file that would leave the form's folder")
    if not url:
        raise BadAnswer("a file in the manifest has no address")
    return ListedMedia(name, declared_md5(found.get("hash", "")), url, kind == "entityList" or "integrityUrl" in found)


def is_safe_name(name: str) -> bool:
    """Tell whether `name` is a plain file name: no folder, drive, device, control character or leading dot."""
    return (
        0 < len(name.encode("utf-8", "replace")) <= _LONGEST_NAME
        and not name.startswith(".")
        and ".." not in name
        and not any(char in '/\\:*?"<>|' or ord(char) < 0x20 or ord(char) == 0x7F for char in name)
    )
