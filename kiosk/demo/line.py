"""The line to the centre, as a port that can be broken and mended; the centre itself goes on running behind it."""

from __future__ import annotations

import socket
from contextlib import suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

_BLOCK = 65_536


class Line(ThreadingTCPServer):
    """Leads to `centre` (host, port) while it is up, hangs up on everybody while it is down; a context manager."""

    daemon_threads = True

    def __init__(self, centre: tuple[str, int]) -> None:
        """Listen on a free port of this machine; passes calls on from `__enter__` on."""
        super().__init__(("127.0.0.1", 0), _Call)
        self.centre = centre
        self.is_up = True
        self.calls: set[socket.socket] = set()
        self.port: int = self.socket.getsockname()[1]

    def __enter__(self) -> Line:
        Thread(target=self.serve_forever, args=(0.05,), name="line", daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        self.down()
        self.server_close()

    def up(self) -> None:
        """Mend the line."""
        self.is_up = True

    def down(self) -> None:
        """Break the line, also in the middle of what is being said on it."""
        self.is_up = False
        for call in list(self.calls):
            _hang_up(call)


class _Call(BaseRequestHandler):
    server: Line

    def handle(self) -> None:
        if not self.server.is_up:
            return
        with socket.create_connection(self.server.centre) as centre:
            self.server.calls |= {self.request, centre}
            answering = Thread(target=_pass_on, args=(centre, self.request), daemon=True)
            answering.start()
            _pass_on(self.request, centre)
            answering.join()
            self.server.calls -= {self.request, centre}


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    """Pass on what comes from `source` until one of the two hangs up."""
    with suppress(ConnectionError):
        while block := source.recv(_BLOCK):
            target.sendall(block)
    _hang_up(source)
    _hang_up(target)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):  # the other side was quicker
        end.shutdown(socket.SHUT_RDWR)
