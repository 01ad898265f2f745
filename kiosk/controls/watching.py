"""A film with the button that plays and stops it; at rest the button stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assets.texts import T
from kiosk.controls.listening import ListenButton
from kiosk.widgets.frame_view import FrameView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtMultimedia import QVideoSink

    from assets.texts import Text
    from kiosk.theme import Look


class FilmPlayer(QWidget):
    """Plays the film given by `set_film` from memory, with its sound; any key or touch stops it."""

    def __init__(self, look: Look, read: Callable[[str], bytes | None], words: Text) -> None:
        """`read` gives a file's bytes by its name, None when it is missing; `words` are the button's."""
        super().__init__()
        self.view = FrameView(look)
        self.view.setAccessibleName(look.say(T("Film")))
        self.view.hide()
        self.button = ListenButton(look, read, name=words, words=words, frames=self._make_sink)
        self.button.changed.connect(self._show_state)
        self._sink: QVideoSink | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(self.button)

    @property
    def playing(self) -> bool:
        """Whether the film is seen now."""
        return self.button.playing

    def set_film(self, file: str | None) -> None:
        """Play `file` when pressed; nothing is shown when there is none."""
        self.button.set_sound(file)
        self.setVisible(file is not None)

    def _make_sink(self) -> QVideoSink:
        from PySide6.QtMultimedia import QVideoSink  # most forms have no film

        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._take)
        return self._sink

    @Slot()
    def _take(self) -> None:
        if self._sink is not None and self.playing:
            self.view.show_frame(self._sink.videoFrame().toImage())

    @Slot()
    def _show_state(self) -> None:
        self.view.setVisible(self.playing)
        if not self.playing:
            self.view.show_frame(QImage())
