"""The big tiles to choose from: real radio buttons, check boxes and buttons that paint themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QRadioButton, QSizePolicy

from assets.texts import show_digits
from kiosk.widgets import painting
from kiosk.widgets.painting import RING
from kiosk.widgets.words import Sayable, said

if TYPE_CHECKING:
    from kiosk.theme import Look

TileShape = Literal["row", "column"]  # picture beside the words, or above them
Mark = Literal["circle", "square", "onward", "none"]
_PAD = 14


@dataclass(frozen=True, slots=True)
class TileFace:
    """What a tile shows: words, a second line, an icon or a picture, and the number that chooses it.

    `icon_size` makes the icon smaller than others are: in a choice of sizes each is as large as what it stands for.
    """

    words: Sayable
    below: Sayable = ""
    icon: str | None = None
    picture: QPixmap | None = None
    number: int | None = None
    icon_size: float = 1.0


class TilePainter:
    """Measures and paints a tile's face on the button that it is given."""

    def __init__(self, look: Look, button: QAbstractButton, face: TileFace, mark: Mark) -> None:
        """Paint `face` on `button`, with a `mark` that shows whether it is chosen, or that it leads on."""
        self.look, self.button, self.face, self.mark = look, button, face, mark
        self.shape: TileShape = "row"
        self.wrong = False
        self.natural_height = 0  # of the highest tile beside it: pictures and words stand level with their neighbours'
        self.words = ""
        self.below = ""

    def width_needed(self) -> int:
        """The least width at which no word is cut."""
        widest = max(
            painting.widest_word(self._words_font(), self.words), painting.widest_word(self._below_font(), self.below)
        )
        if self.shape == "column":
            return max(widest + 2 * _PAD, 2 * self._badge() + self.look.px(40)) + 2 * RING
        return widest + self._beside() + 2 * RING

    def width_wished(self) -> int:
        """The width at which the words stand on one line."""
        words = painting.text_width(self._words_font(), self.words)
        if self.shape == "column":
            return max(words + 2 * _PAD, self.look.px(170)) + 2 * RING
        return words + self._beside() + 2 * RING

    def height(self, width: int) -> int:
        """The height of the tile at `width`."""
        room = width - 2 * RING - (2 * _PAD if self.shape == "column" else self._beside())
        words = painting.text_height(self._words_font(), self.words, room)
        words += painting.text_height(self._below_font(), self.below, room)
        if self.shape == "column":
            return self._picture_side() + self.look.px(46) + words + 2 * _PAD + 2 * RING
        return max(words + 2 * _PAD, self._picture_side() + 12, self.look.px(64)) + 2 * RING

    def paint(self, painter: QPainter) -> None:
        """Paint focus ring, box, number, picture, words and mark."""
        whole = QRectF(self.button.rect())
        rect = whole.adjusted(RING, RING, -RING, -RING)
        chosen, down = self.button.isChecked(), self.button.isDown()
        if self.button.hasFocus():
            painting.focus_ring(painter, self.look, whole, 16)
        fill = "brand_soft" if chosen or down else "surface"
        border = "brand" if chosen else "error" if self.wrong else "line"
        painting.box(painter, self.look, rect, fill, border, 4 if chosen else 3 if self.wrong else 2, 16)
        if self.shape == "column":
            self._paint_column(painter, rect)
        else:
            self._paint_row(painter, rect)

    def _paint_row(self, painter: QPainter, rect: QRectF) -> None:
        along = float(_PAD)
        if self.face.number is not None:
            self._paint_number(painter, self._place(rect, along, self._badge()))
            along += self._badge() + _PAD
        if self._picture_side():
            self._paint_picture(painter, self._place(rect, along, self._picture_side()))
            along += self._picture_side() + _PAD
        mark = float(self._mark_side())
        room = rect.width() - along - mark - (2 if mark else 1) * _PAD
        self._paint_words(painter, self._band(rect, along, room), "leading")
        self._paint_mark(painter, self._place(rect, rect.width() - _PAD - mark, mark))

    def _paint_column(self, painter: QPainter, rect: QRectF) -> None:
        badge, top = self._badge(), rect.top() + 12
        number = self._place(rect, 12, badge)
        number.moveTop(top)
        mark = self._place(rect, rect.width() - 12 - badge, badge)
        mark.moveTop(top)
        if self.face.number is not None:
            self._paint_number(painter, number)
        if self.mark in ("circle", "square"):
            self._paint_mark(painter, mark)
        side = float(self._picture_side())
        room = rect.width() - 2 * _PAD
        words = painting.text_height(self._words_font(), self.words, round(room))
        words += painting.text_height(self._below_font(), self.below, round(room))
        spare = max(0.0, rect.height() - max(self.natural_height, self.height(self.button.width())))
        square = QRectF(rect.center().x() - side / 2, rect.top() + self.look.px(40) + spare * 0.4, side, side)
        self._paint_picture(painter, square)
        band = QRectF(rect.left() + _PAD, square.bottom() + self.look.px(6), room, words + 2)
        self._paint_words(painter, band, "centre")

    def _paint_words(self, painter: QPainter, band: QRectF, align: painting.Align) -> None:
        words = painting.text_height(self._words_font(), self.words, round(band.width()))
        below = painting.text_height(self._below_font(), self.below, round(band.width()))
        top = band.top() + (band.height() - words - below) / 2
        first = QRectF(band.left(), top, band.width(), words)
        painting.text(painter, self.look, first, align, self.words, self._words_font(), "ink")
        if self.below:
            second = QRectF(band.left(), top + words, band.width(), below)
            painting.text(painter, self.look, second, align, self.below, self._below_font(), "muted")

    def _paint_number(self, painter: QPainter, square: QRectF) -> None:
        painting.box(painter, self.look, square, "surface", "line", 2, 8)
        font = self.look.font(self.look.px(18), QFont.Weight.Bold)
        number = self.look.digits(str(self.face.number))
        painting.text(painter, self.look, square, "centre", number, font, "ink")

    def _paint_picture(self, painter: QPainter, square: QRectF) -> None:
        if self.face.picture is not None:
            painting.picture(painter, self.face.picture, square)
        elif self.face.icon is not None:
            painting.icon(painter, self.button, self.look, self.face.icon, "brand", square.toRect().toRectF())

    def _paint_mark(self, painter: QPainter, square: QRectF) -> None:
        if self.mark == "none":
            return
        if self.mark == "onward":
            painting.icon(painter, self.button, self.look, "bold/caret-right", "brand", square.toRect().toRectF())
        elif self.button.isChecked():
            icon = "fill/check-circle" if self.mark == "circle" else "fill/check-square"
            painting.icon(painter, self.button, self.look, icon, "brand", square.toRect().toRectF())
        else:
            radius = square.width() / 2 if self.mark == "circle" else 7
            painting.box(painter, self.look, square.adjusted(2, 2, -2, -2), "surface", "line", 3, radius)

    def _place(self, rect: QRectF, along: float, side: float) -> QRectF:
        """A square `along` pixels from where reading begins, in the middle of the height."""
        return QRectF(self._left(rect, along, side), rect.center().y() - side / 2, side, side)

    def _band(self, rect: QRectF, along: float, width: float) -> QRectF:
        return QRectF(self._left(rect, along, width), rect.top(), width, rect.height())

    def _left(self, rect: QRectF, along: float, width: float) -> float:
        if self.button.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return rect.right() - along - width
        return rect.left() + along

    def _beside(self) -> int:
        """What stands beside the words of a row, with its gaps."""
        number = self._badge() + _PAD if self.face.number is not None else 0
        picture = self._picture_side() + _PAD if self._picture_side() else 0
        mark = self._mark_side() + _PAD if self.mark != "none" else 0
        return number + picture + mark + 2 * _PAD

    def _mark_side(self) -> int:
        return {"none": 0, "onward": self.look.px(24)}.get(self.mark, self._badge())

    def _badge(self) -> int:
        return self.look.px(34)

    def _picture_side(self) -> int:
        if self.face.picture is not None:
            return self.look.px(120 if self.shape == "column" else 84)
        if self.face.icon is not None:
            return self.look.px((84 if self.shape == "column" else 48) * self.face.icon_size)
        return 0

    def _words_font(self) -> QFont:
        return self.look.font(self.look.px(23), QFont.Weight.Bold)

    def _below_font(self) -> QFont:
        return self.look.font(self.look.px(17))


class _TileBehaviour:
    """What the three kinds of tile have in common; stands before the Qt class among the bases."""

    look: Look
    face: TileFace
    painter: TilePainter

    def _begin(self, look: Look, face: TileFace, mark: Mark) -> None:
        button = self._button()
        self.look, self.face = look, face
        self.painter = TilePainter(look, button, face, mark)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        button.setSizePolicy(policy)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_in(look.language)

    def _button(self) -> QAbstractButton:
        assert isinstance(self, QAbstractButton)  # noqa: S101 - states the mixin's contract to the type checker
        return self

    def set_shape(self, shape: TileShape) -> None:
        """Put the picture beside the words or above them."""
        self.painter.shape = shape
        self._button().updateGeometry()
        self._button().update()

    def show_face(self, face: TileFace) -> None:
        """Show another face."""
        self.face = self.painter.face = face
        self.show_in(self.look.language)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the tile as one of a question whose answer is not right."""
        self.painter.wrong = wrong
        self._button().update()

    def show_in(self, language: str) -> None:
        """Say the words in `language`; the number is part of the name, for it is how the ear chooses."""
        words, below = said(self.face.words, language), said(self.face.below, language)
        self.painter.words, self.painter.below = words, below
        button = self._button()
        button.setText(words)
        number = self.face.number
        button.setAccessibleName(f"{show_digits(str(number), language)}. {words}" if number else words)
        button.setAccessibleDescription(below)
        button.updateGeometry()
        button.update()

    def sizeHint(self) -> QSize:
        """As wide as its words on one line."""
        width = self.painter.width_wished()
        return QSize(width, self.painter.height(width))

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word."""
        width = self.painter.width_needed()
        return QSize(width, self.look.px(64) + 2 * RING)

    def hasHeightForWidth(self) -> bool:
        """The words may wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at `width`."""
        return self.painter.height(width)

    def hitButton(self, position: QPoint) -> bool:
        """The whole tile is the target."""
        return self._button().rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the face."""
        painter = painting.begin(self._button())
        self.painter.paint(painter)
        painter.end()


class RadioTile(_TileBehaviour, QRadioButton):
    """One of several choices. Arrows move on without choosing: who listens must be able to look around first."""

    def __init__(self, look: Look, face: TileFace) -> None:
        """Show `face`."""
        super().__init__()
        self.setAutoExclusive(False)
        self._begin(look, face, "circle")

    def nextCheckState(self) -> None:
        """Pressed again, it stays chosen."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """OK chooses."""
        if not _ok(self, event):
            super().keyPressEvent(event)


class CheckTile(_TileBehaviour, QCheckBox):
    """One of the choices of which several may be taken."""

    def __init__(self, look: Look, face: TileFace) -> None:
        """Show `face`."""
        super().__init__()
        self._begin(look, face, "square")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """OK chooses, or takes the choice back."""
        if not _ok(self, event):
            super().keyPressEvent(event)


class ActionTile(_TileBehaviour, QPushButton):
    """A tile that leads somewhere: a service, a card of a repeat."""

    def __init__(self, look: Look, face: TileFace, *, arrow: bool = True) -> None:
        """Show `face`; in a row with an `arrow` where there is room for one."""
        super().__init__()
        self._begin(look, face, "onward" if arrow else "none")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """OK goes there."""
        if not _ok(self, event):
            super().keyPressEvent(event)


def _ok(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether `event` was OK on a keypad, which then pressed `button` once."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


Tile = RadioTile | CheckTile | ActionTile
