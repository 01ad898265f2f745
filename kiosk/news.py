"""What delivery tells the window: when the centre was last heard, and how delivery stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from assets.texts import T

if TYPE_CHECKING:
    from datetime import datetime

    from assets.texts import Text
    from sync.report import RunReport
    from sync.store.clock import Clock

_SENT = T("Everything has been delivered.")


class News(QObject):
    """Kept for whoever asks later; `told` says that `standing` is new. Lives in the window's thread."""

    told = Signal()

    def __init__(self, clock: Clock) -> None:
        """Begin with nothing heard."""
        super().__init__()
        self._clock = clock
        self.heard: datetime | None = None
        self.standing: Text | None = None

    @Slot(object)
    def hear(self, report: RunReport) -> None:
        """A run of delivery ended."""
        if report.online:
            self.heard = self._clock.now()
        self.tell(report.stopped or (_waiting(report.waiting) if report.waiting else _SENT))

    @Slot(object)
    def tell(self, standing: Text) -> None:
        """Delivery stands like this."""
        self.standing = standing
        self.told.emit()


def _waiting(count: int) -> Text:
    return T("No line at the moment. {count} applications wait here safely and are sent by themselves.", count=count)
