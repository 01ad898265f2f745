"""Answers on the wire: OpenRosa's XML, Central's JSON, a proxy's HTML, and 304 for what has not changed."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, Response

from sync.central import xml
from sync.central.errors import Broken, Refused, TooLarge

if TYPE_CHECKING:
    from starlette.requests import Request

ACCEPT_CONTENT_LENGTH = 100_000_000  # what Central announces
LIMIT = 100 * 1024 * 1024  # bytes that the proxy in front of it lets through in one body
_RESPONSE_NAMESPACE = "http://openrosa.org/http/response"
OPENROSA_HEADERS = {
    "Content-Language": "en",
    "X-OpenRosa-Version": "1.0",
    "X-OpenRosa-Accept-Content-Length": str(ACCEPT_CONTENT_LENGTH),
}


def openrosa_message(status: int, message: str, *, nature: str) -> Response:
    """Return an OpenRosaResponse envelope with one message."""
    root = xml.new_root(_RESPONSE_NAMESPACE, "OpenRosaResponse", items="0")
    xml.add(root, "message", message, nature=nature)
    return Response(xml.document(root), status, OPENROSA_HEADERS, media_type="text/xml")


def openrosa_refusal(error: Refused) -> Response:
    """Return how an OpenRosa address of Central says `error`: XML; the proxy says HTML, the broken one JSON."""
    if isinstance(error, TooLarge):
        return HTMLResponse(_PROXY_PAGE, error.status, {"Connection": "close"})
    if isinstance(error, Broken):
        return JSONResponse({"message": str(error)}, error.status)
    return openrosa_message(error.status, str(error), nature="error")


def json_refusal(error: Refused) -> Response:
    """Return how the rest of Central says `error`."""
    if isinstance(error, TooLarge | Broken):
        return openrosa_refusal(error)
    return JSONResponse({"message": str(error), "code": error.code}, error.status)


def unless_known(request: Request, response: Response, *, etag: str | None = None) -> Response:
    """Mark `response` with `etag`, by default one of its body; return a bare 304 when the client knows that one."""
    tag = etag or f'W/"{md5(response.body, usedforsecurity=False).hexdigest()}"'
    known = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    if tag.removeprefix("W/") in known or "*" in known:
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return response


_PROXY_PAGE = """<html>
<head><title>413 Request Entity Too Large</title></head>
<body><center><h1>413 Request Entity Too Large</h1></center></body>
</html>
"""
