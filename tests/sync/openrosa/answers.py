"""Bodies of answers as ODK Central, Ona, proxies and captive portals send them."""

from __future__ import annotations

import hashlib
import json

from tests.sync.openrosa.scripted import Reply

PORTAL = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action=login></form></body></html>"


def envelope(message: str, status: int = 201) -> Reply:
    body = (
        '<OpenRosaResponse xmlns="http://openrosa.org/http/response" items="0">'
        f'<message nature="">{message}</message></OpenRosaResponse>'
    )
    return Reply(status, body.encode(), {"Content-Type": "text/xml; charset=utf-8"})


def stored() -> Reply:
    return envelope("full submission upload was successful!")


def problem(status: int, message: str) -> Reply:
    return told({"message": message, "code": float(f"{status}.1")}, status)


def told(said: dict[str, object], status: int) -> Reply:
    """Return JSON of anybody's."""
    body = json.dumps(said).encode()
    return Reply(status, body, {"Content-Type": "application/json; charset=utf-8"})


def page(status: int = 200, body: bytes = PORTAL) -> Reply:
    return Reply(status, body, {"Content-Type": "text/html"})


def head_of_submission(most: int = 100_000_000) -> Reply:
    return Reply(204, b"", {"X-OpenRosa-Accept-Content-Length": str(most)})


def md5(body: bytes) -> str:
    return "md5:" + hashlib.md5(body, usedforsecurity=False).hexdigest()


def form_list(*forms: str) -> Reply:
    return Reply(
        200,
        f'<?xml version="1.0"?><xforms xmlns="http://openrosa.org/xforms/xformsList">{"".join(forms)}</xforms>'.encode(),
        {"Content-Type": "text/xml; charset=utf-8", "ETag": f'"{hash(forms)}"'},
    )


def listed(form_id: str, version: str, xform: bytes, url: str, manifest: str = "") -> str:
    tail = f"<manifestUrl>{manifest}</manifestUrl>" if manifest else ""
    return (
        f"<xform><formID>{form_id}</formID><name>{form_id}</name><version>{version}</version>"
        f"<hash>{md5(xform)}</hash><downloadUrl>{url}</downloadUrl>{tail}</xform>"
    )


def manifest(*files: tuple[str, str, str], kind: str = "") -> Reply:
    inner = "".join(
        f"<mediaFile{kind}><filename>{name}</filename><hash>{declared}</hash><downloadUrl>{url}</downloadUrl></mediaFile>"
        for name, declared, url in files
    )
    return Reply(200, f'<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{inner}</manifest>'.encode())
