"""A counter without a line, the far end of its courier, and a real central behind that."""

from __future__ import annotations

import random
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest

from sync.bundles.cards import Own
from sync.bundles.desk import CourierDesk
from sync.bundles.exporting import VOLUME, Exported, Exporting
from sync.bundles.importing import Imported, import_reply
from sync.bundles.origin import Way, written_central
from sync.central.official_client import Official
from sync.openrosa.client import OpenRosaClient
from tests.sync.counter import CENTRAL, Counter, open_counter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.bundles.desk import Taken
    from sync.central.running import CentralHandle
    from sync.openrosa.address import Central

STRAIGHT = Way()
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def connect(central: Central) -> OpenRosaClient:
    central = replace(central, connect_timeout=2, read_timeout=5)
    return OpenRosaClient(central, clock=lambda: NOW, monotonic=time.monotonic, random=random.Random(5))  # noqa: S311


@dataclass
class Home:
    """A counter that knows its courier."""

    counter: Counter
    own: Own
    desk: CourierDesk
    central: Central

    def export(self, folder: Path, *, limit: int = VOLUME) -> Exported:
        numbers = count(1)
        exporting = Exporting(
            self.counter.store,
            self.counter.scope,
            self.own,
            clock=self.counter.clock,
            new_id=lambda: f"{self.counter.random.getrandbits(128):032x}-{next(numbers)}",
            central=written_central(self.central),
        )
        folder.mkdir(exist_ok=True)
        return exporting.export(folder, self.desk.own.card, limit=limit)

    def take_over(self, path: Path) -> Imported:
        return import_reply(self.counter.store, self.counter.scope, path, self.own, [self.desk.own.card])


def received(desk: CourierDesk, folder: Path, way: Way = STRAIGHT) -> Taken:
    numbers = count(1)
    return desk.receive(folder, connect, now=NOW, new_id=lambda: f"answer-{next(numbers)}", way=way)


@pytest.fixture
def official(central: CentralHandle) -> Iterator[Official]:
    with Official(central.official_url, central.password) as client:
        yield client


@pytest.fixture
def desk(tmp_path: Path) -> CourierDesk:
    return CourierDesk.create(tmp_path / "courier", Own.generate("district"))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@contextmanager
def home_of(name: str, folder: Path, desk: CourierDesk, url: str, seed: int = 7) -> Iterator[Home]:
    """Give a machine of this name, which its courier knows, with a central at `url`."""
    with closing(open_counter(folder, seed)) as counter:
        store = counter.store
        identity = store.private_keys.get(
            counter.scope, "courier", lambda: str(Own.generate("any").identity).encode()
        ).decode()
        own = Own.of(name, store.device.private_key, identity)
        desk.learn(str(own.card))
        yield Home(counter, own, desk, replace(CENTRAL, url=url))


@pytest.fixture
def home(tmp_path: Path, desk: CourierDesk, central: CentralHandle) -> Iterator[Home]:
    with home_of("device-1", tmp_path / "home", desk, central.token_url) as home:
        yield home
