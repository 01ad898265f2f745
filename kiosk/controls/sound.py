"""Playing a recording from memory: nothing that a person said is written to disk to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMetaObject, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

_INTERRUPTING = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


class Sound(QObject):
    """One recording at a time; any key or touch stops it. `changed` tells that it began or ended."""

    changed = Signal()
    failed = Signal()

    def __init__(self, button: QObject, frames: Callable[[], QVideoSink] | None = None) -> None:
        """Belong to `button`: pressing that does not interrupt, for it is what starts and stops.

        A film shows its pictures in what `frames` makes when it is first played.
        """
        super().__init__(button)
        self._frames = frames
        self._button = button
        self._player: QMediaPlayer | None = None  # made when first heard: it starts threads
        self._bytes = QBuffer(self)
        self.playing = False

    def play(self, data: bytes, name: str) -> None:
        """Play `data`, whose format its file `name` tells, from its beginning."""
        player = self._player or self._make()
        self._bytes.close()
        self._bytes.setData(QByteArray(data))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        player.setSourceDevice(self._bytes, QUrl(name))
        player.play()

    def stop(self) -> None:
        """Be silent.

        Queued, so that Qt calls it without holding Python's lock: it waits for decoding threads, and those may wait
        for that lock to write a line to the log.
        """
        if self._player is not None and self.playing:
            QMetaObject.invokeMethod(self._player, "stop", Qt.ConnectionType.QueuedConnection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop on any key or touch elsewhere; what was pressed does what it always does."""
        if event.type() in _INTERRUPTING and watched.isWidgetType() and watched is not self._button:
            self.stop()
        return False

    def _make(self) -> QMediaPlayer:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer  # most forms have nothing to be heard

        player = QMediaPlayer(self)
        player.setAudioOutput(QAudioOutput(player))
        if self._frames is not None:
            player.setVideoSink(self._frames())
        player.playbackStateChanged.connect(self._state_changed)
        player.errorOccurred.connect(self._could_not)
        self._player = player
        return player

    @Slot()
    def _state_changed(self) -> None:
        player = self._player
        playing = player is not None and player.playbackState() is player.PlaybackState.PlayingState
        if playing == self.playing:
            return
        self.playing = playing
        app = QApplication.instance()
        if app is not None:
            if playing:
                app.installEventFilter(self)
            else:
                app.removeEventFilter(self)
        self.changed.emit()

    @Slot()
    def _could_not(self) -> None:
        self.stop()
        self.failed.emit()
