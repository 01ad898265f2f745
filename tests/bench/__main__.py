"""`make bench [only=NAME]`: run the benchmarks one after another, print the ratios, keep them in `build/bench.json`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.ratio import Ratio

BENCHES = (
    "engine",
    "answer",
    "delivery",
    "line",
    "start",
    "page_turn",
    "tiles",
    "letters",
    "search",
    "memory",
    "paper",
    "crowded",
)
# Beside these, "sessions": five hundred people in one process take minutes, so it runs only when it is named.
REPORT = Path("build/bench.json")


def run(names: list[str]) -> list[Ratio]:
    """Run the named benchmarks and print each ratio as it comes."""
    ratios: list[Ratio] = []
    for name in names:
        for ratio in import_module(f"tests.bench.{name}").measure():
            print(ratio.line(), flush=True)
            ratios.append(ratio)
    return ratios


def main() -> int:
    """Return 0 when every aim is reached, 1 otherwise."""
    ratios = run(sys.argv[1:] or list(BENCHES))
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(ratio) | {"ratio": ratio.value, "kept": ratio.kept} for ratio in ratios]
    REPORT.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0 if all(ratio.kept for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(main())
