"""Backups: everything of one moment in one file, and back into an empty store only when all of it is whole."""

from __future__ import annotations

import io
import tarfile
from contextlib import closing
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.backup import back_up, restore
from sync.store.checking import check_store
from sync.store.errors import (
    BackupDamaged,
    BackupOfOtherKey,
    StoreBusy,
    StoreDamaged,
    StoreFault,
    StoreLocked,
    StoreNotEmpty,
)
from sync.store.sqlcipher import connect
from tests.sync.store.given import ASSISTANT, KEY, VISITOR, ToldClock, attach, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

PHOTO = b"field" * 50_000


@pytest.fixture
def full(store: Store) -> Store:
    """One application with a photo, a draft, a form with a picture."""
    form = install(store, media={"icon.png": b"\x89PNG"}).key
    attach(store, begin(store, form, "uuid:1").key, "field.jpg", PHOTO)
    finalise(store, form, "uuid:1", b"<data>secret answer</data>", "field.jpg")
    begin(store, form, "uuid:2", b"<data>half</data>")
    return store


@pytest.fixture
def backup(full: Store, tmp_path: Path) -> Path:
    target = tmp_path / "stick" / "counter.pishkhan"
    target.parent.mkdir()
    back_up(full, target, ASSISTANT)
    return target


def _restored(backup: Path, tmp_path: Path, key: bytes = KEY) -> Path:
    folder = tmp_path / "new" / "store"
    folder.parent.mkdir(parents=True, exist_ok=True)
    restore(backup, folder, key, ToldClock(), ASSISTANT)
    return folder


def test_everything_comes_back_as_it_was(full: Store, backup: Path, tmp_path: Path, clock: ToldClock) -> None:
    with Store.open(_restored(backup, tmp_path), KEY, clock) as again:
        (submission,) = again.desk.page()
        assert again.submissions.get(submission.key) == full.submissions.get(submission.key)
        assert again.submissions.xml(submission.key) == b"<data>secret answer</data>"
        with again.attachments.open(submission.key, "field.jpg") as photo:
            assert photo.read() == PHOTO
        (draft,) = again.drafts.kept() + again.drafts.interrupted(clock.now())
        assert again.drafts.savepoint(draft.key) == b"<data>half</data>"
        assert again.forms.media(again.forms.current()[0].key)["icon.png"] == b"\x89PNG"
        assert again.device.public_key == full.device.public_key
        assert [row.act for row in again.audit.rows()][-1] == "store.restore"
        assert not check_store(again).problems
    assert not list(tmp_path.glob("new/*.restoring"))


def test_the_backup_tells_nothing_without_the_key(backup: Path) -> None:
    content = backup.read_bytes()
    assert b"secret answer" not in content
    assert b"uuid:1" not in content
    assert PHOTO[:20] not in content


def test_both_are_in_the_audit_log(full: Store, backup: Path) -> None:
    last = list(full.audit.rows())[-1]
    assert (last.act, last.subject, last.scope) == ("store.backup", backup.name, ASSISTANT)


def test_it_is_the_store_of_one_moment_while_visitors_go_on(store: Store, tmp_path: Path, clock: ToldClock) -> None:
    form = install(store).key
    stopped = Event()

    def visitors() -> None:
        with store.for_thread() as own:
            number = 0
            while not stopped.is_set():
                number += 1
                key = begin(own, form, f"uuid:{number}").key
                attach(own, key, "a.jpg", b"first" * 3000)
                attach(own, key, "a.jpg", b"second" * 3000)
                finalise(own, form, f"uuid:{number}", b"<data/>", "a.jpg")

    thread = Thread(target=visitors)
    thread.start()
    try:
        for number in range(5):
            target = tmp_path / f"{number}.pishkhan"
            back_up(store, target, ASSISTANT)
            with Store.open(_restored(target, tmp_path / f"of {number}"), KEY, clock) as again:
                assert not check_store(again).problems
    finally:
        stopped.set()
        thread.join()


def test_a_store_with_applications_is_not_overwritten(full: Store, backup: Path, folder: Path) -> None:
    before = full.desk.page()
    full.close()
    with pytest.raises(StoreNotEmpty):
        restore(backup, folder, KEY, ToldClock(), ASSISTANT)
    with Store.open(folder, KEY, ToldClock()) as again:
        assert again.desk.page() == before


def test_an_empty_store_gives_way_and_an_open_one_does_not(backup: Path, tmp_path: Path, clock: ToldClock) -> None:
    folder = tmp_path / "new" / "store"
    with Store.open(folder, KEY, clock), pytest.raises(StoreLocked):
        _restored(backup, tmp_path)
    _restored(backup, tmp_path)
    with Store.open(folder, KEY, clock) as again:
        assert len(again.desk.page()) == 1


def test_a_log_that_another_program_keeps_open_is_not_read_into_what_is_brought_back(
    backup: Path, tmp_path: Path, clock: ToldClock
) -> None:
    folder = tmp_path / "new" / "store"
    empty = Store.open(folder, KEY, clock)
    with closing(connect(folder / "store.db", KEY).conn) as reader:
        reader.execute("begin")
        reader.execute("select count(*) from forms").fetchone()
        install(empty)
        empty.close()
        with pytest.raises(StoreBusy):
            _restored(backup, tmp_path)
    with Store.open(folder, KEY, clock) as again:
        assert (len(again.forms.current()), again.desk.page()) == (1, ())
    with Store.open(_restored(backup, tmp_path), KEY, clock) as restored:
        assert not check_store(restored).problems


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_cut_short_or_changed_is_refused(backup: Path, tmp_path: Path, part: float) -> None:
    content = backup.read_bytes()
    at = int(len(content) * part)
    manifest_end = content.rindex(b"}") + 1
    for harmed in (
        content[: min(at, manifest_end - 1)],
        content[: min(at, manifest_end - 1)] + b"\xff" + content[min(at, manifest_end - 1) + 1 :],
    ):
        backup.write_bytes(harmed)
        with pytest.raises(BackupDamaged):
            _restored(backup, tmp_path)
        assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../../escaped", "/escaped", "attachments/../../escaped", "media/escaped", "store.db-wal"]
)
def test_a_file_of_any_other_name_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    with tarfile.open(backup, "a") as tar:
        info = tarfile.TarInfo(name)
        info.size = 3
        tar.addfile(info, io.BytesIO(b"bad"))
    with pytest.raises(BackupDamaged):
        _restored(backup, tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.name == "escaped"]


def test_a_file_that_the_manifest_does_not_name_is_refused(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]  # type: ignore[union-attr]  # files all
    added = tarfile.TarInfo(f"attachments/{'0' * 32}")
    added.size = 3
    with tarfile.open(backup, "w") as tar:
        for member, content in [(added, b"bad"), *members]:
            tar.addfile(member, io.BytesIO(content))
    with pytest.raises(BackupDamaged):
        _restored(backup, tmp_path)


def test_links_are_refused(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup, "w") as tar:
        info = tarfile.TarInfo("store.db")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)
    with pytest.raises(BackupDamaged):
        _restored(backup, tmp_path)


def test_a_backup_of_another_key_says_so(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupOfOtherKey):
        _restored(backup, tmp_path, key=bytes(32))
    assert list((tmp_path / "new").iterdir()) == []


def test_a_store_with_a_missing_photo_makes_no_backup_and_leaves_the_old_one(
    full: Store, backup: Path, folder: Path
) -> None:
    before = backup.read_bytes()
    for path in (folder / "attachments").iterdir():
        path.unlink()
    with pytest.raises(StoreDamaged):
        back_up(full, backup, ASSISTANT)
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_where_it_cannot_be_written_nothing_is_left(full: Store, tmp_path: Path, folder: Path) -> None:
    with pytest.raises(StoreFault):
        back_up(full, tmp_path / "no such folder" / "counter.pishkhan", VISITOR)
    assert not list(folder.glob(".tmp-*"))


def test_backing_up_and_bringing_back_are_signed_at_once(full: Store, tmp_path: Path, clock: ToldClock) -> None:
    back_up(full, tmp_path / "signed.pishkhan", ASSISTANT)
    newest = full.checkpoints.newest()
    assert newest is not None
    assert (newest.size, full.audit.verify()) == (len(list(full.audit.rows())),) * 2
    restore(tmp_path / "signed.pishkhan", tmp_path / "again", KEY, clock, ASSISTANT)
    with Store.open(tmp_path / "again", KEY, clock) as again:
        newest = again.checkpoints.newest()
        assert newest is not None
        assert [row.act for row in again.audit.rows()][newest.size - 1] == "store.restore"
