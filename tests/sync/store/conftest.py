"""An opened store in a folder of its own, with a clock that is told the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from tests.sync.store.given import KEY, ToldClock, install

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.store.records import FormKey


@pytest.fixture
def clock() -> ToldClock:
    return ToldClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path, clock: ToldClock) -> Iterator[Store]:
    with Store.open(folder, KEY, clock) as opened:
        yield opened


@pytest.fixture
def form(store: Store) -> FormKey:
    return install(store).key
