"""A small HTTP server over loopback whose every answer a test writes, down to the bytes and the cut."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from email.message import Message

_KEPT = 8_000_000


@dataclass(frozen=True)
class Asked:
    """What arrived: method, path with query, headers, body."""

    method: str
    path: str
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What goes back. `pieces` streams the body, `raw` and `raw_pieces` are the whole answer, `hang` sends nothing."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Iterator[bytes] | None = None
    raw: bytes | None = None
    raw_pieces: Iterator[bytes] | None = None
    hang: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the connection can go on after it."""
        return not self.hang and self.pieces is None and self.raw is None and self.raw_pieces is None


class Scripted:
    """Serves `answer(asked)` on a port of its own; `asked` keeps what came, in order."""

    def __init__(self, answer: Callable[[Asked], Reply], *, tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self._let_go = threading.Event()
        self._server = _Server(self)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def wait_until_let_go(self) -> None:
        self._let_go.wait(30)

    def close(self) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, scripted: Scripted) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scripted = scripted

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet when a client hangs up: that is what the tests do."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        asked = Asked(self.command, self.path, self.headers, self._body(length))
        self.server.scripted.asked.append(asked)
        reply = self.server.scripted.answer(asked)
        try:
            self._give(reply)
        except ConnectionError:
            self.close_connection = True

    do_GET = do_HEAD = do_POST = _handle  # noqa: N815

    def _body(self, length: int) -> bytes:
        """Return the body; of a very large one nothing is kept."""
        if length <= _KEPT:
            return self.rfile.read(length)
        while length:
            length -= len(self.rfile.read(min(length, 65_536)))
        return b""

    def _give(self, reply: Reply) -> None:
        if reply.hang:
            self.server.scripted.wait_until_let_go()
        elif reply.raw is not None or reply.raw_pieces is not None:
            self._write(reply.raw_pieces or [reply.raw or b""])
        else:
            self._give_headers(reply)
            if self.command != "HEAD":  # whose answer ends with its headers: a body would begin the next one
                self._write(reply.pieces or [reply.body])
        self.close_connection = self.close_connection or not reply.is_whole

    def _give_headers(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        if "Date" not in reply.headers:
            self.send_header("Date", self.date_time_string())
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.pieces is not None:
            self.send_header("Connection", "close")
        elif "Content-Length" not in reply.headers:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()

    def _write(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.wfile.write(piece)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet."""
