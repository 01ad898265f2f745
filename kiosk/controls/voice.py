"""An answer that is spoken: recorded here or brought on a stick, heard before one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from assets.texts import T
from kiosk.controls.document import FileControl
from kiosk.controls.listening import ListenButton
from kiosk.controls.microphone import LONGEST, Microphone, has_microphone
from kiosk.widgets import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from kiosk.controls.control import Surroundings

_TICK = 250  # milliseconds
_DEAF = 3000  # milliseconds without a sample after which the microphone is not working


class VoiceControl(FileControl):
    """Record, hear, record anew. While it records the page waits; who leaves it drops what was said."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a recording."""
        super().__init__(surroundings, ref)
        self._microphone: Microphone | None = None
        self._waited = 0
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._tick)
        self.record = Button(self.look, T("Record my voice"), icon="duotone/microphone", kind="primary")
        self.record.clicked.connect(self._press_record)
        self.listen = ListenButton(
            self.look, surroundings.attachments.read, name=T("Hear the recording"), words=T("Hear the recording")
        )
        self.buttons.insertWidget(0, self.record)
        self.buttons.insertWidget(1, self.listen)

    @property
    def busy(self) -> bool:
        """Whether it records or keeps."""
        return self._microphone is not None or super().busy

    def focus_first(self) -> None:
        """Record, or bring it where there is no microphone."""
        (self.record if self.record.isVisibleTo(self) else self.file).setFocus()

    def show_kept(self) -> None:
        """Show whether there is a recording; say it where there is no microphone."""
        super().show_kept()
        self.record.setEnabled(self.file.isEnabled())
        self.record.setVisible(has_microphone())
        self.record.set_words(T("Record it again") if self._name else T("Record my voice"))
        self.listen.set_sound(self._name or None)
        if not has_microphone() and not self._name:
            self.say(T("This counter has no microphone. A recording can be brought on a memory stick."))

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page does not listen."""
        super().hideEvent(event)
        if self._microphone is not None:
            self._end()

    def _press_record(self) -> None:
        if self._microphone is not None:
            self._take()
            return
        self._microphone, self._waited = Microphone(self), 0
        self._clock.start()
        self.record.set_words(T("Stop"))
        for button in (self.file, self.remove, self.listen):
            button.hide()
        self._tick()
        self.busy_changed.emit()

    def _tick(self) -> None:
        if self._microphone is None:
            return
        seconds = self._microphone.seconds()
        self._waited += _TICK
        self.say(T("Recording: {seconds} seconds. Speak now.", seconds=seconds))
        if seconds >= LONGEST or (not seconds and self._waited > _DEAF):
            self._take()

    def _take(self) -> None:
        data = self._end()
        if not data:
            self.say(T("The microphone does not answer. Please call the assistant."))
            return
        self._brought = ""
        self.keep(lambda: data, ".wav", T("The recording is being kept …"))

    def _end(self) -> bytes:
        self._clock.stop()
        microphone, self._microphone = self._microphone, None
        data = microphone.stop() if microphone is not None else b""
        if microphone is not None:
            microphone.deleteLater()
        self.file.show()
        self.show_kept()
        self.busy_changed.emit()
        return data
