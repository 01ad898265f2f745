"""The sheets of the gallery: one screen for each family of components."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from assets.texts import T, Text
from forms.state import RangeBounds
from kiosk.controls import make_control
from kiosk.filling import RepeatCard
from kiosk.gallery.states import PLAN, choices, gallery_surroundings, state
from kiosk.keyboard import Keyboard
from kiosk.keyboard.key import KeyButton
from kiosk.screens.repeat_list import RepeatList
from kiosk.screens.screen import Screen
from kiosk.widgets import (
    ActionTile,
    Button,
    Card,
    CheckTile,
    ErrorSummary,
    Fault,
    Heading,
    RadioTile,
    Steps,
    TileFace,
    TileGrid,
    Words,
)
from kiosk.widgets.fields import TextArea, TextField

if TYPE_CHECKING:
    from forms.state import NodeState
    from kiosk.theme import Look

Filler = Callable[["Sheet"], None]
_LONG = T("Words that are long enough to be wrapped show whether anything is cut when the text is large.")


class Sheet(Screen):
    """One sheet: a heading, and samples below it."""

    def __init__(self, look: Look, words: Text, fill: Filler) -> None:
        """Lay out what `fill` adds."""
        super().__init__(look)
        self._heading = Heading(look, words)
        self.column.addWidget(self._heading)
        fill(self)
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def add(self, *samples: QWidget) -> None:
        """Put `samples` beside each other."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for sample in samples:
            row.addWidget(sample)
        self.column.addLayout(row)

    def ask(self, shown: NodeState, *, wrong: bool = False, on_map: bool = False) -> None:
        """Put a control for `shown` on the sheet."""
        control = make_control(gallery_surroundings(self.look, on_map=on_map), shown)
        control.show_node(shown, self.look.language)
        control.name_field(shown.path)
        control.set_wrong(wrong)
        self.column.addWidget(control)


def _words(sheet: Sheet) -> None:
    for kind in ("display", "heading", "subheading", "strong", "body", "hint", "small", "error", "ok", "warn"):
        sheet.add(Words(sheet.look, _LONG if kind in ("body", "hint") else T("Services counter"), kind))
    steps = Steps(sheet.look)
    steps.show_step(3, 7)
    many = Steps(sheet.look)
    many.show_step(21, 60)
    sheet.add(steps)
    sheet.add(many)


def _buttons(sheet: Sheet) -> None:
    look = sheet.look
    for enabled in (True, False):
        primary = Button(look, T("Continue"), icon="bold/arrow-right", kind="primary", icon_last=True)
        secondary = Button(look, T("Back"), icon="bold/arrow-left")
        danger = Button(look, T("Remove"), icon="regular/trash", kind="danger")
        quiet = Button(look, T("More about this question"), icon="regular/info", kind="quiet")
        for button in (primary, secondary, danger, quiet):
            button.setEnabled(enabled)
        sheet.add(primary, secondary)
        sheet.add(danger, quiet)
    pressed = Button(look, T("Continue"), kind="primary")
    pressed.setDown(True)
    held = Button(look, T("Back"))
    held.setDown(True)
    sheet.add(pressed, held)
    sheet.add(Button(look, "", icon="bold/plus", name=T("More")))
    sheet.add(Button(look, _LONG, icon="bold/arrow-down"))


def _tiles(sheet: Sheet) -> None:
    look, options = sheet.look, choices(sheet.look.language)
    icons = ("drop", "lightning", "road-horizon", "flame", "device-mobile")
    faces = [
        TileFace(o.text, icon=f"duotone/{i}", number=n) for n, (o, i) in enumerate(zip(options, icons, strict=True), 1)
    ]
    radios = tuple(RadioTile(look, face) for face in faces)
    radios[0].setChecked(True)
    radios[1].set_wrong(True)
    sheet.add(TileGrid(look, radios))
    checks = tuple(CheckTile(look, TileFace(o.text, number=n)) for n, o in enumerate(options[:4], 1))
    checks[0].setChecked(True)
    checks[2].setChecked(True)
    sheet.add(TileGrid(look, checks))
    action = ActionTile(look, TileFace(options[0].text, _LONG, icon="duotone/drop"))
    sheet.add(TileGrid(look, (action,)))


def _fields(sheet: Sheet) -> None:
    look = sheet.look
    fields = [TextField(look) for _ in range(4)]
    for field, words in zip(fields, (T("Language"), T("Text size"), T("Colours"), T("End")), strict=True):
        field.setText(look.say(words))
        field.setAccessibleName(look.say(words))
    fields[1].set_wrong(True)
    fields[2].setReadOnly(True)
    fields[3].clear()
    fields[3].setPlaceholderText(look.say(T("Type a part of it")))
    sheet.add(*fields[:2])
    sheet.add(*fields[2:])
    area = TextArea(look, rows=3)
    area.setPlainText(look.say(_LONG))
    area.setAccessibleName(look.say(_LONG))
    sheet.add(area)


def _messages(sheet: Sheet) -> None:
    look = sheet.look
    sentences = (look.say(T("Choose one of the options.")), look.say(T("Give the day, the month and the year.")))
    several = ErrorSummary(look)
    several.show_faults(tuple(Fault(f"/{n}", words) for n, words in enumerate(sentences)), at_field=False)
    one = ErrorSummary(look)
    one.show_faults((Fault("/0", sentences[0]),), at_field=True)
    sheet.add(several)
    sheet.add(one)
    for kind in ("card", "inset", "ok-box", "warn-box"):
        card = Card(kind)
        card.column.addWidget(Words(look, T("Services counter"), "strong"))
        card.column.addWidget(Words(look, _LONG))
        sheet.add(card)


def _typed(sheet: Sheet) -> None:
    sheet.ask(state("day", of_type="date", value="2026-11-22"))
    sheet.ask(state("number", of_type="int", value="1250000", appearance=("thousands-sep",)))
    sheet.ask(state("masked", value="1234", appearance=("masked",)))
    sheet.ask(state("share", "range", "int", "35"))


def _chosen(sheet: Sheet) -> None:
    language = sheet.look.language
    sheet.ask(state("pictured", "select1", value="road", options=choices(language)))
    sheet.ask(state("village", "select1", value="v7", options=choices(language, 40)))


def _on_pictures(sheet: Sheet) -> None:
    options = choices(sheet.look.language, 3)
    sheet.ask(state("part", "select1", value="power", options=options, appearance=("image-map",), image=PLAN))
    sheet.ask(state("parts", "select", value="water road", options=options, appearance=("image-map",), image=PLAN))


def _ordered(sheet: Sheet) -> None:
    options = choices(sheet.look.language)
    sheet.ask(state("needs", "rank", value="power water", options=options[:3]))
    sheet.ask(state("scale", "select1", value="road", options=options, appearance=("likert",)))
    sheet.ask(state("stars", "range", "int", "3", appearance=("rating",), bounds=RangeBounds("1", "5", "1")))
    sheet.ask(state("sheep", of_type="int", value="12", appearance=("counter",)))
    sheet.ask(state("short", "select1", value="gas", options=options, appearance=("minimal",)))


def _measured(sheet: Sheet) -> None:
    sheet.ask(state("moment", of_type="dateTime", value="2026-11-22T14:05:00.000+03:30"))
    sheet.ask(state("field", of_type="geopoint", value="36.2972 59.6067 985.5 4.2"))
    sheet.ask(state("bag", of_type="barcode", value="6260123456789"), wrong=True)


def _places(sheet: Sheet) -> None:
    corners = ("36.305 59.6 0 0", "36.305 59.613 0 0", "36.29 59.613 0 0", "36.305 59.6 0 0")
    sheet.ask(state("point", of_type="geopoint", value="36.2972 59.6067 985.5 4.2"), on_map=True)
    sheet.ask(state("area", of_type="geoshape", value="; ".join(corners)), on_map=True)
    sheet.ask(state("line", of_type="geotrace", value="; ".join(corners[:2])), wrong=True)


def _brought(sheet: Sheet) -> None:
    sheet.ask(state("signature", "upload", "binary", appearance=("signature",)))
    sheet.ask(state("deed", "upload", "binary", mediatype="application/*"))
    sheet.ask(state("voice", "upload", "binary", mediatype="audio/*"))
    sheet.ask(state("film", "upload", "binary", value="film.mp4", mediatype="video/*"))


def _others(sheet: Sheet) -> None:
    sheet.ask(state("photo", "upload", "binary"))
    sheet.ask(state("broken", "upload", "binary", appearance=("annotate",)))
    sheet.ask(state("consent", "trigger"), wrong=True)
    sheet.ask(state("page", value="https://example.org/1405", readonly=True, appearance=("url",)))
    sheet.ask(state("place", "upload", "binary", readonly=True))
    cards = RepeatList(sheet.look)
    words = [choice.text for choice in choices(sheet.look.language)]
    made = tuple(RepeatCard(f"/data/r[{n}]", word, words[-1]) for n, word in enumerate(words[:2], 1))
    cards.show_cards(made, add=sheet.look.say(T("Add another one")), can_change=True)
    sheet.add(cards)


def _keyboards(sheet: Sheet) -> None:
    for shown in (state("letters"), state("decimal", of_type="decimal")):
        control = make_control(gallery_surroundings(sheet.look), shown)
        field = control.typing_field()
        if field is None:
            continue
        control.name_field(shown.path)
        board = Keyboard(sheet.look)
        board.serve(field)
        board.findChildren(KeyButton)[3].setDown(True)
        sheet.add(control)
        sheet.add(board)


SHEETS: dict[str, tuple[Text, Filler]] = {
    "words": (T("Words and progress"), _words),
    "buttons": (T("Buttons"), _buttons),
    "tiles": (T("Tiles"), _tiles),
    "fields": (T("Fields"), _fields),
    "messages": (T("Messages and cards"), _messages),
    "typed": (T("Typed answers"), _typed),
    "chosen": (T("Chosen answers"), _chosen),
    "on-pictures": (T("Parts of a picture"), _on_pictures),
    "ordered": (T("Orders and scales"), _ordered),
    "measured": (T("Times, places, codes"), _measured),
    "places": (T("Places on a map"), _places),
    "brought": (T("Signatures, files, voices"), _brought),
    "others": (T("Photo, consent, repeat"), _others),
    "keyboards": (T("Keyboards"), _keyboards),
}


def sheet(name: str, look: Look) -> Sheet:
    """Return the sheet called `name`, a key of SHEETS."""
    words, fill = SHEETS[name]
    return Sheet(look, words, fill)
