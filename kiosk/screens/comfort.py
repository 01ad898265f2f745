"""Language and comfort: the language to go on in, whether it is read aloud, how large the words are, the colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup

from assets.texts import DRAFTS, T, say
from kiosk.screens.screen import MARGIN, Screen
from kiosk.theme import SCALES, THEMES
from kiosk.widgets import Footer, Heading, RadioTile, TileFace, TileGrid, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QAbstractButton, QWidget

    from assets.texts import Text
    from kiosk.theme import Look
    from kiosk.theme.tokens import ThemeName
    from kiosk.widgets import Tile

Value = TypeVar("Value", str, float, bool)

# A language's name in itself, for people who read no other.
LANGUAGE_NAMES = {"fa": "فارسی", "en": "English", "ar": "العربية", "ckb": "کوردی"}
_LETTERS = 0.42  # how large an icon is that stands for normal words, beside that of a tile
_TIGHT = 4  # pixels between things: all choices are seen at once on the smallest display
_DRAFT = T("Draft")  # of a translation that nobody has reviewed; one word, for the tiles beside it are short, too
_SIZES: dict[float, Text] = {
    1.0: T("Normal words"),
    1.25: T("Larger words"),
    1.5: T("Large words"),
    2.0: T("Largest words"),
}
_COLOURS: dict[ThemeName, Text] = {
    "light": T("Light colours"),
    "contrast": T("Strong contrast"),
    "dark": T("Dark colours"),
}
_COLOUR_ICONS: dict[ThemeName, str] = {
    "light": "duotone/sun",
    "contrast": "duotone/circle-half",
    "dark": "duotone/moon",
}


_HEARD: dict[bool, TileFace] = {
    False: TileFace(T("No, I read"), icon="duotone/eye"),
    True: TileFace(T("Yes, read aloud"), icon="duotone/speaker-high"),
}


class ComfortScreen(Screen):
    """Every choice shows at once what it does; none of them is needed to go on."""

    language_chosen = Signal(str)
    aloud_chosen = Signal(bool)
    scale_chosen = Signal(float)
    theme_chosen = Signal(str)

    def __init__(self, look: Look, languages: tuple[str, ...], *, aloud: bool = False) -> None:
        """Offer `languages`, to be read to, the text sizes and the themes."""
        super().__init__(look)
        self.column.setContentsMargins(MARGIN, _TIGHT, MARGIN, _TIGHT)
        self.column.setSpacing(_TIGHT)
        self._heading = Heading(look, T("How do you like it?"))
        self.column.addWidget(self._heading)
        self.column.addWidget(Words(look, T("Choose your language. You can change all of this later."), "hint"))
        self.languages = self._row(
            [(language, _face(number, language)) for number, language in enumerate(languages, 1)],
            look.language,
            self.language_chosen.emit,
        )
        self.column.addWidget(Words(look, T("Shall everything be read to you?"), "strong"))
        self.heard = self._row(_HEARD.items(), aloud, self.aloud_chosen.emit)
        self.column.addWidget(Words(look, T("How large?"), "strong"))
        sizes = [
            (scale, TileFace(_SIZES[scale], icon="duotone/text-aa", icon_size=scale * _LETTERS)) for scale in SCALES
        ]
        self.scales = self._row(sizes, look.scale, self.scale_chosen.emit)
        self.column.addWidget(Words(look, T("Which colours?"), "strong"))
        colours = [(theme, TileFace(_COLOURS[theme], icon=_COLOUR_ICONS[theme])) for theme in THEMES]
        self.themes = self._row(colours, look.theme.name, self.theme_chosen.emit)
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def numbered(self) -> Sequence[QAbstractButton]:
        """The languages: who reads none of the words here knows her own."""
        return tuple(self.languages.values())

    def show_aloud(self, aloud: bool) -> None:
        """Show whether it is read aloud: a keypad or the tool above may have asked for it."""
        self.heard[aloud].setChecked(True)

    def footer(self) -> Footer:
        """On is always open: everything has a value already."""
        return Footer(next=T("Continue"))

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def _row(
        self, faces: Iterable[tuple[Value, TileFace]], chosen: object, tell: Callable[[Value], object]
    ) -> dict[Value, Tile]:
        group = QButtonGroup(self)
        tiles: dict[Value, Tile] = {}
        for value, face in faces:
            tile = RadioTile(self.look, face)
            tile.setChecked(value == chosen)
            tile.clicked.connect(_chooses(tell, value))
            group.addButton(tile)
            tiles[value] = tile
        grid = TileGrid(self.look, tuple(tiles.values()), most_columns=4, compact=True, wrapped=True)
        self.column.addWidget(grid)
        return tiles


def _face(number: int, language: str) -> TileFace:
    """A language by its own name; that nobody has reviewed it is said in itself."""
    below = say(_DRAFT, language) if language in DRAFTS else ""
    return TileFace(LANGUAGE_NAMES[language], below, number=number)


def _chooses(tell: Callable[[Value], object], value: Value) -> Callable[[], object]:
    return lambda: tell(value)
