"""A whole page as it is said: its heading first, all that stands on it in reading order, then the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QProgressBar, QWidget

from assets.texts import T, Text
from kiosk.speech.reading import NUMBERS, Tongue, content, read_widget
from kiosk.widgets import ActionTile, Button, CheckTile, ErrorSummary, Heading, RadioTile, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.screens.overlay import Overlay
    from kiosk.screens.screen import Screen
    from kiosk.speech.utterance import Utterance

BEGIN = T("To begin, press OK.")
CHOOSE = T("Press a number to choose.")
TYPE = T("Type, then press OK.")
LETTERS = T("The arrow down leads to the letters, OK writes one.")
OK = T("OK key")
MORE = T("The page continues below.")
ONLY_HEADPHONES = T("Your own answers are only read out through headphones.")
_SAID_WHOLE = (Words, RadioTile, CheckTile, ActionTile, Button, ErrorSummary, QLineEdit, QPlainTextEdit, QLabel)
_DIGITS = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhFormattedNumbersOnly
_SILENT = (QProgressBar, QAbstractItemView)  # the words beside them say the same


def read_page(screen: Screen) -> tuple[Utterance, ...]:
    """Return everything on `screen`, and at its end how to go on."""
    tongue = Tongue(screen.look.language, screen.form_language, screen.personal)
    last = tuple(screen.said_last())
    shown = [widget for widget in visible(screen.body) if widget not in last]
    # What is wrong and what is asked come first, whatever stands above them for the eye.
    first = [each for kind in (ErrorSummary, Heading) for each in shown if isinstance(each, kind)]
    rest = [each for each in shown if each not in first]
    said = [*_read(first, tongue, screen), *_read(rest, tongue, screen)]
    said += _read([widget for widget in last if widget.isVisibleTo(screen)], tongue, screen)
    if screen.paper.more.isVisibleTo(screen):
        said.append(tongue.utter(MORE))
    return tuple(_once([*said, *_ways_on(screen, tongue)]))


def read_sign(sign: Overlay) -> tuple[Utterance, ...]:
    """Return everything on a sign that covers the page, and what OK presses there."""
    tongue = Tongue(sign.look.language, sign.look.language)
    said = [each for widget in visible(sign) for each in read_widget(widget, tongue)]
    focused = sign.focusWidget()
    if isinstance(focused, Button):
        said.append(tongue.utter(OK, focused.sayable))
    return tuple(said)


def for_all_to_hear(utterances: Iterable[Utterance], *, explained: bool = False) -> tuple[Utterance, ...]:
    """Return `utterances` without what is personal; `explained` adds the sentence that something was left out."""
    heard: list[Utterance] = []
    left_out: Utterance | None = None
    for utterance in utterances:
        if not utterance.personal:
            heard.append(utterance)
            continue
        left_out = utterance
        if utterance.instead is not None:
            heard.append(Tongue(utterance.language, utterance.language).utter(utterance.instead))
    if left_out is not None and explained:
        heard.append(Tongue(left_out.language, left_out.language).utter(ONLY_HEADPHONES))
    return tuple(heard)


def visible(root: QWidget) -> Iterator[QWidget]:
    """Walk through what is said as a whole below `root`, in the order of the children: that of the layouts."""
    for child in root.children():
        if not isinstance(child, QWidget) or child.isHidden() or isinstance(child, _SILENT):
            continue
        if isinstance(child, _SAID_WHOLE):
            yield child
        else:
            yield from visible(child)


def _read(widgets: Iterable[QWidget], tongue: Tongue, screen: Screen) -> Iterator[Utterance]:
    told = False
    for widget in widgets:
        if isinstance(widget, Button) and _belongs_to_another(widget):
            continue  # it is told when the focus comes to it
        if isinstance(widget, RadioTile | CheckTile | ActionTile) and widget.face.number and not told:
            told = True
            yield tongue.utter(CHOOSE)
        if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.accessibleName() == screen.title():
            yield content(widget, tongue)  # the field is called by the question
        else:
            yield from read_widget(widget, tongue)


def _belongs_to_another(button: Button) -> bool:
    """Whether `button` is one of many alike, each beside what it is about: "Change name", "Remove field 2", an icon."""
    return not button.text() or (isinstance(button.sayable, Text) and bool(button.sayable.params))


def _ways_on(screen: Screen, tongue: Tongue) -> Iterator[Utterance]:
    footer = screen.footer()
    if not screen.framed:
        yield tongue.utter(BEGIN)
    if footer.next is not None and footer.next_enabled:
        field = screen.typing_field()
        yield tongue.utter(TYPE) if field is not None else tongue.utter(NUMBERS[0], footer.next)
        if isinstance(field, QLineEdit) and not field.inputMethodHints() & _DIGITS:
            yield tongue.utter(LETTERS)
    for words in (footer.back, footer.help):
        if words is not None:
            yield tongue.utter(words)


def _once(said: Iterable[Utterance]) -> Iterator[Utterance]:
    """Leave out what was said just before: a field often has the name of the words above it."""
    before = ""
    for utterance in said:
        if utterance.words != before:
            yield utterance
        before = utterance.words
