"""One embedded central for all, a fault proxy before it, and counters that deliver through the proxy."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from sync.central.running import running_central
from tests.faults.proxy import FaultProxy
from tests.sync.counter import Counter, open_counter, xform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOAK = "PISHKHAN_FAULTS" in os.environ  # `make faults`: as many as the promises are made for
DELIVERIES = 10_000 if SOAK else 200
KILLS = 1_000 if SOAK else 5


@dataclass
class Way:
    """The way from the counter to the central; `url` leads through the proxy, `data` is the central's folder."""

    url: str
    proxy: FaultProxy
    data: Path


@pytest.fixture(scope="session")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    folder = tmp_path_factory.mktemp("central")
    (folder / "forms").mkdir()
    (folder / "forms" / "claim.xml").write_bytes(xform())
    with running_central(folder / "data", folder / "forms") as central:
        url = urlsplit(central.token_url)
        assert url.hostname
        assert url.port
        proxy = FaultProxy((url.hostname, url.port))
        yield Way(central.token_url.replace(f":{url.port}", f":{proxy.port}"), proxy, folder / "data")
        proxy.close()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = open_counter(tmp_path)
    yield counter
    counter.close()
