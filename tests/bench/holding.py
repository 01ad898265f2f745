"""How much memory this process holds."""

from __future__ import annotations

import psutil


def resident() -> int:
    """Return the resident memory in bytes, shared libraries included."""
    return int(psutil.Process().memory_info().rss)
