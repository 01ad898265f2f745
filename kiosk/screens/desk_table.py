"""The staff list as a table: a model over frozen rows, in the words of the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from assets.texts import T, Text, direction
from kiosk.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.desk import DeskLine
    from kiosk.theme import Look

HEADINGS: tuple[Text, ...] = (
    T("Tracking code"),
    T("Service"),
    T("Handed in"),
    T("Delivery"),
    T("Case"),
)
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_BESIDE, _ABOVE = 20, 20  # pixels around the words of a heading, as in the style sheet
_CELL_BESIDE, _CELL_ABOVE = 28, 14  # the same of a cell, with what Qt itself leaves beside words


class WrappedHeadings(QHeaderView):
    """Headings of columns that wrap instead of being cut: as high as the highest of them needs."""

    def __init__(self, look: Look) -> None:
        """Begin without columns."""
        super().__init__(Qt.Orientation.Horizontal)
        self.look = look
        self.show_in(look.language)
        self.sectionResized.connect(lambda: self.updateGeometries())

    def show_in(self, language: str) -> None:
        """Stand over what they name: where reading begins. Qt turns no heading round by itself."""
        rtl = direction(language) == "rtl"
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        wrapped = Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        self.setDefaultAlignment(side | Qt.AlignmentFlag.AlignVCenter | wrapped)

    def sizeHint(self) -> QSize:
        """As high as the words need in columns as wide as they are."""
        hint = super().sizeHint()
        sections = range(self.count()) if self.model() is not None else ()  # the table may go before its headings do
        return QSize(hint.width(), max([hint.height(), *map(self._height, sections)]))

    def _height(self, section: int) -> int:
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        self.ensurePolished()
        return painting.text_height(self.font(), words, self.sectionSize(section) - _BESIDE) + _ABOVE


class WrappedCells(QStyledItemDelegate):
    """Cells as high as their words need. Qt's own forgets the padding of the style sheet, and cuts the last line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as Qt says, as high as the words wrapped into their column."""
        hint = super().sizeHint(option, index)
        table = self.parent()
        assert isinstance(table, QTableView)  # noqa: S101 - it is made for one
        room = table.columnWidth(index.column()) - _CELL_BESIDE
        words = painting.text_height(table.font(), str(index.data()), max(room, 1))
        return QSize(hint.width(), max(hint.height(), words + _CELL_ABOVE))


class DeskTable(QAbstractTableModel):
    """Rows of the staff list; says nothing that is not in them."""

    def __init__(self, look: Look) -> None:
        """Begin empty."""
        super().__init__()
        self.look = look
        self._lines: tuple[DeskLine, ...] = ()

    def show_lines(self, lines: Sequence[DeskLine]) -> None:
        """Show `lines` in place of those before."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> DeskLine:
        """Return what row `row` shows."""
        return self._lines[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One row a submission."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One column a heading."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the words of a cell; the reason of a delivery that failed is its tool tip and description."""
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line)[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole) and line.reason:
            return self.look.say(line.reason)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == HEADINGS.index(T("Delivery")):
            return self.look.colour(line.role)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.look.say(HEADINGS[section])
        return None

    def _words(self, line: DeskLine) -> tuple[str, ...]:
        look = self.look
        return (
            look.digits(line.code),
            line.service if isinstance(line.service, str) else look.say(line.service),
            look.digits(line.handed_in),
            look.say(line.delivery),
            look.say(line.case) if line.case else "—",
        )
