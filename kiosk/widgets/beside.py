"""What stands beside each other while words are small, and below each other once they are large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout

if TYPE_CHECKING:
    from kiosk.theme import Look

LARGE = 1.5  # text size from which a narrow window has no room for two columns of words


def set_beside_or_below(row: QBoxLayout, look: Look) -> None:
    """Lay out `row` across the window, or down the page where the words of `look` are large."""
    direction = QBoxLayout.Direction
    row.setDirection(direction.TopToBottom if look.scale >= LARGE else direction.LeftToRight)
