"""Killed while it backs up or shreds what was delivered: the last backup is whole, and so is the store.

The gate runs a few rounds; `PISHKHAN_KILLS` sets how many.
"""

from __future__ import annotations

import multiprocessing
import os
import random
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
    from pathlib import Path

ROUNDS = int(os.environ.get("PISHKHAN_KILLS", "10"))
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
    chance = random.Random(20261122)  # noqa: S311 - varies the moments, hides nothing
    folder, stick, restored, shredded = tmp_path / "store", tmp_path / "stick", 0, 0
    stick.mkdir()
    for number in range(ROUNDS):
        process = context.Process(target=upkeep, args=(folder, stick, number))
        process.start()
        time.sleep(chance.uniform(0.1, 0.6 if restored and shredded else 3.0))  # a busy machine needs its time
        process.kill()
        process.join()
        with Store.open(folder, KEY, SystemClock()) as store:
            checked = check_store(store)
            assert checked.problems == ()
            assert len(list((folder / "attachments").iterdir())) == checked.attachments
            shredded = sum(row.act == "submission.shred" for row in store.audit.rows())
        assert not list(folder.glob(".tmp-*"))
        if (stick / BACKUP).exists():
            restored += restore(
                stick / BACKUP, tmp_path / f"{number}" / "store", KEY, SystemClock(), ASSISTANT
            ).submissions
    assert restored > 0
    assert shredded > 0
