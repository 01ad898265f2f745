"""An older program takes the store back from a newer one: as it was, or not at all where somebody used it since."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.checking import check_store
from sync.store.errors import NewerInUse, NoWayBack, StoreLocked, StoreNewer
from sync.store.going_back import go_back
from sync.store.migrations import MIGRATIONS, VERSION
from sync.store.records import RecordKey, Scope
from tests.sync.store.given import KEY, ToldClock, attach, begin, finalise, install

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TECHNICIAN = Scope("ministry", "office-7", "device-3", "technician")
DELIVERY = Scope("ministry", "office-7", "device-3", "delivery")
ROUNDS = int(os.environ.get("PISHKHAN_KILLS", "10"))


@contextmanager
def newer_program() -> Iterator[None]:
    """Inside, the program is a later one: it knows one migration more, which takes something away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sync.store.file.MIGRATIONS", (*MIGRATIONS, "drop table print_orders; create table later (x)"))
        patch.setattr("sync.store.file.VERSION", VERSION + 1)
        yield


@pytest.fixture
def taken(folder: Path, clock: ToldClock) -> str:
    """A store with one application and a draft; returns the application's code."""
    return fill(folder, clock)


def fill(folder: Path, clock: ToldClock) -> str:
    with Store.open(folder, KEY, clock) as store:
        form = install(store).key
        attach(store, begin(store, form).key, "a.jpg", b"photo" * 1000)
        done = finalise(store, form, "uuid:1", b"<data/>", "a.jpg")
        begin(store, form, "uuid:draft", savepoint=b"<data>half</data>")
        return done.code


def migrate(folder: Path, clock: ToldClock) -> None:
    with newer_program():
        Store.open(folder, KEY, clock).close()
    with pytest.raises(StoreNewer):
        Store.open(folder, KEY, clock)


def test_what_nobody_used_since_is_brought_back(folder: Path, clock: ToldClock, taken: str) -> None:
    migrate(folder, clock)
    assert go_back(folder, KEY, clock, TECHNICIAN)
    with Store.open(folder, KEY, clock) as store:
        assert [row.code for row in store.desk.page()] == [taken]
        assert check_store(store).problems == ()
        assert [row.act for row in store.audit.rows()][-1] == "store.restore"
        assert store.drafts.savepoint(RecordKey("ministry", "uuid:draft")) == b"<data>half</data>"
    assert not folder.with_name(f"{folder.name}.going-back").exists()


def test_what_this_program_reads_stays_untouched(folder: Path, clock: ToldClock, taken: str) -> None:
    assert not go_back(folder, KEY, clock, TECHNICIAN)
    assert not go_back(folder.with_name("nowhere"), KEY, clock, TECHNICIAN)
    with Store.open(folder, KEY, clock) as store:
        assert [row.code for row in store.desk.page()] == [taken]


def test_an_application_recorded_since_is_never_lost(folder: Path, clock: ToldClock, taken: str) -> None:
    migrate(folder, clock)
    with newer_program(), Store.open(folder, KEY, clock) as store:
        form = store.forms.current()[0].key
        begin(store, form, "uuid:2")
        second = finalise(store, form, "uuid:2", b"<data>second</data>").code
    with pytest.raises(NewerInUse):
        go_back(folder, KEY, clock, TECHNICIAN)
    with newer_program(), Store.open(folder, KEY, clock) as store:
        assert {row.code for row in store.desk.page()} == {taken, second}


def test_a_draft_or_a_pin_of_since_keeps_it_too(folder: Path, clock: ToldClock, taken: str) -> None:
    assert taken
    migrate(folder, clock)
    with newer_program(), Store.open(folder, KEY, clock) as store:
        begin(store, store.forms.current()[0].key, "uuid:3", savepoint=b"<data/>")
    with pytest.raises(NewerInUse):
        go_back(folder, KEY, clock, TECHNICIAN)


def test_what_the_program_itself_did_comes_again(folder: Path, clock: ToldClock, taken: str) -> None:
    migrate(folder, clock)
    with newer_program(), Store.open(folder, KEY, clock) as store:
        store.settings.put(DELIVERY, "clock.heard", "x", act_name="clock.set")
    assert go_back(folder, KEY, clock, TECHNICIAN)
    with Store.open(folder, KEY, clock) as store:
        assert [row.code for row in store.desk.page()] == [taken]


def test_another_past_is_not_brought_back(folder: Path, clock: ToldClock, taken: str) -> None:
    """The backup of another store, or of other days, lies in its place."""
    assert taken
    migrate(folder, clock)
    (backup,) = folder.glob("before-migration-*")
    other = folder.with_name("other")
    with Store.open(other, KEY, clock) as store:
        install(store, version="7")
        begin(store, store.forms.current()[0].key, "uuid:9")
    migrate(other, clock)
    (theirs,) = other.glob("before-migration-*")
    theirs.replace(backup)
    with pytest.raises(NewerInUse):
        go_back(folder, KEY, clock, TECHNICIAN)
    backup.unlink()
    with pytest.raises(NoWayBack):
        go_back(folder, KEY, clock, TECHNICIAN)


def test_the_backup_of_a_neighbour_that_did_as_much_is_not_brought_back(
    folder: Path, clock: ToldClock, taken: str
) -> None:
    """As many acts, as many applications, the same key: only the register's own hashes tell the two apart."""
    migrate(folder, clock)
    neighbour = folder.with_name("neighbour")
    clock.passes(seconds=1)
    assert fill(neighbour, clock) == taken, "the same in all but the hour"
    migrate(neighbour, clock)
    (theirs,), (ours,) = neighbour.glob("before-migration-*"), folder.glob("before-migration-*")
    theirs.replace(ours)
    with pytest.raises(NewerInUse):
        go_back(folder, KEY, clock, TECHNICIAN)


def _breaks_off(folder: Path) -> None:
    with newer_program():
        store = Store.open(folder, KEY, ToldClock())
        for number in range(50):
            store.settings.put(DELIVERY, f"name {number}", "x" * 1000)
        os._exit(0)


def test_the_log_of_a_newer_one_that_broke_off_is_not_read_as_the_older_ones(
    folder: Path, clock: ToldClock, taken: str
) -> None:
    process = multiprocessing.get_context("fork").Process(target=_breaks_off, args=(folder,))
    process.start()
    process.join()
    process.close()
    assert (folder / "store.db-wal").stat().st_size > 50_000
    assert go_back(folder, KEY, clock, TECHNICIAN)
    with Store.open(folder, KEY, clock) as store:
        assert [row.code for row in store.desk.page()] == [taken]
        assert check_store(store).problems == ()
        assert store.settings.get("ministry", "name 1") is None


def test_not_while_the_counter_is_open(folder: Path, clock: ToldClock, taken: str) -> None:
    assert taken
    migrate(folder, clock)
    with newer_program(), Store.open(folder, KEY, clock), pytest.raises(StoreLocked):
        go_back(folder, KEY, clock, TECHNICIAN)


def _go_back(folder: Path) -> None:
    go_back(folder, KEY, ToldClock(), TECHNICIAN)


def test_killed_while_going_back_it_is_one_store_or_the_other(folder: Path, clock: ToldClock, taken: str) -> None:
    chance = random.Random(8)  # noqa: S311
    context = multiprocessing.get_context("fork")
    for _ in range(ROUNDS):
        with newer_program():
            Store.open(folder, KEY, clock).close()
        process = context.Process(target=_go_back, args=(folder,))
        process.start()
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        process.join()
        process.close()
        try:
            with Store.open(folder, KEY, clock) as store:
                assert check_store(store).problems == ()
        except StoreNewer:
            pass
        with newer_program(), Store.open(folder, KEY, clock) as store:
            assert [row.code for row in store.desk.page()] == [taken]
            store.check()
    with newer_program():
        Store.open(folder, KEY, clock).close()
    assert go_back(folder, KEY, clock, TECHNICIAN)
    with Store.open(folder, KEY, clock) as store:
        assert [row.code for row in store.desk.page()] == [taken]
        assert check_store(store).problems == ()
