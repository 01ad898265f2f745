"""randomize(): the order every client of a form must come to from the same seed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.tree import Node

_MODULUS = 2**31 - 1
_MULTIPLIER = 16807


def shuffled(nodes: Sequence[Node], seed: float | str) -> list[Node]:
    """Return `nodes` in the order of `seed`: an inside-out Fisher–Yates shuffle fed by Park and Miller's generator.

    https://getodk.github.io/xforms-spec/#fn:randomize
    """
    numbers = _park_miller(_whole(seed))
    found: list[Node] = []
    for place, node in enumerate(nodes):
        other = int(next(numbers) * (place + 1))
        if other == place:
            found.append(node)
        else:
            found.append(found[other])
            found[other] = node
    return found


def _whole(seed: float | str) -> int:
    """Return the seed as a whole number; a text by the first eight bytes of its SHA-256, through a double."""
    if isinstance(seed, float | int):
        return int(seed) if abs(seed) < float("inf") else 0
    return int(float(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big", signed=True)))


def _park_miller(seed: int) -> Iterator[float]:
    state = abs(seed) % _MODULUS * (-1 if seed < 0 else 1)
    if state <= 0:
        state += _MODULUS - 1
    while True:
        state = state * _MULTIPLIER % _MODULUS
        yield (state - 1) / (_MODULUS - 1)
