"""Which choices answer what was typed to find them."""

from __future__ import annotations


def matches(asked: str, candidates: list[str]) -> list[int]:
    """Return the places of the folded `candidates` that contain all words of the folded `asked`.

    Those beginning with it come first; otherwise the order stays.
    """
    if not asked:
        return list(range(len(candidates)))
    first, *others = asked.split()
    found = [i for i, candidate in enumerate(candidates) if first in candidate]
    for word in others:
        found = [i for i in found if word in candidates[i]]
    return sorted(found, key=lambda i: not candidates[i].startswith(asked))
