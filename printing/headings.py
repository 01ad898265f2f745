"""Headings of a form's sections: which of them begin where, and how they stay with what they head."""

from __future__ import annotations

from printing.text.paragraph import Words


class Kept(Words):
    """A line that stays on the page of what follows it."""

    keepWithNext = 1  # noqa: N815 - ReportLab's


def begun(before: tuple[str, ...], now: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return depth and label of each section that is around `now` and was not around `before`."""
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return list(enumerate(now[same:], start=same))
