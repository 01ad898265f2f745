"""What is plugged into the machine: asked of the system first, and only then of a library that takes memory."""

from __future__ import annotations

import sys
from pathlib import Path

_DEVICES = Path("/dev")


def has_camera() -> bool:
    """Whether the machine has a camera now. What finds one takes 25 MB that a machine without one can spare."""
    if sys.platform == "linux" and not any(_DEVICES.glob("video*")):
        return False
    from PySide6.QtMultimedia import QMediaDevices

    return bool(QMediaDevices.videoInputs())
