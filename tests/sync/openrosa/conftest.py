"""A scripted server and a client bound to it."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from sync.openrosa.address import Central
from sync.openrosa.client import OpenRosaClient
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOKEN = "s3cretTokenThatNobodyMaySee"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Serve(Protocol):
    def __call__(self, answer: Callable[[Asked], Reply]) -> Scripted: ...


class Connect(Protocol):
    def __call__(self, url: str, **changes: Any) -> OpenRosaClient: ...


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[Scripted] = []

    def start(answer: Callable[[Asked], Reply]) -> Scripted:
        servers.append(Scripted(answer))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def connect() -> Iterator[Connect]:
    clients: list[OpenRosaClient] = []

    def open_client(url: str, **changes: Any) -> OpenRosaClient:
        cancelled = changes.pop("cancelled", lambda: False)
        central = Central("demo", f"{url}/v1/key/{TOKEN}/projects/1", connect_timeout=1, read_timeout=1)
        client = OpenRosaClient(
            replace(central, **changes),
            clock=lambda: NOW,
            monotonic=time.monotonic,
            random=random.Random(7),  # noqa: S311 - boundaries, not secrets
            cancelled=cancelled,
        )
        clients.append(client)
        return client

    yield open_client
    for client in clients:
        client.close()
