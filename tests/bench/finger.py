"""Touches a window as soon as it is painted, and tells when what the touch brought is painted too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Finger(QObject):
    """One touch in the middle of `target`; `answer` is the widget that it brings, None as long as it has not."""

    def __init__(
        self, target: Callable[[], QWidget], answer: Callable[[], QWidget | None], tell: Callable[[], None]
    ) -> None:
        """Begin as soon as the event loop runs; `tell` is called once."""
        super().__init__()
        self._target, self._answer, self._tell = target, answer, tell
        self._touched = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the answer's paint; what is painted with it comes before the next turn of the loop."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        if not self._touched:
            self._touch(self._target())
        elif (widget := self._answer()) is not None:
            self._timer.stop()
            widget.installEventFilter(self)
            widget.update()

    def _touch(self, target: QWidget) -> None:
        if not target.window().windowHandle().isExposed():  # the first expose is answered by painting, at once
            return
        self._touched = True
        place = QPointF(target.rect().center())
        for kind, held in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(
                kind,
                place,
                QPointF(target.mapToGlobal(place)),
                Qt.MouseButton.LeftButton,
                held,
                Qt.KeyboardModifier.NoModifier,
            )
            QCoreApplication.postEvent(target, event)
