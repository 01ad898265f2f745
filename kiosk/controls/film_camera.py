"""The counter's camera and microphone, filming into memory: nothing is on the disk before it is encrypted."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QObject, QSize, Signal, Slot
from PySide6.QtMultimedia import (
    QAudioInput,
    QCamera,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaFormat,
    QMediaRecorder,
    QVideoSink,
)

LONGEST = 60  # seconds of one film: some 6 MB, below what FileControl takes
_SIZE, _FRAMES, _BITS = QSize(640, 480), 15, 800_000
_SOUND_BITS = 64_000


def film_format() -> QMediaFormat:
    """MPEG-4 with AAC: the one pair that this Qt encodes and that every telephone and official's machine plays."""
    kind = QMediaFormat(QMediaFormat.FileFormat.MPEG4)
    kind.setVideoCodec(QMediaFormat.VideoCodec.MPEG4)
    kind.setAudioCodec(QMediaFormat.AudioCodec.AAC)
    return kind


class FilmCamera(QObject):
    """Films from `start` until `stop`. `filmed` carries the file, b"" when the camera gave nothing.

    It belongs to the program and not to a page, and deletes itself when it has told: the encoder's thread writes on
    for a moment after the page is gone.
    """

    filmed = Signal(bytes)

    def __init__(self) -> None:
        """Wait for `start`; what the camera sees comes to `sink`, too."""
        super().__init__(QCoreApplication.instance())
        self._film = QBuffer(self)
        self._film.open(QIODevice.OpenModeFlag.ReadWrite)
        self.sink = QVideoSink(self)
        self.session = QMediaCaptureSession(self)
        self.session.setVideoSink(self.sink)
        self._recorder = QMediaRecorder(self)
        self._recorder.setMediaFormat(film_format())
        self._recorder.setVideoResolution(_SIZE)
        self._recorder.setVideoFrameRate(_FRAMES)
        self._recorder.setVideoBitRate(_BITS)
        self._recorder.setAudioBitRate(_SOUND_BITS)
        self._recorder.setEncodingMode(QMediaRecorder.EncodingMode.AverageBitRateEncoding)
        self._recorder.setOutputDevice(self._film)
        self._recorder.recorderStateChanged.connect(self._state_changed)
        self._recorder.errorOccurred.connect(self._could_not)
        self.session.setRecorder(self._recorder)
        self._told = self._failed = False

    def start(self) -> None:
        """Begin; where there is nothing to film with, `filmed` comes at once."""
        self.attach()
        self._recorder.record()

    def attach(self) -> None:
        """Take pictures from the default camera, and sound from the default microphone where there is one."""
        camera = QCamera(QMediaDevices.defaultVideoInput(), self)
        camera.errorOccurred.connect(self._could_not)
        self.session.setCamera(camera)
        if QMediaDevices.audioInputs():
            self.session.setAudioInput(QAudioInput(self))
        camera.start()

    def seconds(self) -> int:
        """The whole seconds filmed so far."""
        return int(self._recorder.duration()) // 1000

    @Slot()
    def stop(self) -> None:
        """End; `filmed` follows when the file is whole."""
        if self._recorder.recorderState() is QMediaRecorder.RecorderState.StoppedState:
            self._state_changed()
        else:
            self._recorder.stop()

    @Slot()
    def _state_changed(self) -> None:
        if self._recorder.recorderState() is QMediaRecorder.RecorderState.StoppedState and not self._told:
            self._told = True
            self._switch_off()
            self.filmed.emit(b"" if self._failed else bytes(self._film.data().data()))
            self.deleteLater()

    @Slot()
    def _could_not(self) -> None:
        self._failed = True
        self.stop()

    def _switch_off(self) -> None:
        camera = self.session.camera()
        if camera is not None:
            camera.stop()
