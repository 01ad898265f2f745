"""`python -m sync.central`: the service as a child process, without the rest of the program."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from sync.central.child import serve_parent
from sync.central.serving import Settings

if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m sync.central")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--forms", type=Path)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    sys.exit(serve_parent(Settings(options.data, forms=options.forms, port=options.port)))
