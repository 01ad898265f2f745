"""Phosphor icons tinted by a colour of the theme, each drawn once a size and colour."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from assets import read

# Arrows follow the writing; clocks, ticks, phones and everything else keep their sides.
MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "arrow-u-up-left",
        "article",
        "backspace",
        "caret-left",
        "caret-right",
        "list-bullets",
        "list-checks",
        "sign-out",
    }
)


class IconBox:
    """Keeps the pixmaps drawn so far: an old PC has no time to draw an SVG on every paint."""

    def __init__(self) -> None:
        """Begin empty."""
        self._drawn: dict[tuple[str, str, int, bool, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, pixels: int, *, rtl: bool, dpr: float) -> QPixmap:
        """Return the icon `style/name` (`duotone/drop`), `pixels` high and wide; FileNotFoundError if there is none."""
        turned = rtl and name.partition("/")[2] in MIRRORED
        key = (name, colour, pixels, turned, dpr)
        if key not in self._drawn:
            self._drawn[key] = _draw(name, colour, round(pixels * dpr), turned)
            self._drawn[key].setDevicePixelRatio(dpr)
        return self._drawn[key]


def _draw(name: str, colour: str, pixels: int, turned: bool) -> QPixmap:
    svg = read(f"icons/{name}.svg").replace(b"currentColor", colour.encode())
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap.transformed(QTransform().scale(-1, 1)) if turned else pixmap
