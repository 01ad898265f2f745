"""The relay's own server: HTTP over mutual TLS, a thread for each machine, only the addresses of the protocol."""

from __future__ import annotations

import logging
import re
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, cast

from sync.openrosa.errors import OpenRosaError
from sync.relay.fingerprint import NotMultipart
from sync.relay.holding import Reply
from sync.relay.relaying import Incoming
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sync.relay.relaying import Relay

_log = logging.getLogger(__name__)
_BASE = r"/v1/key/[A-Za-z0-9!$_-]+/projects/\d+"
_SUBMISSION = re.compile(rf"{_BASE}/submission(\?\S*)?")
_READ = re.compile(rf"{_BASE}/(formList|forms/[^/?\s]+(\.xml|/manifest|/attachments/[^/?\s]+))(\?\S*)?")
_LIST = re.compile(r"/(formList|manifest)(\?|$)")
_LIST_LIMIT, _FILE_LIMIT = 8 * 1024 * 1024, 512 * 1024 * 1024
_POST_LIMIT = 100 * 1024 * 1024  # bytes, as ODK Central's own
_SILENCE = 60  # seconds
_KEPT = 90 * 86_400  # seconds; a machine that comes later than that asks the central itself
_DOWN = frozenset({"Content-Type", "ETag", "X-OpenRosa-Version", "X-OpenRosa-Accept-Content-Length", "Date"})
_UP = ("If-None-Match", "X-OpenRosa-Version", "Accept-Language")


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files: the relay's certificate with its key, and the authority that signed the machines' certificates."""

    certificate: Path
    machines: Path

    def context(self) -> ssl.SSLContext:
        """Return what refuses every machine without a certificate of that authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate)
        context.load_verify_locations(self.machines)
        context.verify_mode = ssl.CERT_REQUIRED
        return context


@contextmanager
def serving_relay(
    relay: Relay, tls: Tls, host: str, port: int, *, clock: Callable[[], float], pause: float = 30.0
) -> Iterator[str]:
    """Serve in threads until the block ends, and give the relay's own address; what is held goes each `pause` seconds.

    `clock` gives seconds since 1970, by which answers that nobody came for are forgotten. Raises
    OSError when the port is taken or a PEM file cannot be read.
    """
    server = _Server((host, port), relay, tls.context())
    ending = threading.Event()

    def forward() -> None:
        while not ending.wait(pause):
            try:
                relay.forward()
                relay.forget(clock() - _KEPT)
            except StoreError:  # the disk refuses now; the next round may find it well again
                _log.exception("what is held could not be sent")

    threads = [threading.Thread(target=server.serve_forever, name="relay"), threading.Thread(target=forward)]
    for thread in threads:
        thread.start()
    try:
        yield server.url
    finally:
        ending.set()
        server.shutdown()
        relay.upstream.close()
        server.server_close()
        for thread in threads:
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], relay: Relay, context: ssl.SSLContext) -> None:
        super().__init__(address, _Handler)
        self.relay = relay
        # The handshake is made in the machine's own thread: one that never ends holds up nobody else.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"https://{address[0]}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - its signature
        """A machine that goes away, or is not let in, is no fault of ours."""
        _log.info("a connection from %s ended early", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _SILENCE

    def setup(self) -> None:
        super().setup()
        cast("ssl.SSLSocket", self.connection).do_handshake()

    def do_GET(self) -> None:
        """Pass on, with the central's addresses in lists turned into the relay's own."""
        if _READ.fullmatch(self.path) is None:
            self._say(Reply(404, "text/plain", "no such address"))
            return
        upstream = self.server.relay.upstream
        headers = {name: value for name in _UP if (value := self.headers.get(name))}
        try:
            with upstream.asked("GET", self.path, headers) as response:
                limit = _LIST_LIMIT if _LIST.search(self.path) else _FILE_LIMIT
                body = b"".join(upstream.blocks(response, limit))
                if _LIST.search(self.path):
                    body = body.replace(upstream.central.url.rstrip("/").encode(), self._base().encode())
                down = {name: value for name, value in response.headers.items() if name in _DOWN}
                self._give(response.status_code, down, body)
        except OpenRosaError as error:
            _log.info("the central did not answer: %s", error)
            self._say(Reply(503, "text/plain", "the central does not answer the relay"))

    def do_HEAD(self) -> None:
        """Answer for the central: it takes what the relay takes, and there need not be a line now."""
        if _SUBMISSION.fullmatch(self.path) is None:
            self._say(Reply(404, "text/plain", ""))
            return
        self._give(204, {"X-OpenRosa-Version": "1.0", "X-OpenRosa-Accept-Content-Length": str(_POST_LIMIT)}, b"")

    def do_POST(self) -> None:
        """Take a submission: the central's own answer, or that it is held."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > _POST_LIMIT:
            self.close_connection = True
            self._say(Reply(413, "text/html", "<html>too large</html>"))
            return
        if _SUBMISSION.fullmatch(self.path) is None:
            self._drain(int(length))
            self._say(Reply(404, "application/json", '{"message": "no such address", "code": 404.1}'))
            return
        kind = self.headers.get("Content-Type", "")
        try:
            reply = self.server.relay.take(Incoming(self._origin(), self.path, kind, int(length), self.rfile))
        except NotMultipart:
            self.close_connection = True
            reply = Reply(400, "application/json", '{"message": "no whole submission", "code": 400.1}')
        except StoreError:
            _log.exception("a submission could not be held")
            self.close_connection = True
            reply = Reply(503, "text/plain", "the relay has no room")
        self._say(reply)

    def _origin(self) -> str:
        return sha256(cast("ssl.SSLSocket", self.connection).getpeercert(binary_form=True) or b"").hexdigest()

    def _base(self) -> str:
        return f"https://{self.headers.get('Host', '')}"

    def _drain(self, length: int) -> None:
        while length and (block := self.rfile.read(min(length, 65_536))):
            length -= len(block)

    def _say(self, reply: Reply) -> None:
        self._give(reply.status, {"Content-Type": reply.content_type}, reply.body.encode())

    def _give(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Log nothing of a request: its path holds a token."""
