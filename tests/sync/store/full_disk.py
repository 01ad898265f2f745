"""Works on a disk of two megabytes until it is full, makes room, and goes on; prints what it saw as JSON."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.errors import StoreFull
from sync.store.records import KeptAt
from tests.sync.store.given import KEY, attach, begin, finalise, install

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.store.records import RecordKey

KILOBYTE = 1024


def main(disk: Path) -> None:
    """Fill `disk` by answers, then by photos, and look each time at what is still there."""
    saw: dict[str, object] = {}
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(900 * KILOBYTE))
    with Store.open(disk / "store", KEY, SystemClock()) as store:
        form = install(store).key
        first = finalise(store, form, "uuid:first", b"<first/>").key
        key = begin(store, form, at=KeptAt.DESK).key
        said, refused = _answer_until_full(store, key)
        saw["answers kept"] = said > 0 and store.drafts.savepoint(key) == b"x" * said
        saw["answer refused with"] = refused
        saw["photo refused with"] = _attach_until_full(store, key)
        saw["nothing half written"] = not list((disk / "store" / "attachments").glob(".tmp-*"))
        saw["finalising refused with"] = _refusal(partial(finalise, store, form, "uuid:1", b"y" * 600 * KILOBYTE))
        saw["draft still there"] = store.drafts.savepoint(key) == b"x" * said
        ballast.unlink()
        store.drafts.save(key, b"after", place="", language="fa")
        saw["usable with room again"] = store.drafts.savepoint(key) == b"after"
        second = finalise(store, form, "uuid:1", b"<second/>").key
    with Store.open(disk / "store", KEY, SystemClock()) as store:
        store.check()
        saw["submissions"] = [store.submissions.xml(one).decode() for one in (first, second)]
        saw["audit"] = store.audit.verify() > 0
    sys.stdout.write(json.dumps(saw))


def _answer_until_full(store: Store, key: RecordKey) -> tuple[int, str]:
    said = 0
    for size in range(8 * KILOBYTE, 4096 * KILOBYTE, 8 * KILOBYTE):
        refused = _refusal(partial(store.drafts.save, key, b"x" * size, place="", language="fa"))
        if refused:
            return said, refused
        said = size
    return said, ""


def _attach_until_full(store: Store, key: RecordKey) -> str:
    for number in range(100):
        refused = _refusal(partial(attach, store, key, f"{number}.jpg", bytes(64 * KILOBYTE)))
        if refused:
            return refused
    return ""


def _refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except StoreFull as full:
        return type(full).__name__
    return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
