"""The relay's own server: mutual TLS, a thread for each machine."""

from __future__ import annotations

import logging
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.relay.answering import RelayServer
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sync.relay.relaying import Relay

_log = logging.getLogger(__name__)
_KEPT = 90 * 86_400  # seconds; a machine that comes later than that asks the central itself


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files: the relay's certificate with its key, and the authority that signed the machines' certificates.

    `revoked` is that authority's list of those that are no longer good; one that is out of date lets nobody in.
    """

    certificate: Path
    machines: Path
    revoked: Path | None = None

    def context(self) -> ssl.SSLContext:
        """Return what refuses every machine without a certificate of that authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate)
        context.load_verify_locations(self.machines)
        context.verify_mode = ssl.CERT_REQUIRED
        if self.revoked is not None:
            context.load_verify_locations(self.revoked)
            context.verify_flags |= ssl.VerifyFlags.VERIFY_CRL_CHECK_LEAF
        return context


@contextmanager
def serving_relay(
    relay: Relay, tls: Tls, host: str, port: int, *, clock: Callable[[], float], pause: float = 30.0
) -> Iterator[str]:
    """Serve in threads until the block ends, and give the relay's own address; what is held goes each `pause` seconds.

    `clock` gives seconds since 1970, by which answers that nobody came for are forgotten. Raises
    OSError when the port is taken or a PEM file cannot be read.
    """
    server = RelayServer((host, port), relay, tls.context())
    ending = threading.Event()

    def serve() -> None:
        server.serve_forever(poll_interval=0.1)

    def forward() -> None:
        while not ending.wait(pause):
            try:
                relay.forward()
                relay.forget(clock() - _KEPT)
            except StoreError:  # the disk refuses now; the next round may find it well again
                _log.exception("what is held could not be sent")

    threads = [threading.Thread(target=serve, name="relay"), threading.Thread(target=forward)]
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
        relay.close()
