"""A card: things that belong together, on a ground of their own."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QVBoxLayout

CardKind = Literal["card", "inset", "ok-box", "warn-box", "error-box"]


class Card(QFrame):
    """A frame whose `column` takes what belongs together; `kind` is its role in the style sheet."""

    def __init__(self, kind: CardKind = "card") -> None:
        """Begin empty."""
        super().__init__()
        self.setProperty("kind", kind)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(8)
