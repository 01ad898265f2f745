"""Processes to be killed while they deliver, bring forms, write sticks, or take over the answers on one."""

from __future__ import annotations

import random
import time
from contextlib import closing
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from sync.bundles.cards import Card, Own
from sync.bundles.exporting import Exporting
from sync.bundles.importing import import_reply
from sync.openrosa.client import OpenRosaClient
from sync.updates import Updates
from tests.sync.counter import CENTRAL, Counter, open_counter

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

VOLUME = 150_000  # bytes; two or three records


def own_of(counter: Counter) -> Own:
    """Return the machine's keys as the commands have them."""
    made = counter.store.private_keys.get(
        counter.scope, "courier", lambda: str(Own.generate("any").identity).encode()
    ).decode()
    return Own.of("device-1", counter.store.device.private_key, made)


def update(folder: Path, told: Connection, url: str) -> None:
    """Bring forms up to date, again and again."""
    with closing(open_counter(folder)) as counter:
        client = OpenRosaClient(
            replace(CENTRAL, url=url),
            clock=counter.clock.now,
            monotonic=time.monotonic,
            random=random.Random(1),  # noqa: S311
        )
        told.send("open")
        while True:
            Updates(counter.store, client, counter.scope).run()


def deliver(folder: Path, told: Connection, url: str) -> None:
    """Deliver until nothing waits."""
    with closing(open_counter(folder, seed=time.monotonic_ns())) as counter:
        agent = counter.agent(url)
        told.send("open")
        while counter.store.queue.backlog():
            agent.run_once()
        told.send("done")


def export(folder: Path, told: Connection, stick: Path, card: str) -> None:
    """Write what waits onto the stick."""
    with closing(open_counter(folder)) as counter:
        numbers = count(time.monotonic_ns())
        exporting = Exporting(
            counter.store,
            counter.scope,
            own_of(counter),
            clock=counter.clock,
            new_id=lambda: f"{next(numbers):032x}"[-32:],
            central={"id": "demo", "url": "http://127.0.0.1:1", "language": "fa", "device": "", "auth": "token"}
            | {"user": "", "secret": ""},
        )
        told.send("open")
        exporting.export(stick, Card.read(card), limit=VOLUME)
        told.send("done")


def take_over(folder: Path, told: Connection, answer: Path, card: str) -> None:
    """Take over the answer."""
    with closing(open_counter(folder)) as counter:
        told.send("open")
        import_reply(counter.store, counter.scope, answer, own_of(counter), [Card.read(card)])
        told.send("done")
