"""The demonstration as a process: what it left behind, and who is still running after it."""

from __future__ import annotations

import os
import subprocess
import uuid
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from sync.central.official_client import Official
from sync.central.running import central_in_thread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MARK = "PISHKHAN_TEST_RUN"
_PATIENCE = 300  # seconds for a machine that has much else to do


@dataclass(frozen=True, slots=True)
class Walked:
    """One demonstration that has ended: its folder, exit status, output, and the mark that all its processes bore."""

    out: Path
    status: int
    output: str
    errors: str
    mark: str

    def left_running(self) -> list[psutil.Process]:
        """Return the processes of the demonstration that are still there."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def pictures(self) -> list[str]:
        """Return what the pictures are of, in the order of taking."""
        return [path.stem.partition("-")[2] for path in sorted(self.out.glob("*.png"))]

    def at_the_centre(self) -> list[dict[str, object]]:
        """Open the centre's data again and return every submission it holds, with XML, attachments and decisions."""
        with (
            central_in_thread(self.out / "data" / "central") as central,
            Official(central.official_url, central.password) as official,
        ):
            return [official.submission(each["form_id"], each["instance_id"]) for each in official.submissions()]

    def token(self) -> str:
        """Return the secret by which the counter was known to the centre."""
        with central_in_thread(self.out / "data" / "central") as central:
            return central.token_url.partition("/key/")[2].partition("/")[0]

    def _is_ours(self, process: psutil.Process) -> bool:
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            with suppress(psutil.AccessDenied):  # the counter lets nobody look into it
                return bool(process.environ().get(_MARK) == self.mark)
            return str(self.out) in process.cmdline()
        return False


def walk(program: Sequence[str], out: Path) -> Walked:
    """Let `program` demonstrate itself into the folder `out`, without any display or bus of ours."""
    mark = uuid.uuid4().hex
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    ran = subprocess.run(
        [*program, "demo", "--walk", "--out", str(out)],
        env=kept | {_MARK: mark},
        cwd=out.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    return Walked(out, ran.returncode, ran.stdout, ran.stderr, mark)


_OURS = frozenset({"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"})
