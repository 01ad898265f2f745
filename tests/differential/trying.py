"""Many inputs from chance, one after the other: each runs or is refused, in time, and nothing else comes out."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from tests.differential.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST_SECONDS = 2.0
Input = TypeVar("Input")


def try_all(title: str, inputs: Iterable[tuple[str, Input]], runs: Callable[[Input], bool]) -> Outcome:
    """Try each input, told by its name; whatever `runs` raises fails, and what takes more than two seconds."""
    outcome = Outcome(title)
    tried, ran, slowest = 0, 0, 0.0
    for name, each in inputs:
        tried += 1
        begun = perf_counter()
        try:
            ran += runs(each)
        except Exception as error:  # noqa: BLE001 - that nothing else comes out is what is tried here
            outcome.fail(f"{name}: {type(error).__name__}: {error}")
        took = perf_counter() - begun
        slowest = max(slowest, took)
        if took > MOST_SECONDS:
            outcome.fail(f"{name}: {took:.1f} s")
    outcome.say(f"{tried} inputs, {ran} ran, {tried - ran} refused, slowest {slowest:.2f} s")
    return outcome
