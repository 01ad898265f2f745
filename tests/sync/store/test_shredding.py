"""What nobody may read any more cannot be read: not without the key, and what is shredded not with the key either.

Searching an encrypted file for plain words proves nothing, so the pages, free ones too, and the log's frames are
decrypted with the store's own key first.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.backup import back_up
from tests.sync.store.given import ASSISTANT, KEY, VISITOR, ToldClock, attach, begin, finalise, install
from tests.sync.store.pages import decrypted

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.records import FormKey, RecordKey, Scope

CANARY = b"zanbagh-4471"
ANSWERS = b"<data><why>" + CANARY + b"</why></data>" + b"<!-- -->" * 900  # longer than a page


def _data_keys(store: Store, key: RecordKey) -> dict[str, bytes]:
    connection = store.file.connect()
    rows = connection.rows("select name, key from data_keys where instance_id = ?", (key.instance_id,))
    connection.close()
    return {row["name"]: row["key"] for row in rows}


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_the_reader_of_pages_reads_what_is_there(store: Store, form: FormKey, folder: Path) -> None:
    """The search itself must be able to find: a finalised answer and a living draft's key are in the pages."""
    key = begin(store, form, "uuid:1", ANSWERS).key
    finalise(store, form, "uuid:2", ANSWERS)
    (data_key,) = _data_keys(store, key).values()
    assert CANARY in decrypted(folder, KEY)
    assert data_key in decrypted(folder, KEY)


def test_a_stolen_disk_without_the_key_shows_nothing(store: Store, form: FormKey, folder: Path) -> None:
    key = begin(store, form, "uuid:1", ANSWERS).key
    attach(store, key, "photo.jpg", CANARY * 1000)
    store.drafts.save(key, ANSWERS, place="/data/why", language="fa")
    finalise(store, form, "uuid:1", ANSWERS, "photo.jpg")
    found = _all_bytes(folder)
    assert CANARY not in found
    assert b"uuid:1" not in found
    assert store.device.private_key.private_bytes_raw() not in found


def test_nothing_in_the_folder_has_a_name_of_anybodys_making(store: Store, folder: Path) -> None:
    """A new kind of file comes into this list only when its name tells nothing, nor how often anything was done."""
    form = install(store, media={"cases.csv": CANARY, "map.png": b"map"}).key
    for number in range(3):
        attach(store, begin(store, form, f"uuid:{number}").key, "national-card.jpg", CANARY * number)
    finalise(store, form, "uuid:1", ANSWERS, "national-card.jpg")
    back_up(store, folder / "counter.backup", ASSISTANT)
    known = re.compile(
        r"store\.db(-wal|-shm)?|key\.check|(kiosk|store)\.lock|counter\.backup|(attachments|media)|"
        r"attachments/[0-9a-f]{32}|media/[0-9a-f]{64}"
    )
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert [name for name in names if not known.fullmatch(name)] == []
    everything = _all_bytes(folder) + "".join(names).encode()
    told = [CANARY, b"uuid:", b"national-card", b"cases.csv", b"claim", *map(str.encode, words_of(ASSISTANT))]
    assert [one for one in told if one in everything] == []
    assert hashlib.sha256(CANARY).hexdigest().encode() not in everything


def words_of(scope: Scope) -> tuple[str, ...]:
    return (scope.central, scope.office, scope.device, scope.actor)


def test_a_drafts_answers_are_sealed_even_for_the_stores_key(store: Store, form: FormKey, folder: Path) -> None:
    key = begin(store, form, "uuid:1", ANSWERS).key
    store.drafts.save(key, ANSWERS, place="/data/why", language="fa")
    assert CANARY not in decrypted(folder, KEY)


@pytest.mark.parametrize("end", ["give up", "finalise"])
def test_the_end_of_a_draft_leaves_its_key_nowhere(store: Store, form: FormKey, folder: Path, end: str) -> None:
    key = begin(store, form, "uuid:1", ANSWERS).key
    attach(store, key, "dropped.jpg", CANARY)
    for number in range(20):
        store.drafts.save(key, ANSWERS + b"%d" % number, place="/data/why", language="fa")
    keys = _data_keys(store, key)
    assert set(keys) == {"", "dropped.jpg"}
    if end == "give up":
        store.drafts.give_up(VISITOR, key)
    else:
        finalise(store, form, "uuid:1", b"<data><why>another answer</why></data>")
    readable = decrypted(folder, KEY)
    for data_key in keys.values():
        assert data_key not in readable
    assert CANARY not in readable
    assert (folder / "store.db-wal").stat().st_size == 0


def test_a_replaced_photo_leaves_its_key_nowhere(store: Store, form: FormKey, folder: Path) -> None:
    key = begin(store, form).key
    attach(store, key, "photo.jpg", b"first")
    first = _data_keys(store, key)["photo.jpg"]
    attach(store, key, "photo.jpg", b"second")
    assert first not in decrypted(folder, KEY)
    assert _data_keys(store, key)["photo.jpg"] in decrypted(folder, KEY)


def test_among_many_drafts_only_the_shredded_ones_keys_are_gone(store: Store, form: FormKey, folder: Path) -> None:
    """Rows move between pages as tables grow and shrink; no copy of a key may stay behind in a freed page."""
    drafts = [begin(store, form, f"uuid:{number}", b"<data/>" * 200).key for number in range(120)]
    keys = {key: _data_keys(store, key)[""] for key in drafts}
    for key in drafts[::2]:
        store.drafts.give_up(VISITOR, key)
    readable = decrypted(folder, KEY)
    assert [key for key in drafts[::2] if keys[key] in readable] == []
    assert [key for key in drafts[1::2] if keys[key] not in readable] == []


def test_an_interrupted_draft_that_is_swept_leaves_nothing(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        key = begin(store, install(store).key, "uuid:1", ANSWERS).key
        (data_key,) = _data_keys(store, key).values()
    clock.passes(minutes=31)
    with Store.open(folder, KEY, clock) as store:
        assert store.drafts.sweep(ASSISTANT, clock.now()) == (key,)
        assert data_key not in decrypted(folder, KEY)


def test_a_shredding_that_was_cut_off_is_done_at_the_next_start(
    folder: Path, tmp_path: Path, clock: ToldClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader keeps the log from being cut; then the power goes, which a copy of the files stands for."""
    monkeypatch.setattr("sync.store.sqlcipher.BUSY_SECONDS", 0.05)
    after_the_cut = tmp_path / "after the cut"
    with Store.open(folder, KEY, clock) as store:
        key = begin(store, install(store).key, "uuid:1", ANSWERS).key
        (data_key,) = _data_keys(store, key).values()
        reader = store.file.connect()
        reader.execute("begin")
        reader.rows("select count(*) from drafts")
        store.drafts.give_up(VISITOR, key)
        shutil.copytree(folder, after_the_cut)
        reader.close()
    assert data_key in decrypted(after_the_cut, KEY)
    with Store.open(after_the_cut, KEY, clock):
        assert data_key not in decrypted(after_the_cut, KEY)
