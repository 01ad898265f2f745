"""The button that lets a recording be heard, and stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from assets.texts import T, Text
from kiosk.controls.sound import Sound
from kiosk.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent
    from PySide6.QtMultimedia import QVideoSink

    from kiosk.theme import Look

_STOP = T("Stop")
_SILENT = T("This recording cannot be played.")


class ListenButton(Button):
    """Plays the file given by `set_sound`; without `words` it is an icon alone, called `name`.

    `changed` tells that it began or ended.
    """

    changed = Signal()

    def __init__(
        self,
        look: Look,
        read: Callable[[str], bytes | None],
        *,
        name: Text,
        words: Text | None = None,
        frames: Callable[[], QVideoSink] | None = None,
    ) -> None:
        """`read` gives a file's bytes by its name, None when it is missing. A film needs `frames`, see Sound."""
        self._rest_icon = "duotone/speaker-high" if frames is None else "duotone/play-circle"
        super().__init__(look, words or "", icon=self._rest_icon, name=name)
        self._read, self._rest_name, self._rest_words = read, name, words
        self._file: str | None = None
        self._sound = Sound(self, frames)
        self._sound.changed.connect(self._show_state)
        self._sound.changed.connect(self.changed)
        self._sound.failed.connect(self._be_silent)
        self.clicked.connect(self._toggle)

    @property
    def playing(self) -> bool:
        """Whether the recording is heard now."""
        return self._sound.playing

    def set_sound(self, file: str | None) -> None:
        """Play `file` when pressed; the button hides when there is none."""
        if file != self._file:
            self._sound.stop()
            self._file = file
            self.setEnabled(True)
            self._show_state()
        self.setVisible(file is not None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is silent."""
        super().hideEvent(event)
        self._sound.stop()

    def play(self) -> None:
        """Play from the beginning; say so where it cannot be played."""
        data = self._read(self._file) if self._file else None
        if data is None or self._file is None:
            self._be_silent()
        else:
            self._sound.play(data, self._file)

    def _toggle(self) -> None:
        if self._sound.playing:
            self._sound.stop()
        else:
            self.play()

    def _show_state(self) -> None:
        playing = self._sound.playing
        self.set_icon("duotone/stop-circle" if playing else self._rest_icon)
        words = _STOP if playing else self._rest_words
        self.set_words(words if self._rest_words and words else "", name=_STOP if playing else self._rest_name)

    def _be_silent(self) -> None:
        self.set_icon("regular/speaker-slash")
        self.set_words(_SILENT if self._rest_words else "", name=_SILENT)
        self.setEnabled(False)
