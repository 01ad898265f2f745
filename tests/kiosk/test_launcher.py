"""A newer program is started on trial by a real launcher; one that does not start is left after three tries."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.launched import FOLDER, VERSION, Launched
from kiosk.launcher import Installed, Launcher, Start
from sync.releases.errors import NothingBefore
from sync.releases.standing import Outcome, Releases, Standing
from sync.releases.trial import begin, is_over, leave, stayed, went_back
from tests.kiosk.launching import HEALTHY, launch, program, started
from tests.sync.releases.ministry import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEAVES = "sys.exit(3)"  # a counter that somebody closed
SWITCHES = "sys.exit(SWITCH if launched.has_to_go() else 3)"
BREAKS = "sys.exit(1)"
HANGS = "import time; time.sleep(600)"
# no Python: it has started before its patience is over, however busy the machine
_HANGS_AT_ONCE = """#!/bin/sh
echo "$PISHKHAN_RELEASE $1" >> "$PISHKHAN_RELEASES/../log"
exec sleep 600
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine whose installed program is healthy and goes when another one waits, and a release that waits."""
    program(tmp_path / "installed", HEALTHY, SWITCHES)
    Releases(tmp_path / "releases").change(lambda standing: replace(standing, waiting="1.1.0"))
    return tmp_path


def release(machine: Path, *lines: str, version: str = "1.1.0") -> None:
    program(machine / "releases" / version / "pishkhan", *lines)


def _has_started(machine: Path, times: int) -> bool:
    return len(started(machine)) == times


def standing(machine: Path) -> Standing:
    return Releases(machine / "releases").standing()


def launched_here(folder: Path) -> int:
    """Launch in this very process, so that the moment of a fault can be chosen."""
    before = [(number, signal.getsignal(number)) for number in (signal.SIGTERM, signal.SIGINT)]
    installed = Installed("1.0.0", [str(folder / "installed")])
    try:
        return Launcher(Releases(folder / "releases"), installed, Start([]), lambda: NOW).run()
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_without_a_release_the_installed_program_runs(tmp_path: Path) -> None:
    program(tmp_path / "installed", HEALTHY, LEAVES)
    assert launch(tmp_path).wait(120) == 3
    assert started(tmp_path) == ["installed kiosk"]


def test_one_that_is_healthy_stays(machine: Path) -> None:
    release(machine, HEALTHY, LEAVES)
    assert launch(machine).wait(120) == 3
    assert launch(machine).wait(120) == 3
    assert started(machine) == ["1.1.0 kiosk"] * 2
    now = standing(machine)
    assert (now.current, now.before, now.tries, now.waiting) == ("1.1.0", "", None, None)
    assert now.last is not None
    assert now.last.outcome is Outcome.STARTED
    assert now.seen is not None


def test_it_is_switched_only_when_somebody_has_left(machine: Path) -> None:
    releases = Releases(machine / "releases")
    releases.change(lambda one: replace(one, waiting=None))
    program(
        machine / "installed",
        HEALTHY,
        f"from pathlib import Path; here = Path({str(machine)!r})",
        '(here / "somebody").touch()',
        "import time",
        'while not (here / "left").exists(): time.sleep(0.01)',
        SWITCHES,
    )
    release(machine, HEALTHY, LEAVES)
    process = launch(machine)
    until(lambda: (machine / "somebody").exists())
    releases.change(lambda one: replace(one, waiting="1.1.0"))
    assert started(machine) == ["installed kiosk"]
    assert standing(machine).current == ""
    (machine / "left").touch()
    assert process.wait(120) == 3
    assert started(machine) == ["installed kiosk", "1.1.0 kiosk"]


@pytest.mark.parametrize("fault", [BREAKS, "sys.exit(0)", "os.abort()", "import nowhere", "os.kill(os.getpid(), 9)"])
def test_three_tries_and_back_again(machine: Path, fault: str) -> None:
    release(machine, fault)
    program(machine / "installed", HEALTHY, LEAVES)
    assert launch(machine).wait(120) == 3
    assert started(machine) == ["1.1.0 kiosk"] * 3 + ["installed store", "installed kiosk"]
    now = standing(machine)
    assert (now.current, now.before, now.tries, now.failed) == ("", None, None, ("1.1.0",))
    assert now.last is not None
    assert (now.last.outcome, now.last.good) == (Outcome.WENT_BACK, False)


def test_tries_are_counted_over_power_cuts(machine: Path) -> None:
    release(machine, HANGS)
    program(machine / "installed", HEALTHY, LEAVES)
    for number in range(1, 4):
        process = launch(machine)
        until(partial(_has_started, machine, number))
        process.terminate()
        process.wait(120)
        assert standing(machine).tries == number
    assert launch(machine).wait(120) == 3
    assert started(machine)[-1] == "installed kiosk"


def test_one_that_hangs_before_its_first_page_is_ended(machine: Path) -> None:
    hangs = program(machine / "releases" / "1.1.0" / "pishkhan")
    hangs.write_text(_HANGS_AT_ONCE)
    program(machine / "installed", HEALTHY, LEAVES)
    assert launch(machine, patience=1).wait(120) == 3
    assert started(machine) == ["1.1.0 kiosk"] * 3 + ["installed store", "installed kiosk"]


def test_one_whose_file_is_no_program_is_left_too(machine: Path) -> None:
    (machine / "releases" / "1.1.0").mkdir()
    (machine / "releases" / "1.1.0" / "pishkhan").write_bytes(b"\x7fELF but not really")
    (machine / "releases" / "1.1.0" / "pishkhan").chmod(0o755)
    program(machine / "installed", HEALTHY, LEAVES)
    assert launch(machine).wait(120) == 3
    assert standing(machine).failed == ("1.1.0",)


def test_where_the_older_one_cannot_go_on_with_the_store_the_newer_one_stays_and_it_is_said(machine: Path) -> None:
    release(machine, BREAKS)
    assert launch(machine, REFUSES="1").wait(120) == 1
    assert started(machine) == ["1.1.0 kiosk"] * 3 + ["installed store", "installed kiosk"]
    now = standing(machine)
    assert (now.current, now.before, now.failed) == ("1.1.0", "", ())
    assert now.last is not None
    assert now.last.outcome is Outcome.STAYED
    release(machine, HEALTHY, LEAVES)  # the fault was the machine's and is gone
    assert launch(machine).wait(120) == 3
    assert standing(machine).tries is None


def test_a_machine_that_ends_while_the_older_one_takes_the_store_back_has_decided_nothing(machine: Path) -> None:
    release(machine, BREAKS)
    process = launch(machine, LINGERS="600")
    until(lambda: started(machine)[-1:] == ["installed store"])
    process.terminate()
    assert process.wait(120) == 1
    now = standing(machine)
    assert (now.current, now.last) == ("1.1.0", None)
    assert is_over(now)
    program(machine / "installed", HEALTHY, LEAVES)
    assert launch(machine).wait(120) == 3
    assert standing(machine).current == ""


def test_a_machine_that_ends_while_a_program_is_being_started_ends_that_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signal comes when the process is there and the launcher does not know it yet."""

    class ToldBefore(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("kiosk.launcher.subprocess.Popen", ToldBefore)
    (tmp_path / "installed").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "installed").chmod(0o755)
    assert launched_here(tmp_path) == 128 + signal.SIGTERM


@pytest.mark.parametrize(
    ("now", "runs"),
    [
        (Standing(current="1.1.0", before="", waiting="1.2.0"), "1.1.0 kiosk"),
        (Standing(current="1.2.0", before="1.1.0", tries=1), "1.1.0 kiosk"),
        (Standing(current="1.2.0", before="", tries=1), "installed kiosk"),
    ],
)
def test_where_the_disk_takes_nothing_the_newest_healthy_one_runs_once(
    machine: Path, monkeypatch: pytest.MonkeyPatch, now: Standing, runs: str
) -> None:
    for version in ("1.1.0", "1.2.0"):
        release(machine, LEAVES, version=version)
    program(machine / "installed", LEAVES)
    Releases(machine / "releases").change(lambda _: now)

    def full(path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space", str(path))

    monkeypatch.setattr("sync.releases.standing.write_durably", full)
    assert launched_here(machine) == 3
    assert started(machine) == [runs]
    assert standing(machine) == now


def test_somebody_goes_back(machine: Path) -> None:
    release(machine, HEALTHY, LEAVES)
    launch(machine).wait(120)
    Releases(machine / "releases").change(leave)
    assert launch(machine, REFUSES="1").wait(120) == 3
    kept = standing(machine)
    assert (kept.current, kept.last and kept.last.outcome) == ("1.1.0", Outcome.KEPT)
    Releases(machine / "releases").change(leave)
    program(machine / "installed", HEALTHY, LEAVES)
    assert launch(machine).wait(120) == 3
    assert started(machine)[-1] == "installed kiosk"
    left = standing(machine)
    assert (left.current, left.last and left.last.outcome, left.failed) == ("", Outcome.LEFT, ("1.1.0",))
    with pytest.raises(NothingBefore):
        Releases(machine / "releases").change(leave)


def test_a_release_that_is_gone_or_a_standing_that_is_damaged_opens_the_counter_all_the_same(machine: Path) -> None:
    release(machine, HEALTHY, LEAVES)
    program(machine / "installed", HEALTHY, LEAVES)
    launch(machine).wait(120)
    (machine / "releases" / "1.1.0").rename(machine / "releases" / "lost")
    assert launch(machine).wait(120) == 3
    assert started(machine)[-1] == "installed kiosk"
    (machine / "releases" / "standing.json").write_text("{")
    assert launch(machine).wait(120) == 3
    assert started(machine)[-1] == "installed kiosk"


def test_what_was_installed_anew_by_hand_is_not_older_than_itself() -> None:
    now = begin(Standing(current="1.1.0", before="1.0.0"), "2.0.0")
    assert (now.current, now.before) == ("", None)
    assert begin(Standing(current="1.1.0"), "1.0.0").current == "1.1.0"


def test_what_never_ran_is_no_way_back() -> None:
    tried = begin(begin(Standing(current="1.1.0", waiting="1.2.0"), "1.0.0"), "1.0.0")
    assert (tried.current, tried.before, tried.tries) == ("1.2.0", "1.1.0", 2)
    third = begin(replace(tried, waiting="1.3.0"), "1.0.0")
    assert (third.current, third.before, third.tries) == ("1.3.0", "1.1.0", 1)
    assert not is_over(replace(third, tries=2))
    assert is_over(replace(third, tries=3))
    assert went_back(third, NOW).current == "1.1.0"
    assert stayed(third, NOW).tries == 0
    assert leave(replace(third, waiting="1.4.0")).failed == ("1.4.0",)


def test_a_folder_that_refuses_keeps_no_counter_closed(machine: Path, caplog: pytest.LogCaptureFixture) -> None:
    (machine / "releases" / "standing.json").write_text("{")
    launched = Launched.of({FOLDER: str(machine / "releases"), VERSION: "1.1.0"})
    assert launched is not None
    launched.say_healthy(NOW)
    assert "could not be noted" in caplog.text
    assert not launched.is_on_trial()
    assert not launched.has_to_go()
    assert Launched.of({}) is None
