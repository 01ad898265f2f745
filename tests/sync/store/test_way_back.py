"""Before a migration touches the store, all of it is backed up; without room for that it is left as it is."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from sync.store import Store
from sync.store.archive import unpack
from sync.store.backup import restore
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from sync.store.errors import NoRoomToMigrate, StoreFull
from sync.store.migrations import MIGRATIONS, VERSION
from sync.store.sqlcipher import connect
from tests.sync.store.given import ASSISTANT, KEY, ToldClock

HERE = Path(__file__).parent
SCHEMAS = sorted(HERE.glob("schema_*.sql"))
ROUNDS = int(os.environ.get("PISHKHAN_KILLS", "10"))


class Usage(NamedTuple):
    """What the disk says of itself, as shutil tells it."""

    total: int
    used: int
    free: int


def write(folder: Path, schema: Path) -> bytes:
    """Put a store of an older schema into `folder`; returns the file's hash."""
    folder.mkdir(parents=True)
    with closing(connect(folder / "store.db", KEY).conn) as database:
        database.executescript(schema.read_text(encoding="utf-8"))
    return sha256((folder / "store.db").read_bytes()).digest()


def backup_of(folder: Path) -> Path:
    return folder / f"before-migration-{VERSION}.backup"


def test_every_older_schema_has_its_fixture() -> None:
    found = {int(re.findall(r"\d+", path.stem)[0]) for path in SCHEMAS}
    assert found == set(range(1, len(MIGRATIONS)))


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_every_older_store_is_brought_up_to_date_with_a_way_back(
    folder: Path, tmp_path: Path, clock: ToldClock, schema: Path
) -> None:
    write(folder, schema)
    with Store.open(folder, KEY, clock) as store:
        codes = {row.code for row in store.desk.page()}
        assert codes
        assert check_store(store).problems == ()
    restored = restore(backup_of(folder), tmp_path / "again", KEY, clock, ASSISTANT)
    assert restored.submissions == len(codes)
    with Store.open(tmp_path / "again", KEY, clock) as store:
        assert {row.code for row in store.desk.page()} == codes


def test_only_the_last_migration_has_a_way_back(folder: Path, clock: ToldClock) -> None:
    """Each holds the keys of drafts that are shredded since."""
    write(folder, HERE / "schema_1.sql")
    older = folder / "before-migration-1.backup"
    older.write_bytes(b"the store of long ago")
    Store.open(folder, KEY, clock).close()
    assert [path.name for path in folder.glob("before-migration-*")] == [backup_of(folder).name]


def test_the_way_back_holds_the_store_as_it_was(folder: Path, tmp_path: Path, clock: ToldClock) -> None:
    write(folder, HERE / "schema_1.sql")
    Store.open(folder, KEY, clock).close()
    unpack(backup_of(folder), tmp_path / "unpacked")
    with closing(connect(tmp_path / "unpacked" / "store.db", KEY, read_only=True).conn) as database:
        assert database.execute("select max(version) from store_schema").fetchone()[0] == 1


def test_without_room_for_the_way_back_nothing_is_touched(
    folder: Path, clock: ToldClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = write(folder, HERE / "schema_1.sql")
    with monkeypatch.context() as patched:
        patched.setattr("sync.store.way_back.shutil.disk_usage", lambda _: Usage(100, 90, 10))
        with pytest.raises(NoRoomToMigrate):
            Store.open(folder, KEY, clock)
    assert sha256((folder / "store.db").read_bytes()).digest() == before
    assert not backup_of(folder).exists()

    def full(*_: object) -> None:
        raise StoreFull

    with monkeypatch.context() as patched:
        patched.setattr("sync.store.way_back.write_snapshot", full)
        with pytest.raises(NoRoomToMigrate) as refused:
            Store.open(folder, KEY, clock)
    assert dict(refused.value.text.params)["megabytes"] == 1
    assert sha256((folder / "store.db").read_bytes()).digest() == before
    Store.open(folder, KEY, clock).close()
    assert backup_of(folder).exists()


def test_the_way_back_is_closed_after_a_week(folder: Path, clock: ToldClock) -> None:
    """It holds the keys of drafts that were shredded since."""
    write(folder, HERE / "schema_1.sql")
    Store.open(folder, KEY, clock).close()
    clock.passes(days=6)
    Store.open(folder, KEY, clock).close()
    assert backup_of(folder).exists()
    clock.passes(days=2)
    Store.open(folder, KEY, clock).close()
    assert not backup_of(folder).exists()


def test_a_new_store_needs_none(folder: Path, clock: ToldClock) -> None:
    Store.open(folder, KEY, clock).close()
    assert list(folder.glob("*.backup")) == []


def migrate(folder: Path) -> None:
    """Open the store as the counter does."""
    Store.open(folder, KEY, SystemClock()).close()


@pytest.mark.system
def test_killed_while_it_migrates_nothing_is_lost(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.sync.store.test_way_back"])
    cut, chance = 0, random.Random(20261122)  # noqa: S311 - varies the moments, hides nothing
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        write(folder, HERE / "schema_1.sql")
        process = context.Process(target=migrate, args=(folder,))
        process.start()
        time.sleep(chance.uniform(0.01, 0.15))
        process.kill()
        process.join()
        with closing(connect(folder / "store.db", KEY).conn) as database:
            cut += database.execute("select max(version) from store_schema").fetchone()[0] < VERSION
        with Store.open(folder, KEY, SystemClock()) as store:
            assert len(store.desk.page()) == 2
            assert check_store(store).problems == ()
        assert not list(folder.glob(".tmp-*"))
    assert cut > 0
