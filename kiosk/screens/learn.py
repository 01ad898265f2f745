"""The learning corner: what to know about this machine, as tiles, and each of them read at leisure. Nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assets.lessons import LESSONS
from assets.texts import T
from kiosk.screens.screen import Screen
from kiosk.widgets import ActionTile, Card, Footer, Heading, IconMark, TileFace, TileGrid, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton

    from assets.lessons import Lesson
    from assets.texts import Text
    from kiosk.theme import Look


class LearnScreen(Screen):
    """Shows all lessons, or one of them; Back leads from one to all, and from all to the page before."""

    def __init__(self, look: Look) -> None:
        """Show all lessons."""
        super().__init__(look)
        self._all = T("What would you like to know?")
        self._heading = Heading(look, self._all)
        self.tiles = tuple(self._tile(number, lesson) for number, lesson in enumerate(LESSONS, 1))
        self.grid = TileGrid(look, self.tiles, most_columns=3, wrapped=True)
        self._lesson: QWidget | None = None
        self.column.addWidget(self._heading)
        self.column.addWidget(self.grid, 1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Going on means choosing a tile."""
        return Footer(next=None)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def numbered(self) -> Sequence[QAbstractButton]:
        """The lessons, while they are shown."""
        return () if self._lesson is not None else self.tiles

    def press_back(self) -> None:
        """From a lesson to all of them, from there to the page before."""
        if self._lesson is None:
            super().press_back()
            return
        self._lesson.hide()
        self._lesson.deleteLater()
        self._lesson = None
        self.grid.show()
        self._head(self._all)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show one lesson in place of the tiles."""
        self.grid.hide()
        self._lesson = self._card(lesson)
        self.column.addWidget(self._lesson)
        self._head(lesson.title)

    def _head(self, words: Text) -> None:
        self._heading.set_words(words)
        self.footer_changed.emit()
        self._heading.setFocus()
        self.paper.to_top()

    def _tile(self, number: int, lesson: Lesson) -> ActionTile:
        tile = ActionTile(self.look, TileFace(lesson.title, icon=f"duotone/{lesson.icon}", number=number))
        tile.clicked.connect(lambda: self.show_lesson(lesson))
        return tile

    def _card(self, lesson: Lesson) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        mark = IconMark(self.look, f"duotone/{lesson.icon}", "brand", 120)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        steps = QVBoxLayout()
        steps.setSpacing(12)
        for step in lesson.steps:
            card = Card()
            card.column.addWidget(Words(self.look, step))
            steps.addWidget(card)
        steps.addStretch(1)
        row.addLayout(steps, 1)
        return whole
