"""The check of the whole store: silent when all is as it was written, and it names what is not."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from assets.texts import say
from sync.store.checking import Checked, check_store
from tests.sync.store.given import ASSISTANT, VISITOR, attach, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store import Store


@pytest.fixture
def full(store: Store) -> Store:
    """One application with a photo, one draft with another, a form with a picture."""
    form = install(store, media={"icon.png": b"\x89PNG"}).key
    key = begin(store, form, "uuid:1").key
    attach(store, key, "field.jpg", b"field" * 50_000)
    finalise(store, form, "uuid:1", b"<data/>", "field.jpg")
    attach(store, begin(store, form, "uuid:2").key, "barn.jpg", b"barn" * 1000)
    return store


def _problems(store: Store) -> str:
    return "\n".join(say(problem, "en") for problem in check_store(store).problems)


def _behind_the_back(store: Store, *statements: str) -> None:
    connection = store.file.connect()
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_whole_store_has_no_problems_and_says_what_was_looked_at(full: Store) -> None:
    assert check_store(full) == Checked(submissions=1, attachments=2, media=1, audit_rows=4)


@pytest.mark.parametrize(("place", "named"), [("attachments", "jpg"), ("media", "icon.png")])
@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_harmed_file_is_named(full: Store, folder: Path, place: str, named: str, harm: str) -> None:
    path = sorted((folder / place).iterdir())[0]
    content = path.read_bytes()
    path.unlink()
    if harm != "gone":
        path.write_bytes(content[:-1] if harm == "cut" else content[:20] + bytes([content[20] ^ 1]) + content[21:])
    assert named in _problems(full)


def test_a_payload_that_was_replaced_is_found_by_its_signature(full: Store) -> None:
    _behind_the_back(
        full,
        "drop trigger payloads_are_frozen",
        "update payloads set xml = cast('<other/>' as blob)",
    )
    said = _problems(full)
    assert full.desk.page()[0].code in said
    assert "payloads_are_frozen" in said


def test_who_changes_the_hash_with_the_payload_is_found_by_the_signature(full: Store) -> None:
    digest = sha256(b"<other/>").hexdigest()
    _behind_the_back(
        full,
        "drop trigger payloads_are_frozen",
        "drop trigger submissions_are_frozen",
        "update payloads set xml = cast('<other/>' as blob)",
        "update submissions set sha256 = '{digest}'".replace("{digest}", digest),
    )
    assert "is not what was recorded" in _problems(full)


@pytest.mark.parametrize(
    "change",
    [
        "update attachments set size = size + 1 where name = 'barn.jpg'",
        "update attachments set sha256 = upper(sha256) where name = 'barn.jpg'",
    ],
)
def test_a_file_that_is_not_what_its_row_says_is_named(full: Store, change: str) -> None:
    _behind_the_back(full, change)
    assert "barn.jpg" in _problems(full)
    assert "field.jpg" not in _problems(full)


def test_a_changed_audit_row_is_named(full: Store) -> None:
    _behind_the_back(full, "drop trigger audit_is_append_only_update", "update audit set actor = 'x' where number = 2")
    assert "at row 2." in _problems(full)


def test_a_damaged_page_is_the_only_thing_said(full: Store, folder: Path) -> None:
    full.drafts.give_up(ASSISTANT, begin(full, full.forms.current()[0].key, "uuid:3", b"x" * 20_000).key)
    full.settings.put(VISITOR, "filler", "x")
    connection = full.file.connect()
    connection.shred()
    connection.close()
    path = folder / "store.db"
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 3000)
        file.write(b"\0" * 16)
    assert len(check_store(full).problems) == 1
    assert "damaged" in _problems(full)
