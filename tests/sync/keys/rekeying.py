"""Rekeys a store in the session it is started in: once, or again and again, killed at random moments."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sync.keys import find_vault, load_or_create_store_key
from sync.keys.store_key import new_store_key, next_store_key
from sync.store import Store, rekeying
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from sync.store.rekeying import opening_key, rekey
from tests.sync.store.given import ASSISTANT, attach, begin, finalise, install

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PHOTO = b"field" * 50_000


def make(folder: str) -> str:
    """Make a store with one application of some pages; returns its key in hex."""
    key = opening_key(find_vault(os.environ), Path(folder))
    with Store.open(Path(folder), key, SystemClock()) as store:
        form = install(store, b"<form/>" * 40_000).key
        attach(store, begin(store, form, "uuid:1").key, "field.jpg", PHOTO)
        finalise(store, form, "uuid:1", b"<data>1</data>", "field.jpg")
    return key.hex()


def once(folder: str) -> str:
    """Rekey; returns the new key in hex."""
    key = new_store_key()
    rekey(find_vault(os.environ), Path(folder), key, SystemClock(), ASSISTANT)
    return key.hex()


def look(folder: str) -> list[object]:
    """Open the store as the counter does: its key in hex, problems, what the photo's bytes are, left-over files."""
    vault = find_vault(os.environ)
    key = opening_key(vault, Path(folder))
    with Store.open(Path(folder), key, SystemClock()) as store:
        (row,) = store.desk.page()
        with store.attachments.open(row.key, "field.jpg") as photo:
            same = photo.read() == PHOTO and store.submissions.xml(row.key) == b"<data>1</data>"
        problems = [problem.msgid for problem in check_store(store).problems]
    kept = load_or_create_store_key(vault, store_exists=True)
    settled = kept == key and next_store_key(vault) is None and not (Path(folder) / "rekey.begun").exists()
    left = [path.name for path in Path(folder).iterdir() if path.name.startswith(".tmp-")]
    return [key.hex(), same, problems, settled, left]


def killed_at_each_line(folder: str) -> list[object]:
    """Rekey, killed before the first line from where it decides, before the second …; returns what `killed` does."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    last, changed, wrong, line = "", 0, [], 0
    while True:
        process = context.Process(target=_cut_before, args=(folder, line))
        process.start()
        process.join()
        key, same, problems, settled, left = look(folder)
        if not same or problems or not settled or left:
            wrong.append([line, same, problems, settled, left])
        changed += key != last
        last, line = str(key), line + 1
        if process.exitcode == 0:
            return [line, changed, wrong]


def _cut_before(folder: str, line: int) -> None:
    """Rekey, and die where `line` more lines of what decides are reached: in `rekey` itself and in `_settle`."""
    left = line

    def within(_frame: FrameType, event: str, _about: object) -> Callable[..., Any]:
        nonlocal left
        if event == "line":
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
        return within

    decides = {rekey.__code__, rekeying._settle.__code__}
    sys.settrace(lambda frame, _event, _about: within if frame.f_code in decides else None)
    once(folder)


def killed(folder: str, rounds: str) -> list[object]:
    """Rekey and kill that many times at random moments; returns how often the key changed, and what went wrong."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    chance = random.Random(20261122)  # noqa: S311 - varies the moments, hides nothing
    last, changed, wrong = "", 0, []
    for _ in range(int(rounds)):
        process = context.Process(target=once, args=(folder,))
        process.start()
        time.sleep(chance.uniform(0.05, 0.5))
        process.kill()
        process.join()
        key, same, problems, settled, left = look(folder)
        if not same or problems or not settled or left:
            wrong.append([same, problems, settled, left])
        changed += key != last
        last = str(key)
    return [changed, wrong]
