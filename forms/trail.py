"""What happens while a form is filled in, gathered for its audit log: what was seen, for how long, what was changed.

As ODK Collect gathers it (https://docs.getodk.org/form-audit-log): a question counts from the moment it is shown to the
moment it is left; those of a group shown together only where their answers changed and the form wants to know.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.audit import AuditEvent, audit_csv, audit_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.audit import AuditEventName, AuditSettings
    from forms.pages import Page

Place = tuple[float, float, float]
_LASTING = ("question", "group questions", "add repeat", "end screen")


class Trail:
    """The log of one filling-in; `csv` is the file as it stands, with what is finished."""

    def __init__(
        self,
        settings: AuditSettings,
        *,
        now: Callable[[], datetime],
        value: Callable[[str], str],
        user: str,
        place: Place | None = None,
        written: bytes = b"",
    ) -> None:
        """Go on after `written`, the file as it was last kept.

        `now` never goes backwards; `value` reads an answer, "" where its question is gone; `user` is who fills in;
        `place` is where the device stands: latitude and longitude in degrees, accuracy in metres.
        """
        self.csv = written or audit_csv((), settings)
        self._settings, self._now, self._value = settings, now, value
        self._user, self._place = user, place
        self._waiting: list[AuditEvent] = []
        self._showing = False
        self._together: set[str] = set()

    def happened(self, event: AuditEventName, node: str = "", reason: str = "") -> None:
        """Note what takes no time; while something is shown it waits its turn, so that lines are in order."""
        self._waiting.append(
            AuditEvent(event, self._now(), None, node, self._place, user=self._user, change_reason=reason)
        )
        if not self._showing:
            self.leaves()

    def shows(self, page: Page) -> None:
        """Note that `page` is before the person now, and what she saw before is not."""
        self.leaves()
        if page.kind == "repeat":
            self._open("add repeat", f"{page.repeat}[{len(page.refs) + 1}]")
            return
        if page.kind == "field-list":
            self._open("group questions", page.group or "")
            self._together = set(page.refs)
        for ref in page.refs:
            self._open("question", ref)

    def shows_end(self) -> None:
        """Note that the answers are being checked."""
        self.leaves()
        self._open("end screen", "")

    def leaves(self) -> None:
        """Note that what was shown is no longer before the person."""
        done = [self._ended(event) for event in self._waiting]
        self.csv += audit_rows(filter(self._is_told, done), self._settings)
        self._waiting.clear()
        self._together = set()
        self._showing = False

    def _ended(self, event: AuditEvent) -> AuditEvent:
        if event.event not in _LASTING:
            return event
        new = self._value(event.node) if event.event == "question" else ""
        return replace(event, end=self._now(), new_value=new)

    def _is_told(self, event: AuditEvent) -> bool:
        """Whether `event` is a line of its own: of questions shown together only those that were answered anew."""
        alone = event.event != "question" or event.node not in self._together
        return alone or (self._settings.changes and event.old_value != event.new_value)

    def _open(self, event: AuditEventName, node: str) -> None:
        old = self._value(node) if event == "question" else ""
        self._waiting.append(AuditEvent(event, self._now(), None, node, self._place, old_value=old, user=self._user))
        self._showing = True
