"""UAX #9, rules X1 to X9: what embeddings, overrides and isolates ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

MAX_DEPTH = 125
ISOLATES = frozenset({"RLI", "LRI", "FSI"})
_EMBEDDINGS = frozenset({"RLE", "LRE", "RLO", "LRO"})
REMOVED = _EMBEDDINGS | {"PDF", "BN"}


@dataclass(slots=True)
class Paragraph:
    """The work sheet of the algorithm: `kinds` are the bidi classes as resolved so far, `original` as given."""

    text: str
    original: list[str]
    kinds: list[str]
    base: int
    levels: list[int] = field(init=False)
    matching: dict[int, int] = field(init=False)  # isolate initiator -> its PDI (BD9)

    def __post_init__(self) -> None:
        self.levels = [self.base] * len(self.text)
        self.matching = _matching_isolates(self.original)


class _Status(NamedTuple):
    level: int
    override: str | None
    isolate: bool


@dataclass(slots=True)
class _Stack:
    statuses: list[_Status]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0

    def push(self, *, rtl: bool, override: str | None, isolate: bool) -> None:
        """Enter the next deeper level of that direction, or count what no longer fits (X2 to X5c)."""
        current = self.statuses[-1].level
        level = (current + 1) | 1 if rtl else (current + 2) & ~1
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += isolate
            self.statuses.append(_Status(level, override, isolate))
        elif isolate:
            self.overflow_isolates += 1
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def close_isolate(self) -> None:
        """X6a."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.statuses[-1].isolate:
                self.statuses.pop()
            self.statuses.pop()
            self.valid_isolates -= 1

    def close_embedding(self) -> None:
        """X7."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.statuses[-1].isolate and len(self.statuses) > 1:
            self.statuses.pop()


def resolve_explicit(paragraph: Paragraph) -> None:
    """Set levels and overridden kinds from the direction controls in the text."""
    stack = _Stack([_Status(paragraph.base, None, isolate=False)])
    for index, kind in enumerate(paragraph.original):
        if kind == "PDI":
            stack.close_isolate()
        elif kind == "PDF":
            stack.close_embedding()
        status = stack.statuses[-1]
        if kind == "B":
            continue
        paragraph.levels[index] = status.level
        if kind in _EMBEDDINGS:
            stack.push(rtl=kind[0] == "R", override=kind[0] if kind[2] == "O" else None, isolate=False)
        elif status.override and kind not in REMOVED:
            paragraph.kinds[index] = status.override
        if kind in ISOLATES:
            rtl = kind == "RLI" or (kind == "FSI" and _first_strong_is_rtl(paragraph, index))
            stack.push(rtl=rtl, override=None, isolate=True)


def _first_strong_is_rtl(paragraph: Paragraph, initiator: int) -> bool:
    """P2 and P3 between an FSI and its end, stepping over isolates inside."""
    index = initiator + 1
    end = paragraph.matching.get(initiator, len(paragraph.text))
    while index < end:
        kind = paragraph.original[index]
        if kind in {"L", "R", "AL"}:
            return kind != "L"
        index = paragraph.matching.get(index, end) + 1 if kind in ISOLATES else index + 1
    return False


def _matching_isolates(kinds: list[str]) -> dict[int, int]:
    matching: dict[int, int] = {}
    waiting: list[int] = []
    for index, kind in enumerate(kinds):
        if kind in ISOLATES:
            waiting.append(index)
        elif kind == "PDI" and waiting:
            matching[waiting.pop()] = index
        elif kind == "B":
            waiting.clear()
    return matching
