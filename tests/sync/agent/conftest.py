"""A counter with a form, and scripted centrals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from tests.sync.counter import Counter, open_counter
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Serve(Protocol):
    def __call__(self, answer: Callable[[Asked], Reply]) -> Scripted: ...


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
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = open_counter(tmp_path)
    yield counter
    counter.close()
