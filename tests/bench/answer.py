"""The commit of an answer against a raw SQLCipher commit of the same bytes, in turn in the same folder."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.records import KeptAt, Scope
from sync.store.sqlcipher import connect
from tests.bench.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Callable

_KEY = bytes(range(32))
_SCOPE = Scope("bench", "office-1", "device-1", "citizen")
_COMMITS = 600
_AIM = 1.3
_SIZES = {"500 bytes": 500, "5 KB": 5_000, "20 KB": 20_000}


def measure() -> list[Ratio]:
    """Return one ratio of medians for each size of savepoint."""
    with tempfile.TemporaryDirectory() as folder:
        return [_measure(Path(folder) / str(size), label, size) for label, size in _SIZES.items()]


def _measure(folder: Path, label: str, size: int) -> Ratio:
    chance = random.Random(1)  # noqa: S311 - noise, not secrets
    with Store.open(folder, _KEY, SystemClock()) as store, closing(connect(folder / "raw.db", _KEY).conn) as raw:
        for statement in ("pragma journal_mode = wal", "pragma synchronous = full"):
            raw.execute(statement)
        raw.execute("create table savepoint (id integer primary key, content blob)")
        raw.execute("insert into savepoint values (1, x'')")
        form = store.forms.install(_SCOPE, form_id="f", version="1", name="f", hash="", xform=b"<f/>")
        draft = store.drafts.begin(_SCOPE, form.key, "uuid:1", kept_at=KeptAt.DESK, language="fa", savepoint=b"")
        ours: list[float] = []
        peer: list[float] = []
        for number in range(_COMMITS):
            content = chance.randbytes(size + number % 50)
            peer.append(_milliseconds(partial(raw.execute, "update savepoint set content = ?", (content,))))
            ours.append(_milliseconds(partial(store.drafts.save, draft.key, content, place="/f/a", language="fa")))
    return Ratio(f"commit of an answer, {label}", statistics.median(ours), statistics.median(peer), "ms", _AIM)


def _milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000
