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
        self._reports: dict[str, RunReport] = {}
        self.heard: datetime | None = None
        self.standing: Text | None = None

    @Slot(object)
    def hear(self, report: RunReport) -> None:
        """A run of delivery ended; of several centrals the one that concerns most is told."""
        if report.online:
            self.heard = self._clock.now()
        self._reports[report.central] = report
        self.tell(_standing(max(self._reports.values(), key=_concern)))

    @Slot(object)
    def tell(self, standing: Text) -> None:
        """Delivery stands like this."""
        self.standing = standing
        self.told.emit()


def _concern(report: RunReport) -> int:
    return 3 if report.stopped is not None else 2 if report.problems else 1 if report.waiting else 0


def _standing(report: RunReport) -> Text:
    """Say what concerns most first: the line, then a form that did not come, then what waits."""
    if report.stopped is not None:
        return report.stopped
    for problem in report.problems:
        return T(
            "The form {form} could not be brought up to date. The one before it stays in use. {reason}",
            form=problem.form_id,
            reason=problem.reason,
        )
    if report.waiting:
        return T("{count} applications wait here safely and are sent by themselves.", count=report.waiting)
    return _SENT
