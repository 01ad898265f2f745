"""Thousands of choices as a model: found by what is typed, painted only where they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kiosk.controls.matching import matches
from kiosk.controls.plain import plain
from kiosk.search.folding import folded, folded_all
from kiosk.widgets import painting

if TYPE_CHECKING:
    from forms.state import Choice
    from kiosk.theme import Look

Index = QModelIndex | QPersistentModelIndex
_ROW = 64


class ChoiceModel(QAbstractListModel):
    """The choices that answer what was typed; those chosen are checked."""

    def __init__(self, choices: tuple[Choice, ...], parent: QObject) -> None:
        """Begin with all of `choices`, none chosen."""
        super().__init__(parent)
        self.choices = choices
        self.chosen: frozenset[str] = frozenset()
        self._labels = [plain(choice.text) or choice.value for choice in choices]
        self._folded = folded_all(self._labels)
        self._rows = list(range(len(choices)))

    def find(self, asked: str) -> int:
        """Show only the choices that answer `asked`; return how many they are."""
        self.beginResetModel()
        self._rows = matches(folded(asked), self._folded)
        self.endResetModel()
        return len(self._rows)

    def choose(self, values: frozenset[str]) -> None:
        """Check exactly `values`."""
        self.chosen = values
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [Qt.ItemDataRole.CheckStateRole])

    def choice(self, index: Index) -> Choice:
        """Return the choice shown at `index`."""
        return self.choices[self._rows[index.row()]]

    def row_of(self, value: str) -> int | None:
        """Return the row where the choice `value` is shown, None when it is not."""
        return next((row for row, at in enumerate(self._rows) if self.choices[at].value == value), None)

    def label_of(self, value: str) -> str:
        """Return the words of the choice `value`, the value itself when there is no such choice."""
        found = (label for label, choice in zip(self._labels, self.choices, strict=True) if choice.value == value)
        return next(found, value)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The number of choices shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a choice, and whether it is chosen."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._labels[self._rows[index.row()]]
        if role == Qt.ItemDataRole.CheckStateRole:
            checked = self.choice(index).value in self.chosen
            return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        return None


class ChoicePainter(QStyledItemDelegate):
    """Paints one row: the mark, the words, a line below."""

    def __init__(self, look: Look, *, several: bool, parent: QObject) -> None:
        """`several` paints squares instead of circles."""
        super().__init__(parent)
        self.look = look
        self._icon = "fill/check-square" if several else "fill/check-circle"
        self._several = several

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as every other: no row need be measured."""
        return QSize(200, self.look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row at `index`."""
        look, rect = self.look, QRectF(option.rect)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        state = option.state
        chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        painter.fillRect(rect, look.colour("brand_soft" if chosen else "surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.colour("hair"))
        if state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, look, rect.adjusted(2, 2, -2, -2), 8)
            ground = rect.adjusted(7, 7, -7, -7)
            painting.box(painter, look, ground, "brand_soft" if chosen else "surface", "line", 0, 8)
        side, edge = float(look.px(30)), 18.0
        left = rect.right() - edge - side if rtl else rect.left() + edge
        square = QRectF(round(left), round(rect.center().y() - side / 2), side, side)
        if chosen:
            painter.drawPixmap(square.topLeft(), look.icon(self._icon, "brand", round(side)))
        else:
            painting.box(painter, look, square, "surface", "line", 3, 7 if self._several else side / 2)
        beside = edge + side + 14
        words = rect.adjusted(edge if rtl else beside, 0, -beside if rtl else -edge, 0)
        weight = QFont.Weight.Bold if chosen else QFont.Weight.Normal
        font = look.font(look.px(22), weight)
        painting.text(painter, look, words, "leading", str(index.data()), font, "ink")
        painter.restore()


class ChoiceView(QListView):
    """The list: one row is pressed with a finger, or reached with arrows and pressed with OK."""

    def __init__(self, look: Look, *, several: bool) -> None:
        """Begin empty."""
        super().__init__()
        self.look = look
        self.setItemDelegate(ChoicePainter(look, several=several, parent=self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        """No higher than it must be: it takes what room is left."""
        return QSize(200, self.minimumHeight())
