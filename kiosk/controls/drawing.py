"""A signature or a drawing: made on the screen, kept as a picture when the page is left."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout

from assets.texts import T
from kiosk.controls.control import Control, Surroundings
from kiosk.widgets import Button, Words
from kiosk.widgets.sketch import Sketch
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from forms.state import NodeState

SIGNATURE, DRAWING = QSize(900, 340), QSize(1000, 620)  # pixels of what is sent
_log = logging.getLogger(__name__)


class DrawingControl(Control):
    """The sheet, one stroke back, and all anew.

    Kept once, when the page is left and not with each stroke: a few kilobytes of black on white, faster saved than
    the page turned.
    """

    def __init__(self, surroundings: Surroundings, ref: str, *, signature: bool = False) -> None:
        """`signature` is a low sheet with words of its own."""
        super().__init__(surroundings, ref)
        self._name = ""
        self._changed = self._readonly = False
        look = self.look
        self.words = Words(
            look, T("Sign here with your finger.") if signature else T("Draw here with your finger."), "hint"
        )
        self.sheet = Sketch(look, SIGNATURE if signature else DRAWING)
        self._sheet_name = T("Sheet to sign on") if signature else T("Sheet to draw on")
        self.undo = Button(look, T("One stroke back"), icon="duotone/arrow-counter-clockwise")
        self.clear = Button(look, T("Clear the sheet"), icon="regular/trash")
        self.status = Words(look, "", "warn")
        self.status.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.undo)
        row.addWidget(self.clear)
        self.column.addWidget(self.words)
        self.column.addWidget(self.sheet, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.status)
        self.undo.clicked.connect(self.sheet.undo)
        self.clear.clicked.connect(self.sheet.clear)
        self.sheet.changed.connect(self._drawn)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the picture kept as this answer."""
        del language
        self._readonly = state.readonly
        self.sheet.setEnabled(not state.readonly)
        if self._take_shown(state.value):
            self._name, self._changed = state.value, False
            data = self.surroundings.attachments.read(state.value) if state.value else None
            picture = QImage.fromData(data) if data is not None else QImage()
            self.sheet.show_picture(None if picture.isNull() else picture)
        self._show_buttons()

    def focus_first(self) -> None:
        """The sheet."""
        self.sheet.setFocus()

    def raw(self) -> str:
        """The name of the picture kept, "" when the sheet is empty."""
        return self._name

    def commit(self) -> None:
        """Keep what was drawn, then tell it."""
        if self._changed:
            self._keep()
        super().commit()

    def name_field(self, words: str) -> None:
        """The sheet is called what is asked."""
        self.sheet.setAccessibleName(f"{self.look.say(self._sheet_name)}: {words}")

    def _keep(self) -> None:
        if self.sheet.is_empty():
            self._name, self._changed = "", False
            return
        try:
            self._name = self.surroundings.attachments.keep(self.ref, self.sheet.png(), ".png")
            self._changed = False
        except StoreError as fault:
            _log.warning("A drawing could not be kept", exc_info=True)
            self.status.set_words(fault.text)
            self.status.show()

    def _drawn(self) -> None:
        self._changed = True
        self.status.hide()
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.undo.setEnabled(self.sheet.can_undo() and not self._readonly)
        self.clear.setEnabled(not self.sheet.is_empty() and not self._readonly)
