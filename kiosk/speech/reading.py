"""One widget as it is said: what it is called, what stands in it, whether it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget

from assets.texts import T, Text
from kiosk.speech.utterance import Utterance, utter
from kiosk.widgets import Button, ErrorSummary, RadioTile, Words
from kiosk.widgets.tile import ActionTile, CheckTile

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.widgets import Sayable

NUMBERS: Final = (T("0"), T("1"), T("2"), T("3"), T("4"), T("5"), T("6"), T("7"), T("8"), T("9"))
CHOSEN, NOT_CHOSEN = T("Chosen"), T("Not chosen")
EMPTY = T("Nothing is written yet.")
HIDDEN = T("Something is written. It is not read out.")
WRITTEN = T("Written")
_ANSWERS = frozenset({"strong", "ok", "code"})  # how answers are dressed
Utterances = tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """In what is spoken: the shell's words in `shell`, the form's in `form`; `personal`: answers are shown here."""

    shell: str
    form: str
    personal: bool = False

    def utter(self, *words: Sayable, personal: bool = False, instead: Text | None = None) -> Utterance:
        """Return `words` as one utterance: what contains the form's own words is said in the form's language."""
        language = self.form if any(isinstance(each, str) for each in words) else self.shell
        return utter(language, *words, personal=personal, instead=instead)


def read_widget(widget: QWidget, tongue: Tongue) -> Utterances:
    """Return what `widget` says when the focus comes to it; nothing for what only lies around others."""
    for kind, read in _READERS:
        if isinstance(widget, kind):
            return tuple(each for each in read(widget, tongue) if each.parts)
    name = widget.accessibleName()
    return (tongue.utter(name),) if name else ()


def text_of(widget: QWidget) -> str | None:
    """Return what is written in the field `widget`, None where nothing is or may be read out."""
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLineEdit) and not is_secret(widget):
        return widget.text()
    return None


def is_secret(field: QLineEdit) -> bool:
    """Whether what is typed into `field` is never read out: also while the person lets it be seen."""
    return field.echoMode() != QLineEdit.EchoMode.Normal or bool(field.property("masked"))


def _words(words: Words, tongue: Tongue) -> Utterances:
    shown: Sayable = words.sayable
    name = words.accessibleName()
    if name and name != words.text():
        shown = name  # a code, digit by digit
    told = not _is_fixed(shown) if tongue.personal else isinstance(shown, str)
    answer = told and words.property("kind") in _ANSWERS
    return (tongue.utter(shown, personal=words.personal or answer),)


def _is_fixed(words: Sayable) -> bool:
    """Whether it says the same to everybody."""
    return isinstance(words, Text) and not words.params


def _tile(tile: RadioTile | CheckTile | ActionTile, tongue: Tongue) -> Utterances:
    face = tile.face
    number = (NUMBERS[face.number],) if face.number is not None and face.number < len(NUMBERS) else ()
    name = tongue.utter(*number, face.words)
    return (name, tongue.utter(face.below, personal=tongue.personal), *_mark(tile, tongue))


def _mark(tile: QAbstractButton, tongue: Tongue) -> Utterances:
    if not tile.isCheckable():
        return ()
    if tile.isChecked():
        return (tongue.utter(CHOSEN, personal=tongue.personal),)
    return (tongue.utter(NOT_CHOSEN, personal=tongue.personal),) if isinstance(tile, CheckTile) else ()


def _button(button: Button, tongue: Tongue) -> Utterances:
    if button.own is not None:
        tongue = Tongue(button.own, button.own)
    return (tongue.utter(button.sayable, personal=button.personal),)


def _other_button(button: QAbstractButton, tongue: Tongue) -> Utterances:
    return (tongue.utter(button.accessibleName() or button.text()), *_mark(button, tongue))


def _field(field: QLineEdit | QPlainTextEdit, tongue: Tongue) -> Utterances:
    return (tongue.utter(field.accessibleName()), content(field, tongue))


def content(field: QLineEdit | QPlainTextEdit, tongue: Tongue) -> Utterance:
    """Return what stands in `field`; what is masked is never told."""
    written = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
    if not written:
        return tongue.utter(EMPTY)
    told = text_of(field)
    if told is None:
        return tongue.utter(HIDDEN)
    joined = told.replace(" ", "")
    return tongue.utter(WRITTEN, joined if joined.isdigit() else told, personal=True, instead=HIDDEN)


def _list(view: QListView, tongue: Tongue) -> Utterances:
    index = view.currentIndex()
    name = tongue.utter(view.accessibleName())
    if not index.isValid():
        return (name,)
    chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    mark = (tongue.utter(CHOSEN, personal=tongue.personal),) if chosen else ()
    return (name, tongue.utter(str(index.data())), *mark)


def _picture(label: QLabel, tongue: Tongue) -> Utterances:
    return (tongue.utter(label.accessibleName()),)


_READERS: tuple[tuple[type[QWidget], Callable[..., Utterances]], ...] = (
    (Words, _words),
    (RadioTile, _tile),
    (CheckTile, _tile),
    (ActionTile, _tile),
    (Button, _button),
    (QAbstractButton, _other_button),
    (QLineEdit, _field),
    (QPlainTextEdit, _field),
    (QListView, _list),
    (QLabel, _picture),
    (ErrorSummary, lambda summary, tongue: (tongue.utter(summary.accessibleName()),)),
)
