"""Programs for the launcher: small scripts that do on purpose what a release may do, and a process that launches them.

`python -m tests.kiosk.launching RELEASES INSTALLED PATIENCE …` launches, with INSTALLED in the place of the program
that was installed first, as version 1.0.0.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from kiosk.launcher import Installed, Launcher, Start
from sync.releases.standing import Releases

PROJECT = Path(__file__).resolve().parents[2]
_HEAD = f"""#!{sys.executable}
import os, sys, time
with open(os.environ["PISHKHAN_RELEASES"] + "/../log", "a") as log:
    log.write((os.environ["PISHKHAN_RELEASE"] or "installed") + " " + sys.argv[1] + "\\n")
if sys.argv[1] == "store":
    time.sleep(float(os.environ.get("LINGERS", 0)))
    sys.exit(int(os.environ.get("REFUSES", 0)))
"""
_LAUNCHED = f"sys.path.insert(0, {str(PROJECT)!r}); from kiosk.launched import SWITCH, Launched"
HEALTHY = f"""{_LAUNCHED}
from datetime import UTC, datetime
launched = Launched.of(os.environ)
launched.say_healthy(datetime.now(UTC))"""


def program(path: Path, *lines: str) -> Path:
    """Write a program that does `lines` after telling that it was started."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEAD + "".join(f"{line}\n" for line in lines))
    path.chmod(0o755)
    return path


def launch(folder: Path, *, patience: float = 60, **environment: str) -> subprocess.Popen[bytes]:
    """Launch what is in `folder`: `installed`, and `releases` below it."""
    places = [str(folder / "releases"), str(folder / "installed")]
    command = [sys.executable, "-m", "tests.kiosk.launching", *places, str(patience)]
    return subprocess.Popen(command, cwd=PROJECT, env=os.environ | environment)


def started(folder: Path) -> list[str]:
    """Return which programs were started, in order, with the first word of their arguments."""
    log = folder / "log"
    return log.read_text().splitlines() if log.exists() else []


if __name__ == "__main__":
    releases, installed = Releases(Path(sys.argv[1])), Installed("1.0.0", [sys.argv[2]])
    sys.exit(Launcher(releases, installed, Start(["--there"], float(sys.argv[3])), lambda: datetime.now(UTC)).run())
