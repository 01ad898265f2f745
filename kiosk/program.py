"""The program, called again: as itself in its own folder when packaged, through Python otherwise."""

from __future__ import annotations

import os
import sys


def again(*arguments: str) -> list[str]:
    """Return the command line that runs this program with `arguments`."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "kiosk"]
    return [*program, *arguments]


def outside_environment() -> dict[str, str]:
    """Return the environment for programs that are not ours: they shall not load the libraries of our folder."""
    environment = dict(os.environ)
    ours = environment.pop("LD_LIBRARY_PATH", None)
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)  # where PyInstaller's start keeps it
    if not getattr(sys, "frozen", False):
        before = ours
    if before:
        environment["LD_LIBRARY_PATH"] = before
    return environment
