"""Frames of a camera into codes, off the GUI thread: one frame at a time, those between are let go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from kiosk.scanning.decoding import ANY, Kinds, read_code

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


class _Outcome(QObject):
    """Carries what a worker read to the GUI thread."""

    read = Signal(str)


def _decode(frame: QImage, kinds: Kinds, outcome: _Outcome) -> None:
    """Read `frame`, and tell, be it "": the next frame waits for this."""
    text = ""
    try:
        text = read_code(frame, kinds)
    finally:
        outcome.read.emit(text)


class FrameReader(QObject):
    """Looks for a code in the frames that it is given; `found` tells it, once.

    A code counts when it was read in two frames running: bars without a check digit are easily read in part.
    """

    found = Signal(str)

    def __init__(self, kinds: Kinds = ANY, parent: QObject | None = None) -> None:
        """Look for codes of `kinds`."""
        super().__init__(parent)
        self._kinds = kinds
        self._outcome = _Outcome()  # without a parent: a worker may still hold it when this reader is gone
        self._outcome.read.connect(self._take)
        self._decoding = False
        self._before = ""
        self.done = False  # found: nothing more is looked at

    @property
    def idle(self) -> bool:
        """Whether the next frame will be looked at."""
        return not self._decoding and not self.done

    def look_at(self, frame: QImage) -> None:
        """Look for a code in `frame`, unless another frame is still being read."""
        if not self.idle or frame.isNull():
            return
        self._decoding = True
        QThreadPool.globalInstance().start(partial(_decode, frame, self._kinds, self._outcome))

    @Slot(str)
    def _take(self, text: str) -> None:
        self._decoding = False
        again, self._before = bool(text) and text == self._before, text
        if again:
            self.done = True
            self.found.emit(text)
