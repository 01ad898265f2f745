"""Signed checkpoints: whatever a hand does to the log behind the program's back is told, on a real SQLCipher file."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sync.store.checkpoints import PrintedCheckpoint
from sync.store.errors import AuditBroken, AuditCut, CheckpointBroken
from sync.store.merkle import MerkleTree
from tests.sync.store.forgery import behind_the_back, hash_anew, sign_anew
from tests.sync.store.given import ASSISTANT, begin, finalise

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.checkpoints import Checkpoint
    from sync.store.records import FormKey


@pytest.fixture
def told(store: Store, form: FormKey) -> Store:
    """A store with three applications and a draft after them: 8 rows, signed up to the 7th."""
    for number in range(3):
        finalise(store, form, begin(store, form, f"uuid:{number}").key.instance_id)
    begin(store, form, "uuid:draft")
    return store


def _newest(store: Store) -> Checkpoint:
    newest = store.checkpoints.newest()
    assert newest is not None
    return newest


def test_every_finalising_signs_the_whole_log_so_far(told: Store) -> None:
    assert _newest(told).size == 7
    tree = MerkleTree()
    for row in list(told.audit.rows())[:7]:
        tree.append(row.hash)
    assert _newest(told).root == tree.root()
    assert _newest(told).is_signed_by(told.device)
    assert told.audit.verify() == 8


def test_what_came_after_is_signed_when_asked_and_only_once(told: Store) -> None:
    assert told.checkpoints.add(ASSISTANT) == _newest(told)
    assert _newest(told).size == 8
    assert told.checkpoints.add(ASSISTANT) is None
    assert told.audit.verify() == 8


def test_the_mark_on_paper_is_read_back_however_it_is_typed(told: Store) -> None:
    newest = _newest(told)
    for typed in (newest.short, newest.short.lower(), f"  {newest.short.replace(' ', '   ')} "):
        assert PrintedCheckpoint.read(typed) == PrintedCheckpoint(newest.size, newest.root[:8])
    assert PrintedCheckpoint.read("7 ABCD") is None
    assert PrintedCheckpoint.read("7" * 5000 + newest.short[1:]) is None


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("update audit set actor = 'Zahra' where number = 3", 3),
        ("update audit set detail = 'other' where number = 8", 8),
        ("delete from audit where number = 2", 2),
        ("update audit set number = 9 where number = 8", 8),
    ],
)
def test_an_edit_or_a_deletion_is_told_at_its_row(told: Store, statement: str, number: int) -> None:
    behind_the_back(told, statement)
    with pytest.raises(AuditBroken) as broken:
        told.audit.verify()
    assert broken.value.number == number


def test_a_log_hashed_anew_is_not_the_one_that_was_signed(told: Store) -> None:
    behind_the_back(told, "update audit set actor = 'Zahra' where number = 3")
    hash_anew(told)
    with pytest.raises(CheckpointBroken) as broken:
        told.audit.verify()
    assert broken.value.number == 3


@pytest.mark.parametrize("statement", ["delete from audit", "delete from audit where number > 6"])
def test_a_log_cut_before_a_checkpoint_is_told(told: Store, statement: str) -> None:
    behind_the_back(told, statement)
    with pytest.raises(AuditCut):
        told.audit.verify()


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_checkpoints set at = '2020-01-01' where size = 5",
        "update audit_checkpoints set signature = zeroblob(64) where size = 7",
        "update audit_checkpoints set root = zeroblob(32) where size = 3",
        "update audit_checkpoints set size = 4 where size = 5",
    ],
)
def test_a_checkpoint_that_was_changed_is_told(told: Store, statement: str) -> None:
    behind_the_back(told, statement)
    with pytest.raises(CheckpointBroken):
        told.audit.verify()


@pytest.mark.parametrize(
    "statement", ["update audit set actor = 'Zahra' where number = 3", "delete from audit where number > 4"]
)
def test_a_log_written_and_signed_anew_is_told_by_the_paper_alone(told: Store, statement: str) -> None:
    """Who has the store's key has the device's key too: inside the file all holds again, and the receipt tells."""
    printed = PrintedCheckpoint.read(_newest(told).short)
    assert printed is not None
    assert told.audit.verify([printed]) == 8
    behind_the_back(told, statement)
    hash_anew(told)
    sign_anew(told)
    assert told.audit.verify() > 0
    with pytest.raises((CheckpointBroken, AuditCut)):
        told.audit.verify([printed])


@pytest.mark.parametrize("statement", ["update audit_checkpoints set at = ''", "delete from audit_checkpoints"])
def test_the_database_itself_lets_checkpoints_only_grow(told: Store, statement: str) -> None:
    with closing(told.file.connect()) as connection, pytest.raises(Exception, match="checkpoints only grow"):
        connection.execute(statement)
