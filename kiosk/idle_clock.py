"""Notices that nobody is there any more: any key or touch winds it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.idle import IdleTime

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
    }
)


class IdleClock(QObject):
    """Tells `idled` after a quiet time, then `counted` each second of the warning, then `ran_out`."""

    idled = Signal()
    counted = Signal(int)
    ran_out = Signal()

    def __init__(self, window: QWidget) -> None:
        """Listen to what the system sends to `window`, before it is handed on to the widgets in it.

        Not to the application: a filter there is asked about every event of every widget, paint events among them,
        which is slow, and Qt for Python was seen to die of it.
        """
        super().__init__()
        self._time: IdleTime | None = None
        self._left = 0
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self.idled)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count)
        window.winId()  # makes the system's window now, shown or not
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    @property
    def time(self) -> IdleTime | None:
        """How long is waited now, None for ever."""
        return self._time

    def watch(self, time: IdleTime | None) -> None:
        """Begin a quiet `time`; None waits for ever."""
        self._time = time
        self._second.stop()
        self._begin()

    def count_down(self) -> int:
        """Stop waiting and count the warning's seconds; returns how many there are."""
        self._quiet.stop()
        self._left = self._time.countdown if self._time else 0
        self._second.start()
        return self._left

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wind up at every sign of life; never keeps an event back."""
        if event.type() in _SIGNS_OF_LIFE:
            self.wind_up()
        return super().eventFilter(watched, event)

    def wind_up(self) -> None:
        """Take a sign of life: wait anew, unless the warning counts already."""
        if not self._second.isActive():
            self._begin()

    def _begin(self) -> None:
        self._quiet.stop()
        if self._time is not None:
            self._quiet.start(self._time.quiet * 1000)

    def _count(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.counted.emit(self._left)
            return
        self._second.stop()
        self.ran_out.emit()
