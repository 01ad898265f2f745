"""Killed while it seals: an application is a draft that goes on, or an envelope that opens; nothing in between.

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
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from sync.store.records import Companion, KeptAt, RecordKey
from tests.sync.envelope import opened, public_key
from tests.sync.store.given import KEY, VISITOR, attach, begin, install
from tests.sync.store.pages import decrypted
from tests.sync.store.victim import photo, xml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

ROUNDS = int(os.environ.get("PISHKHAN_KILLS", "10"))
_A_LIFE = 25  # kills of one store: each round looks at all of it, so one store for all would take days


def work(folder: Path, seed: int, ministry: str, told: Connection) -> None:
    """Fill in and seal applications without end; say which are done."""
    with Store.open(folder, KEY, SystemClock()) as store:
        form, case = install(store).key, install(store, b"<case/>", version="2").key
        told.send("")
        for number in range(10_000):
            instance_id = f"uuid:{seed}-{number}"
            key = begin(store, form, instance_id, xml(instance_id), KeptAt.DESK).key
            attach(store, key, "photo.jpg", photo(instance_id))
            store.submissions.finalise(
                VISITOR,
                form,
                instance_id,
                xml=xml(instance_id),
                attachments=["photo.jpg", "device-signature.txt"],
                instance_name="",
                language="fa",
                signature_file="device-signature.txt",
                public_key=ministry,
                companion=Companion(case, f"{instance_id}-case", b"<data/>"),
            )
            told.send(instance_id)


@pytest.mark.system
def test_what_was_sealed_opens_and_what_was_not_goes_on(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.sync.store.test_kill_sealed"])
    chance = random.Random(20261122)  # noqa: S311 - moments, not secrets
    sealed = 0
    for begun in range(0, ROUNDS, _A_LIFE):
        seeds = range(begun, min(begun + _A_LIFE, ROUNDS))
        sealed += _live(tmp_path / f"store-{begun}", seeds, context, chance)
    assert sealed > 0


def _live(folder: Path, seeds: Iterable[int], context: ForkServerContext, chance: random.Random) -> int:
    """Kill a counter again and again on one store, and look at all of it each time; returns how many were sealed."""
    said, seen = set[str](), 0
    for seed in seeds:
        hears, says = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(folder, seed, public_key(), says))
        process.start()
        says.close()
        hears.recv()
        time.sleep(chance.uniform(0, 0.3 if said else 2.0))  # the moment of the kill; a busy machine needs its time
        process.kill()
        process.join()
        said |= _told(hears)
        with Store.open(folder, KEY, SystemClock()) as store:
            seen = _look(store, said)
            assert check_store(store).problems == ()
            for draft in store.drafts.kept():
                instance_id = draft.key.instance_id
                assert store.drafts.savepoint(draft.key) == xml(instance_id)
                store.drafts.give_up(VISITOR, draft.key)
            assert b"<data><id>uuid:" not in decrypted(folder, KEY)
    assert seen >= len(said) > 0
    return seen


def _look(store: Store, said: set[str]) -> int:
    rows = {row.key.instance_id: row for row in store.desk.page(limit=100_000)}
    assert said <= set(rows)
    for instance_id, row in rows.items():
        parts = {}
        for attachment in store.attachments.of(row.key):
            with store.attachments.open(row.key, attachment.name) as stream:
                parts[attachment.name] = stream.read()
        found = opened(store.submissions.xml(row.key), parts)
        assert (found.xml, found.files["photo.jpg"]) == (xml(instance_id), photo(instance_id))
        assert found.signed
        companion = store.submissions.get(RecordKey(row.key.central, f"{instance_id}-case"))
        assert companion.companion_of == instance_id
    return len(rows)


def _told(hears: Connection) -> set[str]:
    told = set()
    try:
        while True:
            told.add(hears.recv())
    except EOFError:
        hears.close()
        return told - {""}
