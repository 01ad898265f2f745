"""What every control is: it shows a question's answer, lets it be changed, and tells when it has been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from forms.state import NodeState
    from kiosk.map.tiles import MapFile
    from kiosk.theme import Look

UNSET = "\0"  # no answer has been shown yet; never a lexical value


class Attachments(Protocol):
    """Where files that belong to an answer are kept; may be called from any thread."""

    def keep(self, ref: str, data: bytes, suffix: str) -> str:
        """Keep `data` for the question `ref` and return the file name that becomes its answer; raises StoreError."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a kept file, None when there is none of that name."""


class ChooseFile(Protocol):
    """Asks a person for a file."""

    def __call__(self, parent: QWidget, endings: tuple[str, ...], /) -> Path | None:
        """Return the file chosen, None when none was; () takes files of any kind."""


def no_icon(question: str, value: str) -> str | None:
    """Words alone, for every choice."""
    del question, value
    return None


def no_map() -> None:
    """The office has supplied none."""


@dataclass(frozen=True)
class Surroundings:
    """What a control may need from outside.

    media: the form's media by file name, None for a file that is missing.
    now: the time in the office's zone, aware.
    choose_file: asks the person for a file on a stick, with one of these endings (".pdf"; () for any); None when none
        was chosen.
    choice_icon: the Phosphor icon for a choice, by the question's name and the choice's value.
    gpsd_port: where this machine's gpsd listens, if it has one.
    office_map: the map that the office has supplied, opened when it is first asked for; None where there is none.
    """

    look: Look
    media: Callable[[str], bytes | None]
    attachments: Attachments
    now: Callable[[], datetime]
    choose_file: ChooseFile
    choice_icon: Callable[[str, str], str | None] = no_icon
    gpsd_port: int = 2947
    office_map: Callable[[], MapFile | None] = no_map

    def today(self) -> date:
        """Return the date of the office."""
        return self.now().date()


class Control(QWidget):
    """Answers one question.

    Keys change only what the control shows. `commit`, called when something is chosen, when a field is left and
    before the page is, emits `answered(ref, raw)` if the answer differs from the one last shown.
    `finished` says that the person pressed OK in the only field: where nothing else is on the page, that means on.
    While `busy` the page waits; `busy_changed` tells. What does not ask (`asks`) stands there for its words alone.
    """

    asks = True
    takes_picture = False  # whether it shows the question's picture itself

    answered = Signal(str, str)
    finished = Signal()
    busy_changed = Signal()

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without an answer; `show_node` gives it."""
        super().__init__()
        self.surroundings = surroundings
        self.look = surroundings.look
        self.ref = ref
        self._shown = UNSET
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the answer and the choices of `state`, in `language`; what is being typed is not disturbed."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Give the focus to where answering begins."""
        self.setFocus()

    @property
    def shown(self) -> str:
        """The answer last shown or told."""
        return self._shown

    def raw(self) -> str:
        """Return the answer as its XForms lexical value, "" when there is none."""
        raise NotImplementedError

    @property
    def busy(self) -> bool:
        """Whether the answer is still being kept."""
        return False

    def commit(self) -> None:
        """Tell the answer if it is another than the one last shown."""
        raw = self.raw()
        if raw != self._shown:
            self._shown = raw
            self.answered.emit(self.ref, raw)

    def set_wrong(self, wrong: bool) -> None:
        """Mark the control as one whose answer is not right."""

    def name_field(self, words: str) -> None:
        """Give what is typed into the question's words as its accessible name."""
        field = self.typing_field()
        if field is not None:
            field.setAccessibleName(words)

    def typing_field(self) -> QWidget | None:
        """The field that the keyboard on the screen types into, None where nothing is typed."""
        return None

    def hearing_field(self) -> QWidget | None:
        """The field that takes what is typed while nothing else does: the one that the keyboard opens for."""
        return self.typing_field()

    def set_compact(self, compact: bool) -> None:
        """Leave out what is not needed while the keyboard takes half of the screen."""

    def choose_number(self, number: int) -> bool:
        """Choose the option numbered `number`; False when there is none."""
        del number
        return False

    def _take_shown(self, value: str) -> bool:
        """Remember `value` as shown; False when it was shown already."""
        if value == self._shown:
            return False
        self._shown = value
        return True
