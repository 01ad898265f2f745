"""What docs/deviations.md lists: the differences that are decided, read from its text so that it cannot be stale."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

DEVIATIONS = Path(__file__).resolve().parents[2] / "docs" / "deviations.md"
_EVALUATION = re.compile(r"^(\d+) × (.+)$")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Deviations:
    """Names of scenarios, how often which expression may differ, and the cases that are listed beyond the recording."""

    scenarios: frozenset[str]
    evaluations: Counter[str]
    cases: frozenset[str]


def read_deviations(path: Path = DEVIATIONS) -> Deviations:
    """Return what the document lists."""
    text = path.read_text(encoding="utf-8")
    recorded = _table(text, "| scenario |")
    beyond = _table(text, "Beyond the recording")
    evaluations: Counter[str] = Counter()
    for line in _after(text, "## The evaluations one by one"):
        found = _EVALUATION.match(line)
        if found is not None:
            evaluations[found[2]] += int(found[1])
    return Deviations(
        frozenset(name for cell in recorded for name in _CODE.findall(cell)), evaluations, frozenset(beyond)
    )


def _after(text: str, begin: str) -> list[str]:
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(begin))
    return lines[at:]


def _table(text: str, begin: str) -> list[str]:
    """Return the first cell of each row of the table that begins at or after `begin`."""
    cells: list[str] = []
    for line in _after(text, begin):
        if line.startswith("|"):
            cells.append(line.split("|")[1].strip())
        elif cells:
            break
    return cells[2:]
