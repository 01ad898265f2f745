"""One question on a page: its words, its picture, its control, and what is not right with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from assets.texts import T
from forms.state import Label, NodeState
from kiosk.controls import Control, Surroundings, fits, make_control
from kiosk.controls.listening import ListenButton
from kiosk.controls.plain import in_figures_of, plain
from kiosk.controls.reading import AcknowledgeControl, NoteControl
from kiosk.controls.watching import FilmPlayer
from kiosk.widgets import Card, Heading, IconMark, MoreButton, Words

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from kiosk.theme import Look

_WHOLE = 100  # what is only to be read takes all the room that is left
_PICTURE = 220  # pixels, the greatest height of a question's picture


class InlineError(QWidget):
    """The sentence at the field, with its sign."""

    def __init__(self, look: Look) -> None:
        """Begin hidden."""
        super().__init__()
        self.words = Words(look, "", "error")
        row = QHBoxLayout(self)
        row.setContentsMargins(5, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(IconMark(look, "fill/warning-circle", "error", 28), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        """Show `sentence`, "" hides it."""
        self.words.set_words(sentence)
        self.setVisible(bool(sentence))


class QuestionBlock(QWidget):
    """A question. `alone` on its page, its words are the page's heading.

    `answered` and `finished` are its control's.
    """

    answered = Signal(str, str)
    finished = Signal()

    def __init__(
        self, surroundings: Surroundings, state: NodeState, language: str, *, alone: bool, parent: QWidget
    ) -> None:
        """Build the question for `state`; it is shown by `show_node`.

        Below `parent` from the first: without one it would be a window of its own, and take the focus away.
        """
        super().__init__(parent)
        self.surroundings, self.ref, self.alone = surroundings, state.path, alone
        look = surroundings.look
        self.words = Heading(look) if alone else Words(look, "", "subheading")
        self.hint = Words(look, "", "hint")
        self.more = MoreButton(look)
        self.listen = ListenButton(look, surroundings.media, name=T("Hear this question"))
        self.film: FilmPlayer | None = None  # made for the few questions that have one
        self.picture = QLabel()
        self.error = InlineError(look)
        self.control: Control = make_control(surroundings, state)
        self._image: str | None = None
        self._autoplay: str | None = None
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._connect_control()
        self.show_node(state, language)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show words, media and answer of `state`; another control takes over where this one no longer fits."""
        if not fits(self.control, state):
            self._replace_control(state)
        label = state.label or Label()
        self._autoplay = state.autoplay
        self.words.set_words(_read(label, language) + (self._optional_mark(state) if not self.alone else ""))
        _show(self.hint, _read(state.hint, language))
        about = "" if self.alone else plain(label.text)
        self.more.set_explanation(_read(state.guidance, language), about=about)
        self.listen.set_sound(label.audio)
        self._show_picture(label)
        self._show_film(label.video)
        self.control.show_node(state, language)
        self.control.name_field(plain(label.text))
        self.setVisible(self.control.asks or bool(label.text))

    def showEvent(self, event: QShowEvent) -> None:
        """Play what the form asks to be played by itself."""
        super().showEvent(event)
        if self._autoplay == "audio" and self.listen.isVisibleTo(self):
            self.listen.play()
        elif self._autoplay == "video" and self.film is not None:
            self.film.button.play()

    def has_focus(self) -> bool:
        """Whether the person is at this question now."""
        return any(widget.hasFocus() for widget in self.findChildren(QWidget))

    def show_fault(self, sentence: str) -> None:
        """Say at the field what is not right, "" when all is."""
        self.error.show_sentence(sentence)
        self.control.set_wrong(bool(sentence))

    def _optional_mark(self, state: NodeState) -> str:
        if state.required or state.readonly or state.control == "trigger" or not self.control.asks:
            return ""
        return " " + self.surroundings.look.say(T("(if you wish)"))

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for words in (self.words, self.hint):
            texts.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(texts, 1)
        row.addWidget(self.listen, 0, Qt.AlignmentFlag.AlignTop)
        statement = self._statement()
        if statement is None:
            row.insertWidget(1, self.more, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        else:
            statement.column.addLayout(row)
            statement.column.addStretch(1)
            self._column.addWidget(statement, _WHOLE)
            self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self.more.opened)
        self._column.addWidget(self.picture)
        self._column.addWidget(self.error)
        self._column.addWidget(self.control, 1)
        self.picture.hide()

    def _statement(self) -> Card | None:
        """The card that a page to be read fills with its words and a sign: nothing seems to be missing from it."""
        signs: dict[type[Control], str] = {NoteControl: "duotone/info", AcknowledgeControl: "duotone/clipboard-text"}
        sign = signs.get(type(self.control)) if self.alone else None
        if sign is None:
            return None
        card = Card()
        card.column.addStretch(1)
        card.column.addWidget(IconMark(self.surroundings.look, sign, "brand", 96), 0, Qt.AlignmentFlag.AlignHCenter)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return card

    def _connect_control(self) -> None:
        self.control.answered.connect(self.answered)
        self.control.finished.connect(self.finished)

    def _replace_control(self, state: NodeState) -> None:
        before = self.control
        self.control = make_control(self.surroundings, state)
        self._column.replaceWidget(before, self.control)
        before.hide()
        before.deleteLater()
        self._connect_control()

    def _show_film(self, file: str | None) -> None:
        if file is not None and self.film is None:
            self.film = FilmPlayer(self.surroundings.look, self.surroundings.media, T("Watch the film"))
            self._column.insertWidget(self._column.indexOf(self.picture), self.film)
        if self.film is not None:
            self.film.set_film(file)

    def _show_picture(self, label: Label) -> None:
        image = None if self.control.takes_picture else label.image
        if image == self._image:
            return
        self._image = image
        data = self.surroundings.media(image) if image else None
        pixmap = QPixmap()
        if data is not None:
            pixmap.loadFromData(data)
        self.picture.setVisible(not pixmap.isNull())
        if not pixmap.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(pixmap.scaledToHeight(min(pixmap.height(), _PICTURE), smooth))
            self.picture.setAccessibleName(plain(label.text))


def _read(label: Label | None, language: str) -> str:
    return in_figures_of(language, plain(label.text)) if label is not None else ""


def _show(words: Words, text: str) -> None:
    words.set_words(text)
    words.setVisible(bool(text))
