"""`python -m sync.central`: the service as a child process, which ends when its parent closes its input."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from threading import Thread

from sync.central.errors import CentralError
from sync.central.serving import Settings, serving


def main() -> int:
    """Serve until standard input ends; the first line of standard output is the addresses as JSON."""
    parser = ArgumentParser(prog="python -m sync.central")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--forms", type=Path)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    try:
        with serving(Settings(options.data, forms=options.forms, port=options.port)) as (addresses, run, stop):
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


if __name__ == "__main__":
    sys.exit(main())
