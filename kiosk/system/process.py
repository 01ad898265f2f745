"""The process itself: nobody may dump it, and after each person another one takes its place."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

from kiosk.program import again

if TYPE_CHECKING:
    from collections.abc import Sequence

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def keep_memory_private() -> None:
    """Forbid core dumps and, on Linux, that other processes of the same user read this one's memory."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def replace_process(arguments: Sequence[str]) -> NoReturn:
    """End this process and run the program anew with `arguments`; what was in memory is gone with it."""
    command = again(*arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":
        subprocess.Popen(command)  # Windows cannot put another image into a process
        os._exit(0)
    os.execv(command[0], command)  # noqa: S606 - our own program again
