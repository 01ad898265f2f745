"""A new key for the store, in a real gnome-keyring: whenever it is killed, the store opens and nothing is lost."""

from __future__ import annotations

import base64
import os
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sync.keys.credential_vault import CredentialVault
from sync.keys.errors import KeyHandedOut
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.errors import StoreBusy, StoreLocked, WrongKey
from sync.store.rekeying import opening_key, rekey
from sync.store.sqlcipher import connect
from tests.sync.store.given import ASSISTANT, KEY, VISITOR
from tests.sync.store.pages import decrypted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.keys.conftest import Session

pytestmark = pytest.mark.system

ROUNDS = os.environ.get("PISHKHAN_KILLS", "12")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "counter" / "store"


def test_the_store_opens_with_the_new_key_only_and_all_is_there(session: Session, folder: Path) -> None:
    old, new, seen = session("unlocked", f"make {folder}", f"rekey {folder}", f"look {folder}")
    assert old != new
    assert seen == [new, True, [], True, []]
    with pytest.raises(WrongKey):
        Store.open(folder, bytes.fromhex(old), SystemClock())
    assert bytes.fromhex(old) not in decrypted(folder, bytes.fromhex(new))
    with Store.open(folder, bytes.fromhex(new), SystemClock()) as store:
        assert [row.act for row in store.audit.rows()][-1] == "store.rekey"
        newest = store.checkpoints.newest()
        assert newest is not None
        assert newest.size == store.audit.verify(), "it is signed at once"


def test_killed_at_any_moment_it_opens_with_the_one_key_or_the_other(session: Session, folder: Path) -> None:
    _, (changed, wrong) = session("unlocked", f"make {folder}", f"killed {folder} {ROUNDS}")
    assert wrong == []
    assert changed > 0


def test_killed_before_any_line_that_decides_no_key_is_lost(session: Session, folder: Path) -> None:
    _, (lines, changed, wrong) = session("unlocked", f"make {folder}", f"killed-at-each-line {folder}")
    assert wrong == []
    assert lines > changed > 1


@pytest.mark.parametrize("swapped", [False, True], ids=["before the new file", "after the new file"])
def test_cut_off_with_two_keys_kept_the_one_that_opens_stays(session: Session, folder: Path, swapped: bool) -> None:
    """The two moments that matter, made by hand: both keys are in the keyring, the mark stands, one file or the other.

    The check of the key still stands for the old one, as it does when the power goes between the two files.
    """
    old_file = folder.parent / "old.db"
    (old,) = session("unlocked", f"make {folder}")
    shutil.copy(folder / "store.db", old_file)
    check = (folder / "key.check").read_bytes()
    (new,) = session("unlocked", f"rekey {folder}")
    if not swapped:
        shutil.copy(old_file, folder / "store.db")
    (folder / "key.check").write_bytes(check)
    (folder / "rekey.begun").touch()
    _, _, seen = session("unlocked", f"keep {old}", f"keep-next {new}", f"look {folder}")
    assert seen == [new if swapped else old, True, [], True, []]


def test_cut_off_and_with_neither_key_that_opens_it_both_are_kept_for_whoever_knows_more(
    session: Session, folder: Path
) -> None:
    (right,) = session("unlocked", f"make {folder}")
    (folder / "rekey.begun").touch()
    other, next_one = "11" * 32, "22" * 32
    _, _, *seen = session("unlocked", f"keep {other}", f"keep-next {next_one}", f"look {folder}", "old store", "next")
    assert seen == [WrongKey.__name__, other, next_one]
    _, seen = session("unlocked", f"keep {right}", f"look {folder}")
    assert seen == [right, True, [], True, []]


def test_an_open_counter_is_not_rekeyed_under_its_hands(session: Session, folder: Path) -> None:
    (key,) = session("unlocked", f"make {folder}")
    with Store.open(folder, bytes.fromhex(key), SystemClock()) as store:
        assert session("unlocked", f"rekey {folder}") == [StoreLocked.__name__]
        store.settings.put(VISITOR, "still", "writes")
    assert session("unlocked", f"look {folder}") == [[key, True, [], True, []]]


def test_a_store_that_a_command_uses_is_not_rekeyed(session: Session, folder: Path) -> None:
    (key,) = session("unlocked", f"make {folder}")
    with Store.open(folder, bytes.fromhex(key), SystemClock(), beside=True) as command:
        assert session("unlocked", f"rekey {folder}") == [StoreBusy.__name__]
        command.settings.put(VISITOR, "still", "writes")
    assert session("unlocked", f"look {folder}") == [[key, True, [], True, []]]


def test_a_log_that_another_program_keeps_open_is_not_read_as_the_new_files(session: Session, folder: Path) -> None:
    (key,) = session("unlocked", f"make {folder}")
    with closing(connect(folder / "store.db", bytes.fromhex(key)).conn) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from forms").fetchone()
        with Store.open(folder, bytes.fromhex(key), SystemClock()) as store:
            store.settings.put(VISITOR, "in the log", "yes")
        assert session("unlocked", f"rekey {folder}") == [StoreBusy.__name__]
        assert not list(folder.glob(".tmp-*")), "no copy of everything is left lying there"
    assert session("unlocked", f"look {folder}") == [[key, True, [], True, []]]
    with Store.open(folder, bytes.fromhex(key), SystemClock()) as store:
        assert store.settings.get(VISITOR.central, "in the log") == "yes"


def test_where_the_system_hands_out_the_key_it_stays(tmp_path: Path, folder: Path) -> None:
    """A systemd credential cannot be changed from here; the store must open as before."""
    (tmp_path / "pishkhan.store-key").write_bytes(base64.b64encode(KEY))
    vault = CredentialVault(tmp_path, "pishkhan")
    Store.open(folder, KEY, SystemClock()).close()
    with pytest.raises(KeyHandedOut):
        rekey(vault, folder, bytes(32), SystemClock(), ASSISTANT)
    assert opening_key(vault, folder) == KEY
    Store.open(folder, KEY, SystemClock()).close()
