"""Killed while it backs up or shreds what was delivered: the last backup is whole, and so is the store.

The gate runs a few rounds; `PISHKHAN_KILLS` sets how many.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sync.store import Store
from sync.store.backup import back_up, restore
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from tests.sync.store.given import ASSISTANT, KEY, VISITOR, attach, begin, finalise, install

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

ROUNDS = int(os.environ.get("PISHKHAN_KILLS", "10"))
_A_LIFE = 25  # kills of one store: each round looks at all of it, so one store for all would take days
BACKUP = "counter.pishkhan"


def upkeep(folder: Path, stick: Path, seed: int) -> None:
    """Record, deliver, shred and back up without end."""
    with Store.open(folder, KEY, SystemClock()) as store:
        form = install(store).key
        for number in range(10_000):
            key = begin(store, form, f"uuid:{seed}-{number}").key
            attach(store, key, "photo.jpg", b"photo" * 30_000)
            finalise(store, form, key.instance_id, b"<data/>" * 500, "photo.jpg")
            if number % 2:
                store.queue.begin_attempt(VISITOR, key)
                store.queue.acknowledge(VISITOR, key, verdict="stored", attachments=["photo.jpg"])
            due = store.retention.due(SystemClock().now() + timedelta(days=1))
            store.retention.shred(VISITOR, [one.key for one in due])
            back_up(store, stick / BACKUP, ASSISTANT)


@pytest.mark.system
def test_the_backup_on_the_stick_is_whole_and_so_is_the_store(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.sync.store.test_kill_upkeep"])
    chance = random.Random(20261122)  # noqa: S311 - moments, not secrets
    restored = shredded = 0
    for begun in range(0, ROUNDS, _A_LIFE):
        place = tmp_path / str(begun)
        seeds = range(begun, min(begun + _A_LIFE, ROUNDS))
        here = _live(place, seeds, context, chance)
        restored, shredded = restored + here[0], shredded + here[1]
        shutil.rmtree(place)
    assert restored > 0
    assert shredded > 0


def _live(place: Path, seeds: Iterable[int], context: ForkServerContext, chance: random.Random) -> tuple[int, int]:
    """Kill the upkeep of one store again and again; returns how much was restored and how much shredded."""
    folder, stick, again, restored, shredded = place / "store", place / "stick", place / "again", 0, 0
    stick.mkdir(parents=True)
    for number in seeds:
        process = context.Process(target=upkeep, args=(folder, stick, number))
        process.start()
        busy = not (restored and shredded)
        time.sleep(chance.uniform(0.1, 3.0 if busy else 0.6))  # the moment of the kill; a busy machine needs its time
        process.kill()
        process.join()
        with Store.open(folder, KEY, SystemClock()) as store:
            checked = check_store(store)
            assert checked.problems == ()
            assert len(list((folder / "attachments").iterdir())) == checked.attachments
            shredded = sum(row.act == "submission.shred" for row in store.audit.rows())
        assert not list(folder.glob(".tmp-*"))
        if (stick / BACKUP).exists():
            restored += restore(stick / BACKUP, again / "store", KEY, SystemClock(), ASSISTANT).submissions
            shutil.rmtree(again)
    return restored, shredded
