"""The staff list as a table: a model over frozen rows, in the words of the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from assets.texts import T, Text, direction
from kiosk.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kiosk.desk import DeskLine
    from kiosk.theme import Look

HEADINGS: tuple[Text, ...] = (
    T("Tracking code"),
    T("Service"),
    T("Handed in"),
    T("Delivery"),
    T("Case"),
)
_ROW, _ROWS = 64, 2.7  # pixels of a row; so many are seen at least, the last in part: there are more
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


class DeskList(QTableView):
    """The table: columns as wide as their words wish, and never narrower than a word; rows as high as they need."""

    def __init__(self, look: Look, model: DeskTable) -> None:
        """Show `model`, one row to be chosen."""
        super().__init__()
        self.look = look
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(WrappedCells(self))
        self.setHorizontalHeader(WrappedHeadings(look))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(look.px(_ROW))
        self.setMinimumHeight(round(look.px(_ROW) * _ROWS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """Give each column its share of the width, then each row the height that it needs in it."""
        for column, width in enumerate(_shares(self._wishes(), self.viewport().width())):
            self.setColumnWidth(column, width)
        self.resizeRowsToContents()

    def _wishes(self) -> list[tuple[int, int]]:
        """Of each column: the width of its widest word, and that of its longest words on one line."""
        self.ensurePolished()
        model, heading, font = self.model(), self.horizontalHeader().font(), self.font()
        wishes = []
        for column in range(model.columnCount()):
            name = str(model.headerData(column, Qt.Orientation.Horizontal))
            cells = [str(model.index(row, column).data()) for row in range(model.rowCount())]
            words = [(heading, name), *((font, cell) for cell in cells)]
            least = max(painting.widest_word(*each) for each in words)
            whole = max(painting.text_width(*each) for each in words)
            wishes.append((least + _CELL_BESIDE, whole + _CELL_BESIDE))
        return wishes


def _shares(wishes: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Divide `room` pixels: all on one line and the rest shared out, else as much of the way there as there is room."""
    least, whole = sum(each[0] for each in wishes), sum(each[1] for each in wishes)
    if whole <= room:
        spare = (room - whole) // len(wishes)
        shares = [each[1] + spare for each in wishes]
    else:
        part = max(0.0, (room - least) / max(1, whole - least))
        shares = [each[0] + int((each[1] - each[0]) * part) for each in wishes]
    shares[-1] += max(0, room - sum(shares))
    return shares


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
