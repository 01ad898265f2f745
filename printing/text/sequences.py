"""UAX #9, rule X10: level runs joined over isolates into the sequences in which the later rules look round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.text.explicit import ISOLATES, REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printing.text.explicit import Paragraph


@dataclass(frozen=True, slots=True)
class Sequence:
    """Indices of the characters of one isolating run sequence, its level, the directions before and after it."""

    indices: list[int]
    level: int
    sos: str
    eos: str


def isolating_sequences(paragraph: Paragraph) -> list[Sequence]:
    """Return the sequences of BD13, all of them before any is resolved; characters removed by X9 are in none."""
    return list(_sequences(paragraph))


def level_removed(paragraph: Paragraph) -> None:
    """Give each character that X9 removes the level of what stands before it: a ZWNJ stays within its word."""
    before = paragraph.base
    for index, kind in enumerate(paragraph.original):
        if kind in REMOVED:
            paragraph.levels[index] = before
        before = paragraph.levels[index]


def _sequences(paragraph: Paragraph) -> Iterator[Sequence]:
    kept = [index for index, kind in enumerate(paragraph.original) if kind not in REMOVED]
    runs = _level_runs(paragraph, kept)
    starting_at = {run[0]: run for run in runs}
    ends = set(paragraph.matching.values())
    position = {index: place for place, index in enumerate(kept)}
    for run in runs:
        if run[0] in ends:
            continue  # continues the sequence that its isolate initiator stands in
        indices = list(run)
        while (end := paragraph.matching.get(indices[-1])) is not None and end in starting_at:
            indices += starting_at[end]
        yield _bounded(paragraph, kept, position, indices)


def _level_runs(paragraph: Paragraph, kept: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in kept:
        if not runs or paragraph.levels[runs[-1][-1]] != paragraph.levels[index]:
            runs.append([])
        runs[-1].append(index)
    return runs


def _bounded(paragraph: Paragraph, kept: list[int], position: dict[int, int], indices: list[int]) -> Sequence:
    level = paragraph.levels[indices[0]]
    first, last = position[indices[0]], position[indices[-1]]
    before = paragraph.levels[kept[first - 1]] if first else paragraph.base
    open_ended = paragraph.original[indices[-1]] in ISOLATES
    at_end = open_ended or last + 1 == len(kept)
    after = paragraph.base if at_end else paragraph.levels[kept[last + 1]]
    return Sequence(indices, level, _direction(max(level, before)), _direction(max(level, after)))


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"
