"""The counter keeps what it delivered for the days its configuration says, and looks once a day."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.config_file import config_from
from kiosk.equip import equip
from kiosk.shell import Shell
from sync.store import Store
from tests.sync.store.given import KEY, VISITOR, ToldClock, begin, finalise, install

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from kiosk.theme import Look

OFFICE = {
    "office": {"id": "office-7", "name": {"fa": "دهیاری"}},
    "device": {"id": "device-3"},
    "central": {"id": "ministry", "url": "http://127.0.0.1:9/v1/key/{token}/projects/1"},
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A counter's folder with one application that was delivered ten days ago."""
    (tmp_path / "pishkhan.store-key").write_bytes(base64.b64encode(KEY))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with Store.open(tmp_path / "store", KEY, ToldClock(datetime.now(UTC) - timedelta(days=10))) as store:
        _deliver(store, "uuid:1")
    return tmp_path


def _deliver(store: Store, instance_id: str) -> None:
    key = begin(store, install(store).key, instance_id).key
    finalise(store, store.forms.current()[0].key, instance_id)
    store.queue.begin_attempt(VISITOR, key)
    store.queue.acknowledge(VISITOR, key, verdict="stored")


@contextmanager
def _opened(app: QApplication, look: Look, data: Path, keep_days: int) -> Iterator[Store]:
    """Open the counter as the program does, and close it again."""
    shell = Shell(app, look, "دهیاری")
    equipment = equip(config_from(OFFICE | {"kiosk": {"keep_days": keep_days}}), data, shell)
    try:
        yield equipment.store
    finally:
        equipment.store.close()
        shell.close()
        shell.deleteLater()


def _shredded(store: Store) -> list[str]:
    return [row.subject for row in store.audit.rows() if row.act == "submission.shred"]


def test_it_is_shredded_when_the_counter_opens_after_its_days(qapp: QApplication, look: Look, data: Path) -> None:
    with _opened(qapp, look, data, keep_days=9) as store:
        assert _shredded(store) == ["uuid:1"]
        assert len(store.desk.page()) == 1


def test_it_is_kept_for_its_days(qapp: QApplication, look: Look, data: Path) -> None:
    with _opened(qapp, look, data, keep_days=11) as store:
        assert _shredded(store) == []


def test_it_looks_once_a_day(qapp: QApplication, look: Look, data: Path) -> None:
    with _opened(qapp, look, data, keep_days=9):
        pass
    with Store.open(data / "store", KEY, ToldClock(datetime.now(UTC) - timedelta(days=10))) as store:
        _deliver(store, "uuid:2")
    with _opened(qapp, look, data, keep_days=9) as store:
        assert _shredded(store) == ["uuid:1"]
