"""One running central service: data folder opened, forms published, HTTP answered until it is told to stop."""

from __future__ import annotations

import secrets
import socket
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import uvicorn

from sync.central import app_users
from sync.central.access import OfficialAccess
from sync.central.addresses import token_url
from sync.central.app import build_app
from sync.central.forms_folder import publish_folder
from sync.central.records import Records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from starlette.applications import Starlette

FIRST_APP_USER = "kiosk"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a running service is found; `token_url` is what a kiosk is given, and a secret."""

    base_url: str
    token_url: str
    official_url: str
    password: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run: `data` folder, `forms` folder (None for the services the program ships with), port 0 for any."""

    data: Path
    forms: Path | None = None
    host: str = "127.0.0.1"
    port: int = 0
    password: str | None = None


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[Addresses, Callable[[], None], Callable[[], None]]]:
    """Open everything and yield the addresses, a `run` that blocks until stopped, and a `stop` for another thread.

    Raises DataNewer, FormUnusable, or OSError when the port is taken.
    """
    records = Records.open(settings.data, now=_now, secret=secrets.token_urlsafe)
    with closing(records), closing(_listening(settings.host, settings.port)) as listener:
        publish_folder(records, settings.forms)
        user = app_users.first_or_created(records, FIRST_APP_USER)
        password = settings.password or secrets.token_urlsafe(9)
        access = OfficialAccess(password, now=_now, secret=secrets.token_urlsafe)
        server = _server(build_app(records, access))
        host, port = listener.getsockname()[:2]
        base = f"http://{host}:{port}"
        addresses = Addresses(base, token_url(base, user.token), f"{base}/official/", password)
        yield addresses, lambda: _run(server, [listener]), lambda: _stop(server)


def _server(app: Starlette) -> uvicorn.Server:
    # The access log would hold the tokens that are part of every address.
    config = uvicorn.Config(app, access_log=False, log_level="warning", lifespan="off", timeout_graceful_shutdown=5)
    return uvicorn.Server(config)


def _run(server: uvicorn.Server, listeners: Sequence[socket.socket]) -> None:
    with suppress(KeyboardInterrupt):  # uvicorn has ended in order by then and only passes the signal on
        server.run(sockets=list(listeners))


def _stop(server: uvicorn.Server) -> None:
    server.should_exit = True


def _listening(host: str, port: int) -> socket.socket:
    # asyncio sets TCP_NODELAY only on sockets that name their protocol; without it each answer waits some 40 ms.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def _now() -> datetime:
    return datetime.now(UTC)
