"""The sockets under a session: cut from another thread, and not kept waiting by headers that drip."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from urllib3.poolmanager import PoolManager, ProxyManager
    from urllib3.response import HTTPResponse


class Lines:
    """The open sockets of one session; a thread of its own watches for heads that never end, until `close`."""

    def __init__(self, patience: float, monotonic: Callable[[], float]) -> None:
        """An answer's head may take `patience` seconds in all, however steadily it drips."""
        self._patience, self._monotonic = patience, monotonic
        self._open: WeakSet[socket.socket] = WeakSet()
        self._due: dict[socket.socket, float] = {}
        self._late: WeakSet[socket.socket] = WeakSet()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._watch: threading.Thread | None = None

    def opened(self, line: socket.socket | None) -> None:
        """Take note of a new socket."""
        if line is not None:
            with self._lock:
                self._open.add(line)

    def cut(self) -> None:
        """End every transfer now; whoever waits on one gets an error at once. May be called from any thread."""
        with self._lock:
            for line in self._open:
                _cut(line)

    def close(self) -> None:
        """End the watching."""
        self._closed.set()
        if self._watch is not None:
            self._watch.join()

    @contextmanager
    def patience_with(self, line: socket.socket | None) -> Iterator[None]:
        """Cut `line` when what is done inside takes too long; raises TimeoutError then.

        Without that error http.client takes the headers that had come for all of them.
        """
        if line is None:
            yield
            return
        self._begin_watching()
        with self._lock:
            self._due[line] = self._monotonic() + self._patience
        try:
            yield
        finally:
            with self._lock:
                del self._due[line]
        if line in self._late:
            raise TimeoutError("the head of the answer took too long")

    def _begin_watching(self) -> None:
        if self._watch is None:
            self._watch = threading.Thread(target=self._cut_the_late, name="watching lines", daemon=True)
            self._watch.start()

    def _cut_the_late(self) -> None:
        while not self._closed.wait(self._patience / 4):
            with self._lock:
                for line in [line for line, due in self._due.items() if due < self._monotonic()]:
                    self._late.add(line)
                    _cut(line)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it was closed already
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # the plain socket's: TLS may be in use by another thread


class LineAdapter(HTTPAdapter):
    """A requests adapter whose connections are known to `lines`."""

    def __init__(self, lines: Lines) -> None:
        self._pools = _pools(lines)
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        """Make the pools of connections without a proxy."""
        super().init_poolmanager(*args, **options)
        self._watch(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **options: Any) -> ProxyManager:  # noqa: ANN401 - passed on
        """Return the pools of connections through a proxy."""
        manager: ProxyManager = super().proxy_manager_for(*args, **options)
        self._watch(manager)
        return manager

    def _watch(self, manager: PoolManager) -> None:
        manager.pool_classes_by_scheme = self._pools


def _pools(lines: Lines) -> dict[str, type[HTTPConnectionPool]]:
    """Return urllib3's pools over connections that tell `lines`; classes, because urllib3 makes the connections."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            lines.opened(self.sock)

        def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # urllib3's own deviation
            with lines.patience_with(self.sock):
                return super().getresponse()

    class Private(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            lines.opened(self.sock)

        def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # urllib3's own deviation
            with lines.patience_with(self.sock):
                return super().getresponse()

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class PrivatePool(HTTPSConnectionPool):
        ConnectionCls = Private

    return {"http": PlainPool, "https": PrivatePool}
