"""An answer that is filmed: recorded here or brought on a stick, seen before one goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot

from assets.texts import T, Text
from kiosk.controls.document import FileControl
from kiosk.controls.watching import FilmPlayer
from kiosk.system.devices import has_camera
from kiosk.widgets import Button
from kiosk.widgets.frame_view import FrameView

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from kiosk.controls.control import Surroundings
    from kiosk.controls.film_camera import FilmCamera

_TICK = 250  # milliseconds
_BLIND = 5000  # milliseconds without a frame after which the camera is not working
_WHOLE = 100  # what is filmed takes all the room that is left


class FilmControl(FileControl):
    """Film, watch, film anew. While it films the page waits; who leaves it drops what was filmed."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a film."""
        super().__init__(surroundings, ref)
        self._camera: FilmCamera | None = None
        self._waited = 0
        self._dropped = False
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._tick)
        self.view = FrameView(self.look)
        self.view.hide()
        self.record = Button(self.look, T("Film it"), icon="duotone/video-camera", kind="primary")
        self.record.clicked.connect(self._press_record)
        self.player = FilmPlayer(self.look, surroundings.attachments.read, T("Watch the film"))
        self.column.insertWidget(0, self.view, _WHOLE)
        self.column.insertWidget(2, self.player)  # below the card
        self.buttons.insertWidget(0, self.record)
        self.mark.set_icon("duotone/video-camera", "muted")

    @property
    def busy(self) -> bool:
        """Whether it films or keeps."""
        return self._camera is not None or super().busy

    def focus_first(self) -> None:
        """Film, or bring it where there is no camera."""
        (self.record if self.record.isVisibleTo(self) else self.file).setFocus()

    def show_kept(self) -> None:
        """Show whether there is a film; say it where there is no camera."""
        super().show_kept()
        camera = has_camera()
        self.record.setEnabled(self.file.isEnabled())
        self.record.setVisible(camera)
        self.record.set_words(T("Film it again") if self._name else T("Film it"))
        self.player.set_film(self._name or None)
        if not camera and not self._name:
            self.say(T("This counter has no camera. A film can be brought on a memory stick."))

    def kept_words(self) -> Text:
        """The film, as long as nobody gave it a name."""
        if self._brought and self._name:
            return super().kept_words()
        return T("A film is kept.") if self._name else T("No film yet.")

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is not filmed."""
        super().hideEvent(event)
        if self._camera is not None:
            self._dropped = True
            self._camera.stop()

    def _press_record(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            return
        from kiosk.controls.film_camera import FilmCamera

        self._waited, self._dropped = 0, False
        camera = self._camera = FilmCamera()
        camera.filmed.connect(self._filmed)
        camera.sink.videoFrameChanged.connect(self._see)
        self.destroyed.connect(camera.stop)
        self._clock.start()
        self.record.set_words(T("Stop"))
        for widget in (self.card, self.player, self.file, self.remove):
            widget.hide()
        self.view.show()
        self._tick()
        self.busy_changed.emit()
        camera.start()

    @Slot()
    def _see(self) -> None:
        if self._camera is not None:
            frame = self._camera.sink.videoFrame().toImage()
            self.view.show_frame(frame.flipped(Qt.Orientation.Horizontal))

    def _tick(self) -> None:
        if self._camera is None:
            return
        from kiosk.controls.film_camera import LONGEST

        seconds = self._camera.seconds()
        self._waited += _TICK
        self.say(T("Filming: {seconds} of {most} seconds.", seconds=seconds, most=LONGEST))
        if seconds >= LONGEST or (not seconds and self._waited > _BLIND):
            self._camera.stop()

    @Slot(bytes)
    def _filmed(self, film: bytes) -> None:
        self._camera = None
        self._clock.stop()
        self.view.hide()
        for widget in (self.card, self.file):
            widget.show()
        self.show_kept()
        self.busy_changed.emit()
        if self._dropped:
            return
        if not film:
            self.say(T("The camera does not answer. Please call the assistant."))
            return
        self._brought = ""
        self.keep(lambda: film, ".mp4", T("The film is being kept …"))
