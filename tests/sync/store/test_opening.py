"""Opening the store: once, with the right key, never a newer one, never a damaged one in silence."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.errors import StoreBusy, StoreDamaged, StoreLocked, StoreMissing, StoreNewer, WrongKey
from sync.store.migrations import MIGRATIONS, VERSION
from sync.store.sqlcipher import connect
from tests.sync.store.given import KEY, ToldClock, attach, begin, install

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4096
_OPEN_AND_SAY = """
import sys
from pathlib import Path
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.errors import StoreError
try:
    with Store.open(Path(sys.argv[1]), bytes(range(32)), SystemClock(), beside=sys.argv[2] == "beside") as store:
        print(len(store.forms.current()))
except StoreError as error:
    print(type(error).__name__)
"""


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _other_process(folder: Path, how: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", _OPEN_AND_SAY, str(folder), how], capture_output=True, text=True, check=True, timeout=60
    )
    return ran.stdout.strip()


def test_what_was_kept_is_there_when_it_is_opened_again(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        form = install(store, b"<form>\xff</form>", media={"icon.png": b"\x89PNG"})
        public_key = store.device.public_key
    with Store.open(folder, KEY, clock) as store:
        assert store.forms.current() == (form,)
        assert store.forms.xform(form.key) == b"<form>\xff</form>"
        assert dict(store.forms.media(form.key)) == {"icon.png": b"\x89PNG"}
        assert store.device.public_key == public_key


@pytest.mark.usefixtures("store")
def test_a_second_kiosk_is_turned_away_and_a_command_works_beside(folder: Path, store: Store) -> None:
    install(store)
    assert _other_process(folder, "kiosk") == "StoreLocked"
    assert _other_process(folder, "beside") == "1"


@pytest.mark.usefixtures("store")
def test_a_second_kiosk_in_the_same_process_is_turned_away_too(folder: Path, clock: ToldClock) -> None:
    with pytest.raises(StoreLocked):
        Store.open(folder, KEY, clock)


def test_the_store_is_free_again_after_closing(folder: Path, store: Store) -> None:
    store.close()
    assert _other_process(folder, "kiosk") == "0"


def test_a_command_makes_no_store(folder: Path, clock: ToldClock) -> None:
    with pytest.raises(StoreMissing):
        Store.open(folder, KEY, clock, beside=True)
    assert not folder.exists()


def test_a_wrong_key_opens_nothing_and_changes_nothing(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        install(store)
    before = _contents(folder)
    with pytest.raises(WrongKey):
        Store.open(folder, bytes(32), clock)
    assert _contents(folder) == before
    with Store.open(folder, KEY, clock) as store:
        assert len(store.forms.current()) == 1


def test_a_wrong_key_is_told_without_the_check_file_too(folder: Path, clock: ToldClock) -> None:
    Store.open(folder, KEY, clock).close()
    (folder / "key.check").unlink()
    with pytest.raises(WrongKey):
        Store.open(folder, bytes(32), clock)


def test_a_newer_store_is_refused_and_not_touched(folder: Path, clock: ToldClock) -> None:
    Store.open(folder, KEY, clock).close()
    database = connect(folder / "store.db", KEY)
    database.execute("insert into store_schema values (?, '2030-01-01')", (VERSION + 1,))
    database.conn.close()
    before = _contents(folder)
    with pytest.raises(StoreNewer):
        Store.open(folder, KEY, clock)
    after = _contents(folder)
    assert {name: after[name] for name in before} == before
    assert after.get("store.db-wal", b"") == b""


def test_looking_at_a_newer_store_that_was_cut_off_leaves_its_log_as_it_is(
    folder: Path, clock: ToldClock, tmp_path: Path
) -> None:
    """What the newer version had in its log is its own to move into the file."""
    cut_off = tmp_path / "cut off"
    with Store.open(folder, KEY, clock) as store:
        install(store)
        connection = store.file.connect()
        connection.execute("insert into store_schema values (?, '2030-01-01')", (VERSION + 1,))
        cut_off.mkdir()
        for name in ("store.db", "store.db-wal", "key.check"):
            (cut_off / name).write_bytes((folder / name).read_bytes())
        connection.close()
    before = _contents(cut_off)
    assert before["store.db-wal"]
    with pytest.raises(StoreNewer):
        Store.open(cut_off, KEY, clock)
    after = _contents(cut_off)
    assert {name: after.get(name) for name in before} == before


@pytest.mark.skipif(sys.platform == "win32", reason="folders there have lists of who may enter")
def test_nobody_else_may_enter_the_stores_folder_whatever_the_umask(tmp_path: Path, clock: ToldClock) -> None:
    before = os.umask(0)
    try:
        with Store.open(tmp_path / "data" / "store", KEY, clock) as store:
            attach(store, begin(store, install(store, media={"a.png": b"a"}).key).key, "photo.jpg", b"photo")
    finally:
        os.umask(before)
    folders = [path for path in (tmp_path / "data").rglob("*") if path.is_dir()]
    assert {path.name for path in folders} == {"store", "attachments", "media"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


@pytest.mark.parametrize("page", [0, 1, 5, -1])
def test_one_changed_bit_in_any_page_is_found(folder: Path, clock: ToldClock, page: int) -> None:
    with Store.open(folder, KEY, clock) as store:
        install(store, b"<form/>" * 10_000)
    path = folder / "store.db"
    content = bytearray(path.read_bytes())
    content[page * PAGE + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        _open_and_check(folder, clock)


def test_a_whole_store_passes_the_check(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        form = install(store, b"<form/>" * 10_000)
    _open_and_check(folder, clock)
    with Store.open(folder, KEY, clock) as store:
        assert store.forms.current() == (form,)


def _open_and_check(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        store.check()


def test_a_store_cut_short_is_damaged(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        begin(store, install(store, b"<form/>" * 10_000).key)
    path = folder / "store.db"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(StoreDamaged):
        Store.open(folder, KEY, clock)


def test_every_table_carries_central_office_device_and_actor(store: Store) -> None:
    connection = store.file.connect()
    tables = [row["name"] for row in connection.rows("select name from sqlite_master where type = 'table'")]
    assert len(tables) > 10
    for table in sorted(set(tables) - {"store_schema"}):
        columns = [row["name"] for row in connection.rows(f"pragma table_info({table})")]
        assert columns[:4] == ["central", "office", "device", "actor"], table
        keys = {row["name"] for row in connection.rows(f"pragma table_info({table})") if row["pk"]}
        assert "central" in keys or table == "audit", table
    connection.close()


def test_every_commit_is_synced(store: Store) -> None:
    connection = store.file.connect()
    settings = {name: connection.rows(f"pragma {name}")[0][0] for name in ("journal_mode", "synchronous")}
    connection.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2}


def test_what_a_crash_left_half_written_is_swept_at_the_start(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        form = install(store, media={"icon.png": b"icon"})
        key = begin(store, form.key).key
        attach(store, key, "a.jpg", b"photo")
    for name in ("attachments/.tmp-1", "media/.tmp-2", ".tmp-3", "attachments/" + "0" * 32):
        (folder / name).write_bytes(b"half")
    with Store.open(folder, KEY, clock) as store:
        assert [one.name for one in store.attachments.of(key)] == ["a.jpg"]
        assert store.forms.media(form.key)["icon.png"] == b"icon"
        assert len(list((folder / "attachments").iterdir())) == 1
        assert len(list((folder / "media").iterdir())) == 1
    assert not (folder / ".tmp-3").exists()


def test_every_thread_has_its_own_connection_to_the_same_store(store: Store, form: object) -> None:
    def look() -> int:
        with store.for_thread() as own:
            return len(own.forms.current())

    with ThreadPoolExecutor(2) as pool:
        assert [pool.submit(look).result() for _ in range(4)] == [1] * 4
    assert store.forms.current()[0].key == form


_SECOND = "create table notes (central text not null, note text not null) strict; insert into notes values ('', 'made')"
_BROKEN = "create table notes (central text not null) strict; insert into no_such_table values (1)"


def _with_migrations(monkeypatch: pytest.MonkeyPatch, *more: str) -> None:
    monkeypatch.setattr("sync.store.file.MIGRATIONS", (*MIGRATIONS, *more))
    monkeypatch.setattr("sync.store.file.VERSION", VERSION + len(more))


def test_an_older_store_is_brought_up_to_date(folder: Path, clock: ToldClock, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(folder, KEY, clock) as store:
        form = install(store)
    _with_migrations(monkeypatch, _SECOND)
    for _ in range(2):
        with Store.open(folder, KEY, clock) as store:
            connection = store.file.connect()
            assert [row["note"] for row in connection.rows("select note from notes")] == ["made"]
            assert [row[0] for row in connection.rows("select version from store_schema")] == [*range(1, VERSION + 2)]
            connection.close()
            assert store.forms.current() == (form,)


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    folder: Path, clock: ToldClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(folder, KEY, clock) as store:
        form = install(store)
    with monkeypatch.context() as broken:
        _with_migrations(broken, _BROKEN)
        with pytest.raises(Exception, match="no_such_table"):
            Store.open(folder, KEY, clock)
    with Store.open(folder, KEY, clock) as store:
        connection = store.file.connect()
        assert connection.rows("select name from sqlite_master where name = 'notes'") == []
        connection.close()
        assert store.forms.current() == (form,)


def test_a_store_in_use_is_not_migrated_under_the_other(
    store: Store, folder: Path, clock: ToldClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(store)
    _with_migrations(monkeypatch, _SECOND)
    with pytest.raises(StoreBusy):
        Store.open(folder, KEY, clock, beside=True)
    assert len(store.forms.current()) == 1
