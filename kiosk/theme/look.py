"""How the screens look to this person: theme, text size, language. One a window; every widget is given it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPixmap

from assets.texts import Text, direction, say, show_digits
from kiosk.theme.icons import IconBox
from kiosk.theme.tokens import Theme, ThemeName, load_theme

SCALES = (1.0, 1.25, 1.5, 2.0)
FRAME_GROWTH = 1.2  # header, footer and keys grow at most so far: they must not eat the page
FAMILY = "Vazirmatn"


class Look(QObject):
    """What a widget asks before it paints: colours by role, sizes in pixels, fonts, icons, the language.

    Changing it emits `changed` once; `apply_theme` then dresses the application anew.
    """

    changed = Signal()

    def __init__(self, theme: ThemeName = "light", scale: float = 1.0, language: str = "fa") -> None:
        """Begin with the packaged `theme`, text `scale` 1.0-2.0 and BCP 47 `language`."""
        super().__init__()
        self.theme: Theme = load_theme(theme)
        self.scale = scale
        self.language = language
        self.reduce_motion = False
        self._icons = IconBox()

    def change(
        self, *, theme: ThemeName | None = None, scale: float | None = None, language: str | None = None
    ) -> None:
        """Take over what is given, leave the rest, and tell once, if anything is new: dressing takes time."""
        before = self.theme, self.scale, self.language
        if theme is not None:
            self.theme = load_theme(theme)
        if scale is not None:
            self.scale = scale
        if language is not None:
            self.language = language
        if (self.theme, self.scale, self.language) != before:
            self.changed.emit()

    def px(self, size: float) -> int:
        """Return `size` at this text size, for what lies in the page."""
        return round(size * self.scale)

    def frame_px(self, size: float) -> int:
        """Return `size` at this text size, for what frames the page: header, footer, keys."""
        return round(size * min(self.scale, FRAME_GROWTH))

    def colour(self, role: str) -> QColor:
        """Return the colour of `role`."""
        return QColor(self.theme[role])

    def font(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the house font, `pixels` high as already scaled."""
        font = QFont(FAMILY)
        font.setPixelSize(pixels)
        font.setWeight(weight)
        return font

    def icon(self, name: str, role: str, pixels: int, *, rtl: bool = False, dpr: float = 1.0) -> QPixmap:
        """Return the icon `style/name` in the colour of `role`, arrows turned round where writing runs to the left."""
        return self._icons.pixmap(name, self.theme[role], pixels, rtl=rtl, dpr=dpr)

    def say(self, text: Text) -> str:
        """Return `text` in the language of this person."""
        return say(text, self.language)

    def digits(self, text: str) -> str:
        """Return `text` with its digits as this person writes them."""
        return show_digits(text, self.language)

    @property
    def layout_direction(self) -> Qt.LayoutDirection:
        """The direction of the language."""
        return layout_direction(self.language)


def layout_direction(language: str) -> Qt.LayoutDirection:
    """Return Qt's word for the writing direction of `language`."""
    rtl = direction(language) == "rtl"
    return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
