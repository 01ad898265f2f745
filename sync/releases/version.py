"""Versions of the program: numbers with points between them, compared as numbers."""

from __future__ import annotations

import re

_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){1,3}")


def is_version(text: str) -> bool:
    """Whether `text` is a version, and so also a plain name of a folder."""
    return _VERSION.fullmatch(text) is not None


def numbers(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: 1.10 is newer than 1.9, and 1.2 the same as 1.2.0.

    Raises ValueError for what is no version.
    """
    if not is_version(version):
        raise ValueError(f"{version!r} is no version")
    found = [int(part) for part in version.split(".")]
    while found[-1:] == [0]:
        found.pop()
    return tuple(found)
