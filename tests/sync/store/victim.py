"""A counter at work that is killed at some moment: it says each act only after the store said that it is done."""

from __future__ import annotations

import random
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.records import KeptAt
from tests.sync.store.given import KEY, VISITOR, attach, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.records import RecordKey


def photo(instance_id: str) -> bytes:
    """The photo of an application: bytes that follow from its instanceID, 150 KiB."""
    return sha256(instance_id.encode()).digest() * 4800


def answers(instance_id: str, number: int) -> bytes:
    """The savepoint after `number` answers; of different length each time."""
    return f"<data><id>{instance_id}</id><n>{number}</n></data>".encode() + b" " * (number * 977 % 9000)


def xml(instance_id: str) -> bytes:
    """The submission of an application."""
    return answers(instance_id, 99)


class Telling(Protocol):
    """Who is told what is done; a pipe's end, mostly."""

    def send(self, said: tuple[str, str, int], /) -> object: ...


def work(folder: Path, seed: int, told: Telling, applications: int = 10_000) -> None:
    """Fill in, finalise and send applications, as good as without end."""
    chance = random.Random(seed)  # noqa: S311 - varies the work, hides nothing
    with Store.open(folder, KEY, SystemClock()) as store:
        form = install(store).key
        told.send(("ready", "", 0))
        for number in range(applications):
            instance_id = f"uuid:{seed}-{number}"
            key = begin(store, form, instance_id, answers(instance_id, 0), KeptAt.DESK).key
            told.send(("saved", instance_id, 0))
            for answer in range(1, chance.randint(2, 6)):
                store.drafts.save(key, answers(instance_id, answer), place="/data/n", language="fa")
                told.send(("saved", instance_id, answer))
            attach(store, key, "photo.jpg", photo(instance_id))
            told.send(("attached", instance_id, 0))
            if chance.random() < 0.2:
                told.send(("giving up", instance_id, 0))
                store.drafts.give_up(VISITOR, key)
                told.send(("given up", instance_id, 0))
                continue
            finalise(store, form, instance_id, xml(instance_id), "photo.jpg")
            told.send(("finalised", instance_id, 0))
            if chance.random() < 0.5:
                _send(store, key, told)


def _send(store: Store, key: RecordKey, told: Telling) -> None:
    store.queue.begin_attempt(VISITOR, key)
    told.send(("attempted", key.instance_id, 0))
    store.queue.acknowledge(VISITOR, key, verdict="stored", attachments=["photo.jpg"])
    told.send(("submitted", key.instance_id, 0))
