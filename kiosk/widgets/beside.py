"""What stands beside each other where there is room, and below each other where words are too large for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout

if TYPE_CHECKING:
    from kiosk.theme import Look

_ROOM = 900  # pixels at normal size: less is too narrow for two columns of words


def has_room(width: int, look: Look) -> bool:
    """Whether `width` pixels hold two columns of words as large as `look` has them."""
    return width >= look.px(_ROOM)


def set_beside_or_below(row: QBoxLayout, width: int, look: Look) -> None:
    """Lay out `row` across the `width` of the page, or down the page where there is no room beside."""
    direction = QBoxLayout.Direction
    row.setDirection(direction.LeftToRight if has_room(width, look) else direction.TopToBottom)
