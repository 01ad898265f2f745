"""What the relay says to one request: lists and files passed on as they come, submissions taken or held."""

from __future__ import annotations

import logging
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, cast

from sync.openrosa.auth import read_handed_over
from sync.openrosa.errors import OpenRosaError
from sync.openrosa.transport import byte_count
from sync.relay.addresses import is_list, may_be_read, takes_submissions
from sync.relay.fingerprint import NotMultipart
from sync.relay.holding import Reply
from sync.relay.incoming import Incoming
from sync.store.errors import StoreError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping

    import requests

    from sync.openrosa.auth import Credentials
    from sync.relay.relaying import Relay
    from sync.store.sealed_files import Source

_log = logging.getLogger(__name__)
_LIST_LIMIT, _FILE_LIMIT = 8 * 1024 * 1024, 512 * 1024 * 1024
_POST_LIMIT = 100 * 1024 * 1024  # bytes, as ODK Central's own
_SILENCE = 60  # seconds
_NO_SUCH_ADDRESS = Reply(404, "text/plain", "no such address")  # in no central's words: only it refuses for good
_DOWN = frozenset({"Content-Type", "ETag", "X-OpenRosa-Version", "X-OpenRosa-Accept-Content-Length", "Date"})
_UP = ("If-None-Match", "X-OpenRosa-Version", "Accept-Language")


class RelayServer(ThreadingHTTPServer):
    """Listens at once; `url` is its own address."""

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


class _Body:
    """What of a body is still to come over the line."""

    def __init__(self, line: Source, length: int) -> None:
        self._line, self._left = line, length

    def read(self, size: int, /) -> bytes:
        block = self._line.read(min(size, self._left))
        self._left -= len(block)
        return block

    def drain(self) -> None:
        """Read it to its end, or until the sender goes away."""
        while self.read(65_536):
            pass


class _Handler(BaseHTTPRequestHandler):
    server: RelayServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _SILENCE

    def setup(self) -> None:
        line = cast("ssl.SSLSocket", self.request)
        line.settimeout(self.timeout)
        line.do_handshake()  # before anything else holds the line: who is not let in is hung up on at once
        super().setup()

    def do_GET(self) -> None:
        """Pass on: a list with the central's addresses in it turned into the relay's own, a file as it comes."""
        if not may_be_read(self.path):
            self._say(_NO_SUCH_ADDRESS)
            return
        headers = {name: value for name in _UP if (value := self.headers.get(name))}
        begun = False
        try:
            with self.server.relay.upstream.asked("GET", self.path, headers, self._credentials()) as response:
                if is_list(self.path):
                    self._give(response.status_code, _passed(response), self._list(response))
                    return
                blocks = self._blocks(response, _FILE_LIMIT)
                first = next(blocks, b"")
                begun = True
                self._stream(response, first, blocks)
        except OpenRosaError as error:
            _log.info("the central did not answer: %s", error)
            self.close_connection = begun  # half a file is told by the line's end
            if not begun:
                self._say(Reply(503, "text/plain", "the central does not answer the relay"))

    def do_HEAD(self) -> None:
        """Answer for the central: it takes what the relay takes, and there need not be a line now."""
        if not takes_submissions(self.path):
            self._say(_NO_SUCH_ADDRESS)
            return
        self._give(204, {"X-OpenRosa-Version": "1.0", "X-OpenRosa-Accept-Content-Length": str(_POST_LIMIT)}, b"")

    def do_POST(self) -> None:
        """Take a submission: the central's own answer, or that it is held."""
        length = byte_count(self.headers.get("Content-Length", ""))
        if length is None or length > _POST_LIMIT:
            self.close_connection = True
            self._say(Reply(413, "text/html", "<html>too large</html>"))
            return
        if not takes_submissions(self.path):
            _Body(self.rfile, length).drain()
            self._say(_NO_SUCH_ADDRESS)
            return
        kind, credentials = self.headers.get("Content-Type", ""), self._credentials()
        body = _Body(self.rfile, length)
        incoming = Incoming(self._origin(), self.path, kind, length, body, credentials)
        try:
            reply = self.server.relay.take(incoming)
        except NotMultipart:
            reply = Reply(400, "text/plain", "no whole submission")
        except StoreError:
            _log.exception("a submission could not be held")
            reply = Reply(503, "text/plain", "the relay has no room")
        body.drain()  # who is still sending would take an answer now for a line that broke
        self._say(reply)

    def _origin(self) -> str:
        return sha256(cast("ssl.SSLSocket", self.connection).getpeercert(binary_form=True) or b"").hexdigest()

    def _credentials(self) -> Credentials:
        return read_handed_over(self.headers.get("Authorization", ""))

    def _blocks(self, response: requests.Response, limit: int) -> Iterator[bytes]:
        return iter(self.server.relay.upstream.blocks(response, limit))

    def _list(self, response: requests.Response) -> bytes:
        body = b"".join(self._blocks(response, _LIST_LIMIT))
        theirs = self.server.relay.upstream.central.url.rstrip("/")
        return body.replace(theirs.encode(), f"https://{self.headers.get('Host', '')}".encode())

    def _stream(self, response: requests.Response, first: bytes, rest: Iterator[bytes]) -> None:
        """Pass a file on in chunks, since what the central has packed is unpacked here and of another length."""
        headers = _passed(response)
        if response.status_code in (204, 304):
            self._give(response.status_code, headers, b"")
            return
        self._begin(response.status_code, headers | {"Transfer-Encoding": "chunked"})
        block = first
        while block:
            self.wfile.write(b"%x\r\n" % len(block) + block + b"\r\n")
            block = next(rest, b"")
        self.wfile.write(b"0\r\n\r\n")

    def _say(self, reply: Reply) -> None:
        self._give(reply.status, {"Content-Type": reply.content_type}, reply.body.encode())

    def _give(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        length = {} if status in (204, 304) else {"Content-Length": str(len(body))}
        self._begin(status, {**headers, **length})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Log nothing of a request: its path holds a token."""


def _passed(response: requests.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name in _DOWN}
