"""Answers of selects against the choices that are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container


def keep_offered(value: str, offered: Container[str]) -> str:
    """Return `value` without what is not offered: a list of words for a select, one word for a select1."""
    if value in offered:
        return value
    return " ".join(word for word in value.split() if word in offered)
