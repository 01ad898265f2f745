"""The form list: which forms a central offers to this kiosk, in which version, and where."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sync.openrosa import xml
from sync.openrosa.errors import BadAnswer


@dataclass(frozen=True, slots=True)
class ListedForm:
    """One form of the list; `hash` is "md5:…" of the form's XML, "" where the server gives none."""

    form_id: str
    name: str
    version: str
    hash: str
    download_url: str
    manifest_url: str | None = None


def parse_form_list(body: bytes) -> tuple[ListedForm, ...]:
    """Return the forms in the server's order; raises BadAnswer when it is no form list or a form lacks its address."""
    root = xml.parse(body, what="the form list")
    if xml.local(root) != "xforms":
        raise BadAnswer("the form list has no <xforms>")
    return tuple(_listed(xml.child_texts(element)) for element in root if xml.local(element) == "xform")


def _listed(found: dict[str, str]) -> ListedForm:
    for needed in ("formID", "downloadUrl"):
        if not found.get(needed):
            raise BadAnswer(f"a form in the list has no {needed}")
    return ListedForm(
        form_id=found["formID"],
        name=found.get("name", found["formID"]),
        version=found.get("version", ""),
        hash=declared_md5(found.get("hash", "")),
        download_url=found["downloadUrl"],
        manifest_url=found.get("manifestUrl") or None,
    )


def declared_md5(declared: str) -> str:
    """Return a declared hash as "md5:" and hex in small letters; "" where there is none or it is of another kind."""
    kind, _, digest = declared.strip().lower().partition(":")
    return f"md5:{digest}" if kind == "md5" and digest else ""


def md5_of(content: bytes) -> str:
    """Return the hash of `content` as lists and manifests declare it."""
    return f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"
