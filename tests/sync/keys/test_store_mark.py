"""An older copy of the store, put in its place, is told: what was done since would be missing without a word."""

from __future__ import annotations

import base64
import shutil
from typing import TYPE_CHECKING

import pytest

from sync.keys.credential_vault import CredentialVault
from sync.keys.store_mark import hold_against_mark, note_mark
from sync.store import Store
from sync.store.errors import StoreFull, StoreOlder
from tests.sync.store.given import KEY, ToldClock, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def vault(tmp_path: Path) -> CredentialVault:
    (tmp_path / "pishkhan.store-key").write_bytes(base64.b64encode(KEY))
    return CredentialVault(tmp_path, "pishkhan")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "counter" / "store"


def work(folder: Path, vault: CredentialVault, instance_id: str) -> None:
    """Open as the counter does after each person, and hand in one application."""
    with Store.open(folder, KEY, ToldClock()) as store:
        hold_against_mark(vault, store)
        form = install(store).key
        begin(store, form, instance_id)
        finalise(store, form, instance_id)


def start(folder: Path, vault: CredentialVault) -> int:
    """Open the store as a counter's start does, and return how many acts its register holds."""
    with Store.open(folder, KEY, ToldClock()) as store:
        hold_against_mark(vault, store)
        return store.audit.verify()


def test_a_store_that_only_grew_opens_again_and_again(folder: Path, vault: CredentialVault) -> None:
    held = []
    for number in range(3):
        work(folder, vault, f"uuid:{number}")
        held.append(start(folder, vault))
    assert held == sorted(set(held))
    assert start(folder, vault) == held[-1]


def test_an_older_copy_is_refused_until_somebody_accepts_it(
    folder: Path, vault: CredentialVault, tmp_path: Path
) -> None:
    work(folder, vault, "uuid:1")
    shutil.copytree(folder, tmp_path / "older")
    work(folder, vault, "uuid:2")
    start(folder, vault)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "older", folder)
    for _ in range(2):
        with pytest.raises(StoreOlder):
            start(folder, vault)
    with Store.open(folder, KEY, ToldClock()) as store:
        note_mark(vault, store)
    start(folder, vault)


def test_a_store_that_vanished_is_not_begun_anew_in_silence(folder: Path, vault: CredentialVault) -> None:
    work(folder, vault, "uuid:1")
    start(folder, vault)
    shutil.rmtree(folder)
    with pytest.raises(StoreOlder):
        start(folder, vault)


def test_another_history_of_the_same_length_is_told(folder: Path, vault: CredentialVault) -> None:
    work(folder, vault, "uuid:1")
    start(folder, vault)
    shutil.rmtree(folder)
    with Store.open(folder, KEY, ToldClock()) as store:
        form = install(store).key
        begin(store, form, "uuid:9")
        finalise(store, form, "uuid:9")
    with pytest.raises(StoreOlder):
        start(folder, vault)


def test_two_counters_of_one_login_have_marks_of_their_own(
    folder: Path, vault: CredentialVault, tmp_path: Path
) -> None:
    work(folder, vault, "uuid:1")
    work(tmp_path / "second" / "store", vault, "uuid:1")
    work(tmp_path / "second" / "store", vault, "uuid:2")
    assert 0 < start(folder, vault) < start(tmp_path / "second" / "store", vault)


def test_a_removed_log_is_told_by_what_is_missing(folder: Path, vault: CredentialVault, tmp_path: Path) -> None:
    """What was committed and not yet moved into the file is gone with the log: the start after tells."""
    work(folder, vault, "uuid:1")
    with Store.open(folder, KEY, ToldClock()) as store:
        begin(store, install(store).key, "uuid:2")
        note_mark(vault, store)
        assert (folder / "store.db-wal").stat().st_size > 0
        shutil.copytree(folder, tmp_path / "cut" / "store")
        shutil.copy(folder.with_name("store.mark"), tmp_path / "cut" / "store.mark")
    (tmp_path / "cut" / "store" / "store.db-wal").unlink()
    with pytest.raises(StoreOlder):
        start(tmp_path / "cut" / "store", vault)


def test_a_full_disk_keeps_no_counter_closed(
    folder: Path, vault: CredentialVault, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    work(folder, vault, "uuid:1")

    def full(*_: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr("sync.keys.store_mark.write_durably", full)
        start(folder, vault)
    assert "could not be noted" in caplog.text
    start(folder, vault)
