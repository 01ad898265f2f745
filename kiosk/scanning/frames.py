"""Frames of a camera into codes, off the GUI thread: one frame at a time, those between are let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from kiosk.scanning.decoding import ANY, Kinds, read_code

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


class _Outcome(QObject):
    """Carries what a worker read to the GUI thread."""

    read = Signal(str)


class _Decoding(QRunnable):
    """Reads one frame."""

    def __init__(self, frame: QImage, kinds: Kinds) -> None:
        super().__init__()
        self.outcome = _Outcome()
        self._frame, self._kinds = frame, kinds
        self.setAutoDelete(False)

    def run(self) -> None:
        """Read, and tell, be it "": the next frame waits for this."""
        text = ""
        try:
            text = read_code(self._frame, self._kinds)
        finally:
            self.outcome.read.emit(text)


class FrameReader(QObject):
    """Looks for a code in the frames that it is given; `found` tells it, once.

    A code counts when it was read in two frames running: bars without a check digit are easily read in part.
    """

    found = Signal(str)

    def __init__(self, kinds: Kinds = ANY, parent: QObject | None = None) -> None:
        """Look for codes of `kinds`."""
        super().__init__(parent)
        self._kinds = kinds
        self._decoding: _Decoding | None = None
        self._before = ""
        self.done = False  # found: nothing more is looked at

    @property
    def idle(self) -> bool:
        """Whether the next frame will be looked at."""
        return self._decoding is None and not self.done

    def look_at(self, frame: QImage) -> None:
        """Look for a code in `frame`, unless another frame is still being read."""
        if not self.idle or frame.isNull():
            return
        self._decoding = _Decoding(frame, self._kinds)
        self._decoding.outcome.read.connect(self._take)
        QThreadPool.globalInstance().start(self._decoding)

    @Slot(str)
    def _take(self, text: str) -> None:
        self._decoding = None
        again, self._before = bool(text) and text == self._before, text
        if again:
            self.done = True
            self.found.emit(text)
