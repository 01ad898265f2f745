"""A measured ratio and the aim it is held to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours over the peer's figure, both in `unit`; `aim` is the most it may be, or the least where `at_least`."""

    name: str
    ours: float
    peer: float
    unit: str
    aim: float
    at_least: bool = False

    @property
    def value(self) -> float:
        """How many times the peer's figure ours is."""
        return self.ours / self.peer

    @property
    def kept(self) -> bool:
        """Whether the aim is reached."""
        return self.value >= self.aim if self.at_least else self.value <= self.aim

    def line(self) -> str:
        """Return one line for the report."""
        sign = "≥" if self.at_least else "≤"
        word = "kept" if self.kept else "SHORT"
        figures = f"{self.ours:.4g} / {self.peer:.4g} {self.unit}"
        return f"{self.name:<58} {figures:>32}  {self.value:6.2f}  (aim {sign} {self.aim:g})  {word}"
