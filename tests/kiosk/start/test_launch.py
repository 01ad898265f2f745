"""The real program under the real launcher: healthy with its first page, and taken back with its store where not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.launched import FOLDER, SWITCH, VERSION
from sync.releases.standing import Outcome, Releases, Standing
from sync.store import Store
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from sync.store.migrations import MIGRATIONS
from sync.store.migrations import VERSION as SCHEMA
from tests.kiosk.machine import CONFIG, configure
from tests.sync.store.given import KEY, begin, finalise, install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.system
PROJECT = Path(__file__).resolve().parents[3]
UPDATES = """
[updates]
releases = "{0}/releases"
root = "{0}/root.json"
[kiosk]
full_screen = false
"""
SAME = f"""#!{sys.executable}
import runpy, sys
sys.path.insert(0, {str(PROJECT)!r})
sys.argv[0] = "pishkhan"
runpy.run_module("kiosk", run_name="__main__", alter_sys=True)
"""
MIGRATES_AND_BREAKS = f"""#!{sys.executable}
import sys
from pathlib import Path
sys.path.insert(0, {str(PROJECT)!r})
import sync.store.file as file
from sync.store import Store
from sync.store.clock import SystemClock
file.MIGRATIONS, file.VERSION = (*file.MIGRATIONS, "create table later (x)"), file.VERSION + 1
with Store.open(Path(sys.argv[sys.argv.index("--data") + 1]) / "store", bytes(range(32)), SystemClock()) as store:
    {{more}}
sys.exit(1)
"""
RECORDS = """from tests.sync.store.given import begin, finalise
    form, name = store.forms.current()[0].key, "uuid:later"
    if "uuid:later" not in {row.key.instance_id for row in store.desk.page()}:
        begin(store, form, name)
        finalise(store, form, name)"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with one application; a release of it waits."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    folder = configure(tmp_path, monkeypatch, CONFIG + UPDATES.format(tmp_path))
    with Store.open(folder, KEY, SystemClock()) as store:
        form = install(store).key
        begin(store, form)
        finalise(store, form)
    Releases(tmp_path / "releases").change(lambda standing: replace(standing, waiting="9.0.0"))
    return tmp_path


def release(machine: Path, script: str) -> None:
    folder = machine / "releases" / "9.0.0"
    folder.mkdir()
    (folder / "pishkhan").write_text(script)
    (folder / "pishkhan").chmod(0o755)


def standing(machine: Path) -> Standing:
    return Releases(machine / "releases").standing()


@contextmanager
def launched(machine: Path, until: Callable[[Standing], bool]) -> Iterator[None]:
    """Launch, go on when `until` holds, and end it as the system does."""
    places = ["--config", str(machine / "pishkhan.toml"), "--data", str(machine / "data")]
    process = subprocess.Popen([sys.executable, "-m", "kiosk", "launch", *places], cwd=PROJECT, env=dict(os.environ))
    try:
        deadline = time.monotonic() + 120
        while not until(standing(machine)):
            assert time.monotonic() < deadline, standing(machine)
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def codes(machine: Path) -> list[str]:
    with Store.open(machine / "data" / "store", KEY, SystemClock()) as store:
        assert check_store(store).problems == ()
        return [row.key.instance_id for row in store.desk.page()]


def test_its_first_page_makes_it_healthy(machine: Path) -> None:
    release(machine, SAME)
    with launched(machine, lambda now: now.last is not None):
        now = standing(machine)
        assert now.last is not None
        assert (now.current, now.tries, now.last.outcome) == ("9.0.0", None, Outcome.STARTED)
    assert codes(machine) == ["uuid:1"]


def test_what_migrates_the_store_and_breaks_is_left_and_the_store_is_as_it_was(machine: Path) -> None:
    release(machine, MIGRATES_AND_BREAKS.format(more="pass"))
    with launched(machine, lambda now: now.last is not None and now.last.outcome is Outcome.WENT_BACK):
        assert standing(machine).current == ""
    assert codes(machine) == ["uuid:1"]


def test_what_was_recorded_under_the_newer_one_keeps_it(machine: Path) -> None:
    """It never said that it was healthy, and still somebody's application is in its store: nothing is taken back."""
    release(machine, MIGRATES_AND_BREAKS.format(more=RECORDS))
    with launched(machine, lambda now: now.last is not None and now.last.outcome is Outcome.STAYED):
        assert standing(machine).current == "9.0.0"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sync.store.file.MIGRATIONS", (*MIGRATIONS, "create table later (x)"))
        patch.setattr("sync.store.file.VERSION", SCHEMA + 1)
        with Store.open(machine / "data" / "store", KEY, SystemClock()) as store:
            assert {row.key.instance_id for row in store.desk.page()} == {"uuid:1", "uuid:later"}


@pytest.mark.parametrize("waits", [True, False])
def test_a_person_leaves_and_only_then_another_release_has_its_turn(machine: Path, *, waits: bool) -> None:
    """Where none waits the process is replaced as ever: here by a program that tells its version."""
    releases = Releases(machine / "releases")
    releases.change(lambda one: replace(one, waiting="9.0.0" if waits else None))
    environment = os.environ | {FOLDER: str(releases.folder), VERSION: ""}
    places = [str(machine / "pishkhan.toml"), str(machine / "data")]
    command = [sys.executable, "-m", "tests.kiosk.start.leaving", *places]
    left = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (left.returncode, "version" in left.stdout) == ((SWITCH, False) if waits else (0, True)), left.stderr
    assert standing(machine).seen is not None, "the best time known is kept at each start"
