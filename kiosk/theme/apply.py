"""Dresses the application: font files, palette, style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase, QPalette

from assets import read
from kiosk.theme.look import FAMILY, Look
from kiosk.theme.qss import style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_FACES = ("Regular", "Medium", "Bold")
_PALETTE = (
    (QPalette.ColorRole.Window, "page"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.Highlight, "brand"),
    (QPalette.ColorRole.HighlightedText, "on_brand"),
    (QPalette.ColorRole.PlaceholderText, "quiet"),
)


def apply_theme(app: QApplication, look: Look) -> None:
    """Make every widget of `app` look like `look`; call it again after each change."""
    if FAMILY not in QFontDatabase.families():
        _load_fonts()
    palette = QPalette()
    for role, token in _PALETTE:
        palette.setColor(role, look.colour(token))
    app.setPalette(palette)
    app.setFont(look.font(look.px(20)))
    app.setStyleSheet(style_sheet(look))


def _load_fonts() -> None:
    for face in _FACES:
        QFontDatabase.addApplicationFontFromData(read(f"fonts/{FAMILY}-{face}.ttf"))
