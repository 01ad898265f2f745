"""The service as a child process: it tells its parent where it is, and ends when the parent closes its input."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from threading import Thread
from typing import TYPE_CHECKING

from sync.central.errors import CentralError
from sync.central.serving import serving

if TYPE_CHECKING:
    from sync.central.serving import Settings


def serve_parent(settings: Settings) -> int:
    """Serve until standard input ends and return the exit status; the first line printed is the addresses as JSON."""
    try:
        with serving(settings) as (addresses, run, stop):
            print(json.dumps(asdict(addresses)), flush=True)  # the socket listens already: who connects now waits

            def watch_parent() -> None:
                sys.stdin.buffer.read()
                stop()

            Thread(target=watch_parent, daemon=True).start()
            run()
    except (CentralError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
