"""`make conformance`: `python -m tests.differential [--seed N] [--scripts N] [--inputs N] [PART…]`."""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.differential import damaging, fuzzing, live, recorded
from tests.differential.deviations import read_deviations

if TYPE_CHECKING:
    from tests.differential.outcome import Outcome

SHARED = Path(__file__).resolve().parents[3] / "shared"
PARTS = ("scenarios", "evaluations", "live", "fuzz")


def main() -> int:
    """Return 0 when every difference is a listed one, 1 otherwise."""
    options = _options()
    outcomes = [outcome for part in options.parts or PARTS for outcome in _run(part, options)]
    failures = sum(len(outcome.failures) for outcome in outcomes)
    sys.stdout.write(f"{failures} failures\n")
    return 1 if failures else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}; all when left out")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    parser.add_argument("--scripts", type=int, default=400, help="answer scripts of the live run")
    parser.add_argument("--inputs", type=int, default=100_000, help="inputs of the fuzzing")
    return parser.parse_args()


def _run(part: str, options: argparse.Namespace) -> list[Outcome]:
    if part == "fuzz":
        return [fuzzing.fuzz(options.seed, options.inputs), damaging.damage(options.seed, options.inputs // 20)]
    if not SHARED.is_dir():
        sys.stdout.write(f"-- {part}: skipped, the folder with the recorded suites is not beside the project\n")
        return []
    listed = read_deviations()
    match part:
        case "scenarios":
            return [recorded.javarosa_suite(SHARED / "conformance", listed)]
        case "evaluations":
            return [recorded.web_forms_suite(SHARED / "conformance", listed)]
        case "live":
            return live.run(SHARED, options.seed, options.scripts)
        case _:
            sys.stdout.write(f"no part {part}: there are {', '.join(PARTS)}\n")
            return []


if __name__ == "__main__":
    sys.exit(main())
