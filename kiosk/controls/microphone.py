"""The counter's microphone, when it has one: a voice recorded in memory, as WAV that every centre can play."""

from __future__ import annotations

import wave
from io import BytesIO

from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtMultimedia import QAudioFormat, QAudioSource, QMediaDevices

RATE = 16_000  # samples a second: speech is clear, a minute is below 2 MB
LONGEST = 180  # seconds of one recording
_SAMPLE_BYTES = 2


def has_microphone() -> bool:
    """Whether the machine has a microphone now."""
    return bool(QMediaDevices.audioInputs())


def wav(samples: bytes) -> bytes:
    """Return 16-bit mono `samples` at RATE as a WAV file."""
    target = BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(RATE)
        file.writeframes(samples)
    return target.getvalue()


class Microphone(QObject):
    """Records from when it is made until `stop`."""

    def __init__(self, parent: QObject) -> None:
        """Begin to record."""
        super().__init__(parent)
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._heard = QBuffer(self)
        self._heard.open(QIODevice.OpenModeFlag.WriteOnly)
        self._source = QAudioSource(QMediaDevices.defaultAudioInput(), form, self)
        self._source.start(self._heard)

    def seconds(self) -> int:
        """The whole seconds recorded so far."""
        return int(self._heard.size()) // (RATE * _SAMPLE_BYTES)

    def stop(self) -> bytes:
        """End, and return what was recorded as a WAV file; b"" when nothing was heard."""
        self._source.stop()
        samples = bytes(self._heard.data().data())
        return wav(samples) if samples else b""
