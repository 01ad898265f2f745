"""A photo that is drawn on: what is meant is circled with the finger, and kept as one picture."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from assets.texts import T
from kiosk.controls.photo import PhotoControl
from kiosk.controls.picture import encoded
from kiosk.widgets import Button, Words
from kiosk.widgets.sketch import Sketch
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from kiosk.controls.control import Surroundings

_WHOLE = 100  # the photo takes all the room that is left
_log = logging.getLogger(__name__)


class AnnotateControl(PhotoControl):
    """First the photo; then it is a sheet. What was drawn is kept once, when the page is left."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a photo."""
        super().__init__(surroundings, ref)
        self._drawn = False
        self.undo.clicked.connect(self.sheet.undo)
        self.sheet.changed.connect(self._stroke_ended)

    def name_field(self, words: str) -> None:
        """The sheet is called what is asked."""
        self.sheet.setAccessibleName(f"{self.look.say(T('Sheet to draw on'))}: {words}")

    def commit(self) -> None:
        """Keep what was drawn, then tell it."""
        if self._drawn:
            self._keep_drawing()
        super().commit()

    def show_kept(self) -> None:
        """Show the photo as the sheet to draw on, or that there is none."""
        super().show_kept()
        data = self.surroundings.attachments.read(self._name) if self._name else None
        photo = QImage.fromData(data) if data is not None else QImage()
        self._drawn = False
        self.picture.hide()
        for widget in (self.sheet, self.words, self.undo):
            widget.setVisible(not photo.isNull())
        if not photo.isNull():
            self.sheet.show_photo(photo)
        self.undo.setEnabled(False)

    def _lay_out(self) -> None:
        self.words = Words(self.look, T("Circle with your finger what you mean."), "hint")
        self.sheet = Sketch(self.look, self.size())
        self.undo = Button(self.look, T("One stroke back"), icon="duotone/arrow-counter-clockwise")
        self.column.addWidget(self.words)
        self.column.addWidget(self.sheet, _WHOLE)
        super()._lay_out()
        self.buttons.insertWidget(0, self.undo)

    def _open_camera(self) -> None:
        super()._open_camera()
        for widget in (self.sheet, self.words, self.undo):
            widget.hide()

    def _stroke_ended(self) -> None:
        self._drawn = self.sheet.can_undo()
        self.undo.setEnabled(self._drawn)

    def _keep_drawing(self) -> None:
        picture = encoded(self.sheet.picture(), self._longest)
        try:
            self._name = self.surroundings.attachments.keep(self.ref, picture, ".jpg")
            self._drawn = False
        except StoreError as fault:
            _log.warning("A drawing on a photo could not be kept", exc_info=True)
            self.say(fault.text)
