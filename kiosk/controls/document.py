"""A file of any kind, brought on a memory stick."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from assets.texts import T, Text
from kiosk.controls.keeper import KeptFileControl, UnusableFile
from kiosk.widgets import Button, Card, IconMark, Words

if TYPE_CHECKING:
    from pathlib import Path

    from forms.state import NodeState
    from kiosk.controls.control import Surroundings

LARGEST = 10_000_000  # bytes: what a village's line still carries, and every OpenRosa server takes
_BELOW_FROM = 1.5  # text size from which the buttons no longer stand beside each other
_UNREADABLE = T("This file cannot be read. Please look whether the memory stick is in its place.")
_TOO_LARGE = T("This file is larger than 10 megabytes. Please bring a smaller one.")
_WRONG_KIND = T("This question does not take files of this kind. Please choose another one.")
_KINDS: dict[str, tuple[str, ...]] = {
    "audio": (".mp3", ".m4a", ".ogg", ".wav", ".aac", ".amr"),
    "video": (".mp4", ".mov", ".webm", ".mkv", ".3gp", ".avi"),
}


def endings(state: NodeState) -> tuple[str, ...]:
    """Return the endings that the question takes, with their dots and in small letters; () for any file."""
    wished = tuple(part.strip().lower() for part in (state.accept or "").split(",") if part.strip().startswith("."))
    return wished or _KINDS.get((state.mediatype or "").partition("/")[0], ())


def read_file(path: Path) -> bytes:
    """Return what `path` holds. Raises UnusableFile when it cannot be read or is larger than LARGEST."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as fault:
        raise UnusableFile(_UNREADABLE) from fault
    if len(data) > LARGEST:
        raise UnusableFile(_TOO_LARGE)
    return data


class FileControl(KeptFileControl):
    """One file: brought, named, taken away again."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a file."""
        super().__init__(surroundings, ref)
        look = self.look
        self._endings: tuple[str, ...] = ()
        self._brought = ""  # the person's own name of the file, as long as the page is there
        self.card = Card("inset")
        self.mark = IconMark(look, "duotone/file", "muted", 64)
        self.words = Words(look, "", "strong")
        self.file = Button(look, T("Bring it from a memory stick"), icon="duotone/usb")
        self.remove = Button(look, T("Remove the file"), icon="regular/trash", kind="danger")
        self.file.clicked.connect(self._choose)
        self.remove.clicked.connect(self.remove_file)
        self.card.column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self.card.column.addWidget(self.words)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.card)
        self.column.addWidget(self.status)
        self.buttons = QHBoxLayout() if look.scale < _BELOW_FROM else QVBoxLayout()
        self.buttons.setSpacing(8)
        for button in (self.file, self.remove):
            self.buttons.addWidget(button)
        self.column.addLayout(self.buttons)
        self.column.addStretch(1)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show whether a file is kept as this answer."""
        del language
        self._endings = endings(state)
        for button in (self.file, self.remove):
            button.setEnabled(not state.readonly)
        if self._take_shown(state.value):
            self._name, self._brought = state.value, ""
        if not self.busy:
            self.show_kept()

    def focus_first(self) -> None:
        """Bring it."""
        self.file.setFocus()

    def show_kept(self) -> None:
        """Show the file's name, or that there is none."""
        self.status.hide()
        self.remove.setVisible(bool(self._name))
        self.words.set_words(self.kept_words())

    def bring(self, path: Path) -> None:
        """Keep the file at `path`, if it is of a kind that the question takes."""
        suffix = path.suffix.lower()
        if self._endings and suffix not in self._endings:
            self.say(_WRONG_KIND)
            return
        self._brought = path.name
        self.keep(partial(read_file, path), suffix, T("The file is being kept …"))

    def kept_words(self) -> Text:
        """What is kept, in words."""
        if not self._name:
            return T("No file yet.")
        return T("Kept: {name}", name=self._brought) if self._brought else T("A file is kept.")

    def _choose(self) -> None:
        path = self.surroundings.choose_file(self, self._endings)
        if path is not None:
            self.bring(path)
