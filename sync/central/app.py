"""The central service as one ASGI application: the protocol's addresses, the official's pages, the front page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from sync.central.answers import json_refusal
from sync.central.errors import Broken, NotAuthenticated
from sync.central.official.api import OfficialApi
from sync.central.official.pages import OfficialPages
from sync.central.openrosa import OpenRosaApi

if TYPE_CHECKING:
    from sync.central.access import OfficialAccess
    from sync.central.records import Records

_EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def build_app(records: Records, access: OfficialAccess) -> Starlette:
    """Return the application over `records`, to whose pages `access` lets the official in."""
    return Starlette(
        routes=[
            Mount("/v1/key/{token}/projects/{project}", routes=OpenRosaApi(records).routes()),
            Route("/v1/{rest:path}", _nobody, methods=_EVERY_METHOD),
            Mount("/official/api", routes=OfficialApi(records, access).routes()),
            Mount("/official", routes=OfficialPages(records, access).routes()),
            Route("/", _to_official),
            Route("/{rest:path}", _front_page, methods=_EVERY_METHOD),
        ],
        exception_handlers={ClientDisconnect: _gone, Exception: _broken},
    )


async def _nobody(request: Request) -> Response:  # noqa: ARG001 - Starlette's signature
    """Refuse what needs a login that kiosks do not have."""
    return json_refusal(NotAuthenticated())


async def _to_official(request: Request) -> Response:  # noqa: ARG001
    return RedirectResponse("/official/", 303)


async def _front_page(request: Request) -> Response:  # noqa: ARG001
    """Answer as Central's own web page does to every address outside `/v1`: 200 and HTML, nothing delivered."""
    return HTMLResponse('<!doctype html><title>Pishkhan</title><p><a href="/official/">Pishkhan</a></p>')


async def _broken(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """Answer as Central does when something behind it fails; the server logs the error itself."""
    return json_refusal(Broken())


async def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """Answer nobody: the sender hung up before the last byte, and nothing was stored."""
    return JSONResponse({"message": "The request was cut off."}, 400)
