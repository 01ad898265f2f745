"""A store with very many submissions, written by raw inserts: how quickly the desk and the queue find their way in it.

Each time is the median of some runs; flat means that the large store takes no longer than the small one, within noise.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from forms.tracking import case_code, tracking_code
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.columns import written
from tests.bench.ratio import Ratio
from tests.sync.store.given import KEY, VISITOR, attach, begin, finalise, install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_SMALL, _LARGE = 10_000, 1_000_000
_LONGEST = 50.0  # milliseconds
_FLAT = 2.0  # below a millisecond the page cache alone makes up half as much again
_RUNS = 25
_XML = b"<data><name>Zahra</name><village>Cheshmeh-Ali</village></data>" * 8
# Of ten records seven are delivered, one came back, two wait for their next try; what may be sent stands behind them.
_STATES = ("submitted",) * 7 + ("rejected", "waiting", "waiting")
_READY = 10


def measure() -> list[Ratio]:
    """Return for each act its time on the large store against the limit, and against the small store."""
    with tempfile.TemporaryDirectory() as folder:
        small = _times(Path(folder) / "small", _SMALL)
        large = _times(Path(folder) / "large", _LARGE)
    ratios = []
    for name, taken in large.items():
        ratios.append(Ratio(f"{name}, {_LARGE:,} submissions, of 50 ms", taken, _LONGEST, "ms", 1.0))
        ratios.append(Ratio(f"{name}, {_LARGE:,} against {_SMALL:,}", taken, small[name], "ms", _FLAT))
    return ratios


def _times(folder: Path, count: int) -> dict[str, float]:
    with Store.open(folder, KEY, SystemClock()) as store:
        _fill(store, count)
        now = store.file.clock.now
        middle = tracking_code(_instance(count // 2))
        acts: dict[str, Callable[[], object]] = {
            "opening the desk's list": store.desk.page,
            "a page in the middle of it": lambda: store.desk.page(before=count // 2),
            "searching it by a whole code": lambda: store.desk.search(middle),
            "searching it by two digits": lambda: store.desk.search(middle[:2]),
            "picking the next to send": lambda: store.queue.next_due(now(), central=VISITOR.central),
            "since when the oldest waits": store.queue.waits_since,
        }
        return {name: _milliseconds(act) for name, act in acts.items()}


def _milliseconds(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        act()
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def _fill(store: Store, count: int) -> None:
    """Finalise one as a person does, and copy its rows under other names."""
    form = install(store).key
    key = begin(store, form, _instance(0)).key
    attach(store, key, "photo.jpg", b"photo")
    finalise(store, form, key.instance_id, _XML, "photo.jpg")
    with closing(store.file.connect()) as connection:
        database = connection.database.conn
        submission = list(database.execute("select * from submissions").fetchone())
        payload = list(database.execute("select * from payloads").fetchone())
        attachment = list(database.execute("select * from attachments").fetchone())
        tables = {
            "submissions": _submissions(submission, count, store.file.clock.now() + timedelta(hours=12)),
            "payloads": ([*payload[:4], _instance(n), *payload[5:]] for n in range(1, count)),
            "attachments": (
                [*attachment[:4], _instance(n), *attachment[5:9], f"f{n}", *attachment[10:]] for n in range(1, count)
            ),
        }
        widths = {"submissions": len(submission), "payloads": len(payload), "attachments": len(attachment)}
        with connection.transaction():
            for table, rows in tables.items():
                marks = ", ".join("?" * widths[table])
                database.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608 - our own names
            database.execute("update counters set value = ? where name = 'acts'", (count + 100,))
        connection.shred()


def _submissions(first: list[object], count: int, later: datetime) -> Iterator[list[object]]:
    for number in range(1, count):
        ready = number >= count - _READY
        state = "complete" if ready else _STATES[number % len(_STATES)]
        waits = state == "waiting"
        instance, row = _instance(number), list(first)
        row[4], row[8], row[9], row[12] = instance, tracking_code(instance), case_code(instance), 10 + number
        row[16], row[20] = ("complete", written(later)) if waits else (state, None)
        yield row


def _instance(number: int) -> str:
    return f"uuid:{number:032x}"
