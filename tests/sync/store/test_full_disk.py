"""A full disk: a plain refusal, nothing lost, and on with the work as soon as there is room."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sync.store.errors import StoreFull
from tests.sync.store.given import begin, finalise

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store import Store
    from sync.store.records import FormKey

_ON_A_SMALL_DISK = 'mount -t tmpfs -o size=2m none "$1" && exec "$2" -m tests.sync.store.full_disk "$1"'


def _own_mounts() -> list[str]:
    """The command prefix that lets a child mount for itself alone; the test skips where that is not allowed."""
    command = ["unshare", "--map-root-user", "--mount"]
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("this machine lets nobody mount a small disk of their own")
    return command


_ON_A_READ_ONLY_DISK = (
    'mount -t tmpfs none "$1" && cp -r "$3" "$1/store" && mount -o remount,ro "$1" && exec "$2" -c "$4" "$1/store"'
)
_OPEN_AND_SAY = """
import sys
from pathlib import Path
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.errors import StoreFault
try:
    Store.open(Path(sys.argv[1]), bytes(range(32)), SystemClock())
except StoreFault as fault:
    print(fault.text.msgid)
"""


@pytest.mark.system
def test_a_disk_that_is_full_loses_nothing(tmp_path: Path) -> None:
    command = [*_own_mounts(), "sh", "-c", _ON_A_SMALL_DISK, "sh", str(tmp_path), sys.executable]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {
        "answers kept": True,
        "answer refused with": "StoreFull",
        "photo refused with": "StoreFull",
        "nothing half written": True,
        "finalising refused with": "StoreFull",
        "draft still there": True,
        "usable with room again": True,
        "submissions": ["<first/>", "<second/>"],
        "audit": True,
    }


@pytest.mark.system
def test_a_disk_that_cannot_be_written_is_told(store: Store, folder: Path, tmp_path: Path) -> None:
    store.close()
    disk = tmp_path / "disk"
    disk.mkdir()
    arguments = [str(disk), sys.executable, str(folder), _OPEN_AND_SAY]
    command = [*_own_mounts(), "sh", "-c", _ON_A_READ_ONLY_DISK, "sh", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("The disk refuses to save")


def test_a_store_that_may_not_grow_refuses_and_keeps(store: Store, form: FormKey) -> None:
    """The same from SQLite's own limit, which every machine allows."""
    draft = begin(store, form, savepoint=b"<data>kept</data>")
    connection = store._connection
    (pages,) = connection.rows("pragma page_count")[0]
    connection.rows(f"pragma max_page_count = {pages + 4}")
    with pytest.raises(StoreFull):
        store.drafts.save(draft.key, b"x" * 100_000, place="", language="fa")
    with pytest.raises(StoreFull):
        finalise(store, form, "uuid:1", b"x" * 100_000)
    assert store.drafts.savepoint(draft.key) == b"<data>kept</data>"
    connection.rows("pragma max_page_count = 100000")
    assert finalise(store, form, "uuid:1", b"x" * 100_000).size == 100_000
    assert store.audit.verify() == 3
