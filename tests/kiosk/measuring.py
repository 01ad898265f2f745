"""Measures what is seen in a window: targets, the space between them, and words that are cut."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollBar,
    QTableView,
    QWidget,
)

from kiosk.widgets import Button, Words
from kiosk.widgets.tile import ActionTile, CheckTile, RadioTile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QFontMetrics

LEAST_SIDE, LEAST_GAP = 56, 8
_FIELD_SIDE, _CELL_SIDE = 24, 4  # pixels beside the words of a field and of a cell
_PRESSED = (QAbstractButton, QAbstractSlider, QLineEdit, QPlainTextEdit, QListView)


def place(widget: QWidget) -> QRect:
    """Where `widget` stands on the screen."""
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def seen(widget: QWidget) -> QRect:
    """What is seen of `widget` on the screen: nothing of what is scrolled away."""
    inside = widget.visibleRegion().boundingRect()
    return QRect(widget.mapToGlobal(inside.topLeft()), inside.size())


def targets(root: QWidget) -> list[QWidget]:
    """Everything below `root` that a finger may press now."""
    found = [widget for widget in root.findChildren(QWidget) if isinstance(widget, _PRESSED)]
    return [each for each in found if each.isVisible() and each.isEnabled() and not isinstance(each, QScrollBar)]


def too_small(root: QWidget) -> list[str]:
    """The targets that are smaller than a fingertip needs."""
    return [_told(each) for each in targets(root) if min(each.width(), each.height()) < LEAST_SIDE]


def too_close(root: QWidget) -> list[str]:
    """The pairs of targets with too little between them."""
    found = []
    around = LEAST_GAP - 1
    places = [(each, seen(each)) for each in targets(root)]
    for (one, here), (other, there) in combinations([(each, rect) for each, rect in places if not rect.isEmpty()], 2):
        if here.adjusted(-around, -around, around, around).intersects(there):
            found.append(f"{_told(one)} – {_told(other)}")
    return found


def cut(root: QWidget) -> list[str]:
    """Everything whose words do not fit into it, by font metrics; headings and cells of tables, too."""
    found = [_told(widget) for widget in _worded(root) if _is_cut(widget)]
    found += [_told(field) for field in root.findChildren(QLineEdit) if field.isVisible() and _is_elided(field)]
    return found + [words for table in root.findChildren(QTableView) if table.isVisible() for words in _cut_in(table)]


def nameless(root: QWidget) -> list[str]:
    """What can take the focus but has no name for a screen reader."""
    focusable = [each for each in root.findChildren(QWidget) if each.isVisible() and each.focusPolicy().value]
    named = [each for each in focusable if not isinstance(each, QScrollBar)]
    return [_told(each) for each in named if not each.accessibleName().strip() and each.objectName() != "qt_scrollarea"]


def outside(root: QWidget, window: QWidget) -> list[str]:
    """What reaches past the sides of the window."""
    edges = place(window)
    shown = [*targets(root), *_worded(root)]
    return [_told(each) for each in shown if place(each).left() < edges.left() or place(each).right() > edges.right()]


def _worded(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, Words | Button | RadioTile | CheckTile | ActionTile):
            yield widget


def _is_cut(widget: QWidget) -> bool:
    needed = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.minimumSizeHint().height()
    return widget.width() < widget.minimumSizeHint().width() or widget.height() < needed


def _is_elided(field: QLineEdit) -> bool:
    """Whether what stands in an empty field is cut."""
    room = field.width() - 2 * _FIELD_SIDE
    return not field.text() and field.fontMetrics().horizontalAdvance(field.placeholderText()) > room


def _cut_in(table: QTableView) -> Iterator[str]:
    """The headings and cells of `table` whose words do not fit."""
    model, across = table.model(), table.horizontalHeader()
    for column in range(model.columnCount()):
        heading = str(model.headerData(column, Qt.Orientation.Horizontal))
        if not _fits(heading, across.fontMetrics(), across.sectionSize(column) - 2 * _CELL_SIDE, across.height()):
            yield f"heading {heading!r} {across.sectionSize(column)}×{across.height()}"
        for row in range(model.rowCount()):
            words = str(model.index(row, column).data())
            room = table.columnWidth(column) - 2 * _CELL_SIDE
            if not _fits(words, table.fontMetrics(), room, table.rowHeight(row)):
                yield f"cell {words!r} {table.columnWidth(column)}×{table.rowHeight(row)}"


def _fits(words: str, metrics: QFontMetrics, width: int, height: int) -> bool:
    needed = metrics.boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap.value, words)
    return needed.width() <= width + 1 and needed.height() <= height


def _told(widget: QWidget) -> str:
    words = getattr(widget, "text", lambda: "")() or widget.accessibleName()
    return f"{type(widget).__name__} {words!r} {widget.width()}×{widget.height()}"
