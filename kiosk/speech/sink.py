"""The sound device, through Qt: the same on Linux and Windows. Loaded when something is first said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

from kiosk.speech.errors import NoSound

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice

    from kiosk.speech.clip import Clip

_TAIL = 0.2  # seconds that a device may lag behind what it was given


class AudioSink(QObject):
    """Plays one clip at a time from memory.

    The end is known by the clock: sound servers tell that a stream ran dry up to two seconds late.
    """

    ended = Signal()

    def __init__(self) -> None:
        """Open nothing yet."""
        super().__init__()
        self._sink: QAudioSink | None = None
        self._kind = (0, 0)
        self._bytes = QBuffer(self)
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self._heard)

    def play(self, clip: Clip, volume: float) -> None:
        """Play `clip` at `volume` from 0 to 1; raises NoSound."""
        sink = self._sink_for(clip)
        self.stop()
        self._bytes.setData(QByteArray(clip.samples))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        sink.setVolume(volume)
        sink.start(self._bytes)
        self._end.start(round((clip.seconds + _TAIL) * 1000))

    def stop(self) -> None:
        """Be silent, and forget what was played."""
        self._end.stop()
        if self._sink is not None:
            self._sink.reset()
        self._bytes.close()
        self._bytes.setData(QByteArray())

    @Slot()
    def _heard(self) -> None:
        self.stop()
        self.ended.emit()

    def _sink_for(self, clip: Clip) -> QAudioSink:
        """Return the device as it was opened for clips of this kind, else open it."""
        device = sound_device()
        if self._sink is not None and self._kind == (clip.rate, clip.channels):
            return self._sink
        wished = QAudioFormat()
        wished.setSampleRate(clip.rate)
        wished.setChannelCount(clip.channels)
        wished.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        if self._sink is not None:
            self._sink.deleteLater()
        self._sink, self._kind = QAudioSink(device, wished, self), (clip.rate, clip.channels)
        return self._sink


def sound_device() -> QAudioDevice:
    """Return the device that the system plays on; raises NoSound where there is none."""
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        raise NoSound
    return device
