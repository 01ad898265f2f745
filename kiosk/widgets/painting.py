"""The few shapes that every painted widget is made of: box, focus ring, icon, text."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QTextLayout, QTextOption

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.theme import Look

RING = 5  # pixels that a painted control leaves around its box for the focus ring
Align = Literal["leading", "centre"]


def begin(widget: QWidget) -> QPainter:
    """Return a smooth painter on `widget`; it must be ended before the paint event returns."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(widget.layoutDirection())
    return painter


def box(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    fill: str,
    border: str,
    width: float,
    radius: float,
    *,
    dashed: bool = False,
) -> None:
    """Paint a rounded box whose border lies inside `rect`, `dashed` where it cannot be used; colours by role."""
    half = width / 2
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(look.colour(border), width, style) if width else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(fill))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def focus_ring(painter: QPainter, look: Look, rect: QRectF, radius: float) -> None:
    """Paint the two rings of the focus, one light and one dark, between `rect` and RING pixels inside it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("focus_ink"))
    painter.drawRoundedRect(rect, radius + RING, radius + RING)
    painter.setBrush(look.colour("focus"))
    inner = rect.adjusted(2, 2, -2, -2)
    painter.drawRoundedRect(inner, radius + RING - 2, radius + RING - 2)


def icon(painter: QPainter, widget: QWidget, look: Look, name: str, role: str, rect: QRectF) -> None:
    """Paint the icon `style/name` in the colour of `role`, filling `rect` (a square)."""
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    pixmap = look.icon(name, role, round(rect.width()), rtl=rtl, dpr=widget.devicePixelRatioF())
    painter.drawPixmap(rect.topLeft(), pixmap)


def keyed_icon(painter: QPainter, look: Look, name: str, role: str, rect: QRectF, dpr: float) -> None:
    """Paint an icon that keeps its side in every language, as keys of a keyboard do."""
    painter.drawPixmap(rect.topLeft(), look.icon(name, role, round(rect.width()), dpr=dpr))


def picture(painter: QPainter, pixmap: QPixmap, rect: QRectF) -> None:
    """Paint `pixmap` as large as fits into `rect`, in its middle."""
    size = pixmap.deviceIndependentSize().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = QPointF(rect.center().x() - size.width() / 2, rect.center().y() - size.height() / 2)
    painter.drawPixmap(QRectF(corner, size), pixmap, QRectF(pixmap.rect()))


def text(painter: QPainter, look: Look, rect: QRectF, align: Align, words: str, font: QFont, role: str) -> None:
    """Paint `words`, wrapped inside `rect` and in the middle of its height, in the colour of `role`."""
    paragraph(painter, rect, align, words, font, look.colour(role))


def paragraph(painter: QPainter, rect: QRectF, align: Align, words: str, font: QFont, colour: QColor) -> None:
    """Paint `words`, wrapped inside `rect` and in the middle of its height.

    Laid out here and not by QPainter.drawText, which counts the space at the end of a wrapped line that runs to the
    left, and so begins the line too far in.
    """
    layout, height = _laid_out(font, words, rect.width(), align, painter.layoutDirection())
    painter.setPen(colour)
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - height) / 2))


def _laid_out(
    font: QFont, words: str, width: float, align: Align, direction: Qt.LayoutDirection
) -> tuple[QTextLayout, float]:
    rtl = direction == Qt.LayoutDirection.RightToLeft
    leading = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(leading if align == "leading" else Qt.AlignmentFlag.AlignHCenter)
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height


def text_width(font: QFont, words: str) -> int:
    """Return the pixels that `words` take on one line."""
    return _width(font.toString(), words)


def widest_word(font: QFont, words: str) -> int:
    """Return the pixels of the widest single word: narrower than this, `words` would be cut."""
    return max((text_width(font, word) for word in words.split()), default=0)


def text_height(font: QFont, words: str, width: int) -> int:
    """Return the pixels that `words` take when wrapped at `width`."""
    return _height(font.toString(), words, width) if words else 0


def wrapped_width(font: QFont, words: str, width: int) -> int:
    """Return the pixels of the longest line of `words` when wrapped at `width`."""
    whole = text_width(font, words)
    return whole if whole <= width else min(width, _longest_line(font.toString(), words, width))


# Qt asks every widget for its size many times before a page stands; the same words are shaped once.
@lru_cache(maxsize=2048)
def _width(font: str, words: str) -> int:
    return QFontMetrics(_font(font)).horizontalAdvance(words) + 2


@lru_cache(maxsize=2048)
def _height(font: str, words: str, width: int) -> int:
    return ceil(_laid_out(_font(font), words, width, "leading", Qt.LayoutDirection.LeftToRight)[1])


@lru_cache(maxsize=512)
def _longest_line(font: str, words: str, width: int) -> int:
    layout, _ = _laid_out(_font(font), words, width, "leading", Qt.LayoutDirection.LeftToRight)
    return ceil(max((layout.lineAt(line).naturalTextWidth() for line in range(layout.lineCount())), default=0.0)) + 2


def _font(description: str) -> QFont:
    font = QFont()
    font.fromString(description)
    return font
