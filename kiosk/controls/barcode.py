"""A barcode or QR code: typed by a scanner that sends Enter, seen by the camera, or typed from below the bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from assets.texts import T
from kiosk.controls.text import TextControl
from kiosk.system.devices import has_camera
from kiosk.widgets import Button, IconMark, Words, announce

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.state import NodeState
    from kiosk.controls.control import Surroundings
    from kiosk.scanning.scan_view import ScanView

_WHOLE = 100  # what the camera sees takes all the room that is left


class BarcodeControl(TextControl):
    """One line, left to right. A scanner is a keyboard: what it types arrives even where nobody touched the field."""

    def __init__(self, surroundings: Surroundings, ref: str, *, hidden: bool = False) -> None:
        """Begin without a code; `hidden` shows it only when the person asks."""
        super().__init__(surroundings, ref, latin=True, masked=hidden)
        self._hidden = hidden
        self.view: ScanView | None = None
        self.words = Words(self.look, T("Hold the code in front of the scanner, or type what stands below it."), "hint")
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(IconMark(self.look, "duotone/barcode", "muted", 56))
        told.addWidget(self.words, 1)
        self.camera = Button(self.look, T("Read it with the camera"), icon="duotone/camera", kind="primary")
        self._seen = has_camera()
        self.camera.clicked.connect(self._toggle_camera)
        self.check = Words(self.look, "", "warn")
        self.check.hide()
        self.column.insertLayout(0, told)
        self.column.insertWidget(self.column.count() - 1, self.check)
        self.column.insertWidget(self.column.count() - 1, self.camera)
        self.camera.setVisible(self._seen)

    def show_node(self, state: NodeState, language: str) -> None:
        """Show the stored code."""
        super().show_node(state, language)
        self.camera.setEnabled(not state.readonly)

    def focus_first(self) -> None:
        """The camera, where there is one; else the field."""
        (self.camera if self._seen else self.field).setFocus()

    def typing_field(self) -> QWidget | None:
        """None where there is a camera: the keys come when the field is touched."""
        return None if self._seen else super().typing_field()

    def hearing_field(self) -> QWidget | None:
        """The field: a scanner types into it."""
        return super().typing_field()

    def name_field(self, words: str) -> None:
        """The field is called what is asked."""
        self.field.setAccessibleName(words)

    def set_compact(self, compact: bool) -> None:
        """The field stays above the keys."""
        self.camera.setVisible(self._seen and not compact)

    def _toggle_camera(self) -> None:
        if self.view is not None:
            self._close_camera()
            return
        from kiosk.scanning.scan_view import ScanView

        self.check.hide()
        self.view = ScanView(self.look)
        self.view.setAccessibleName(self.look.say(T("What the camera sees")))
        self.view.found.connect(self._found)
        self.view.failed.connect(self._no_camera)
        self.column.insertWidget(1, self.view, _WHOLE)
        self.field.hide()
        self.words.set_words(T("Hold the code between the corners."))
        self.camera.set_words(T("Close the camera"))
        self.camera.set_face("secondary")
        self.view.start()

    @Slot(str)
    def _found(self, text: str) -> None:
        self._close_camera()
        self.field.setText(text)
        announce(self, self.look.say(T("The code is read.") if self._hidden else T("Read: {code}", code=text)))
        self.commit()

    @Slot()
    def _no_camera(self) -> None:
        self._close_camera()
        self.check.set_words(T("The camera does not answer. Please call the assistant."))
        self.check.show()

    def _close_camera(self) -> None:
        view, self.view = self.view, None
        if view is not None:
            view.hide()
            view.deleteLater()
        self.field.show()
        self.words.set_words(T("Hold the code in front of the scanner, or type what stands below it."))
        self.camera.set_words(T("Read it with the camera"))
        self.camera.set_face("primary")
