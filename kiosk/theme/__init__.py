"""The design system's colours, sizes, fonts and icons."""

from kiosk.theme.apply import apply_theme
from kiosk.theme.look import SCALES, Look, layout_direction
from kiosk.theme.tokens import THEMES, Theme, ThemeName, load_theme

__all__ = ["SCALES", "THEMES", "Look", "Theme", "ThemeName", "apply_theme", "layout_direction", "load_theme"]
