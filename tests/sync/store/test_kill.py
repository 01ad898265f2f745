"""Killed at any moment, the store still holds everything that it said it had.

The gate runs a few rounds; `PISHKHAN_KILLS` sets how many.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.records import RecordKey, Status
from tests.sync.store.given import KEY
from tests.sync.store.victim import answers, photo, work, xml

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

ROUNDS = int(os.environ.get("PISHKHAN_KILLS", "25"))
ROUNDS_OF_A_STORE = 40  # everything is looked at after each round, so a store that grew for ever would slow it down
Told = tuple[str, str, int]


@pytest.fixture(scope="module")
def server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.sync.store.victim"])
    return context


def _killed_after(
    server: ForkServerContext, folder: Path, seed: int, seconds: float, *, once_open: bool = True
) -> list[Told]:
    """Let a counter work and kill it that long after its store was open, or after its start; returns what it said."""
    hears, says = server.Pipe(duplex=False)
    process = server.Process(target=work, args=(folder, seed, says))
    process.start()
    says.close()
    told: list[Told] = []
    try:
        if once_open:
            told.append(hears.recv())
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and hears.poll(left):
            told.append(hears.recv())
        process.kill()
        while True:
            told.append(hears.recv())
    except EOFError:
        return told
    finally:
        process.kill()
        process.join()
        process.close()
        hears.close()


class Ledger:
    """What all the killed counters said so far, held against what the store has."""

    def __init__(self) -> None:
        self.saved: dict[str, int] = {}
        self.attached: set[str] = set()
        self.finalised: set[str] = set()
        self.submitted: set[str] = set()
        self.leaving: set[str] = set()

    def hear(self, told: list[Told]) -> None:
        for what, instance_id, number in told:
            if what == "saved":
                self.saved[instance_id] = number
            elif what == "attached":
                self.attached.add(instance_id)
            elif what == "finalised":
                self.finalised.add(instance_id)
            elif what == "submitted":
                self.submitted.add(instance_id)
            elif what == "giving up":
                self.leaving.add(instance_id)

    def check(self, store: Store) -> None:
        rows = {row.key.instance_id: row for row in store.desk.page(limit=1_000_000)}
        drafts = {draft.key.instance_id for draft in store.drafts.kept()}
        assert self.finalised <= set(rows)
        assert not drafts & set(rows)
        assert set(self.saved) - self.leaving <= drafts | set(rows)
        assert {one for one in self.submitted if rows[one].status is not Status.SUBMITTED} == set()
        for instance_id in rows:
            assert store.submissions.xml(RecordKey("ministry", instance_id)) == xml(instance_id)
            self._check_photo(store, instance_id)
        for instance_id in drafts & set(self.saved):
            kept = store.drafts.savepoint(RecordKey("ministry", instance_id))
            # What was said is there; the answer after it may be, when the kill came before it could be said.
            assert kept in {answers(instance_id, self.saved[instance_id] + more) for more in (0, 1)}
            if instance_id in self.attached:
                self._check_photo(store, instance_id)

    def _check_photo(self, store: Store, instance_id: str) -> None:
        with store.attachments.open(RecordKey("ministry", instance_id), "photo.jpg") as stream:
            assert stream.read() == photo(instance_id)


@pytest.mark.system
def test_nothing_that_was_said_to_be_kept_is_lost(server: ForkServerContext, tmp_path: Path) -> None:
    chance = random.Random(20261122)  # noqa: S311 - varies the moments, hides nothing
    finalised = 0
    for start in range(0, ROUNDS, ROUNDS_OF_A_STORE):
        folder, ledger = tmp_path / str(start), Ledger()
        for number in range(start, min(start + ROUNDS_OF_A_STORE, ROUNDS)):
            longest = 0.12 if ledger.finalised else 1.0  # a busy machine comes to nothing in a tenth of a second
            ledger.hear(_killed_after(server, folder, number, chance.uniform(0, longest)))
            with Store.open(folder, KEY, SystemClock()) as store:
                ledger.check(store)
                assert store.audit.verify() > 0
        with Store.open(folder, KEY, SystemClock()) as store:
            store.check()
        finalised += len(ledger.finalised)
    assert finalised > 0


@pytest.mark.system
def test_killed_while_the_store_is_made_the_next_start_makes_or_finishes_it(
    server: ForkServerContext, tmp_path: Path
) -> None:
    chance = random.Random(20261123)  # noqa: S311 - varies the moments, hides nothing
    for number in range(max(10, ROUNDS // 4)):
        folder = tmp_path / str(number)
        told = _killed_after(server, folder, number, chance.uniform(0, 0.06), once_open=False)
        with Store.open(folder, KEY, SystemClock()) as store:
            store.check()
            assert store.audit.verify() >= len([one for one in told if one[0] in {"ready", "finalised"}])
