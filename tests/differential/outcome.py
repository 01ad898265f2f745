"""What one part of the conformance run came to."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """Prints as it goes; `failures` are the differences that nothing decides."""

    title: str
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        sys.stdout.write(f"== {self.title}\n")

    def say(self, line: str) -> None:
        """Tell something that is no failure."""
        sys.stdout.write(f"   {line}\n")
        sys.stdout.flush()

    def fail(self, line: str) -> None:
        """Note and tell a failure."""
        self.failures.append(line)
        sys.stdout.write(f"!! {line}\n")
        sys.stdout.flush()
