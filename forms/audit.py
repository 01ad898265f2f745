"""The audit log that a form may ask for: how it was filled in, as `audit.csv` beside the submission.

https://getodk.github.io/xforms-spec/client-audit-logs; the events' names are those of ODK Collect.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

AUDIT_FILE = "audit.csv"

AuditEventName = Literal[
    "form start",
    "form exit",
    "form resume",
    "form save",
    "form finalize",
    "question",
    "group questions",
    "repeat",
    "add repeat",
    "delete repeat",
    "end screen",
    "jump",
    "save error",
    "finalize error",
    "constraint error",
    "change reason",
]


@dataclass(frozen=True, slots=True)
class AuditSettings:
    """What a form wants to be told. ref: the node that names the file, of type binary.

    location: whether events carry where the device was; changes: the answers before and after; user: who was there;
    reasons: why a finished form was changed.
    """

    ref: str
    location: bool = False
    changes: bool = False
    user: bool = False
    reasons: bool = False


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Something that happened while a form was filled in, at aware moments; `end` None for what takes no time.

    node: the reference of the question or instance, positions of repeats always written.
    place: latitude and longitude in degrees and accuracy in metres.
    """

    event: AuditEventName
    start: datetime
    end: datetime | None = None
    node: str = ""
    place: tuple[float, float, float] | None = None
    old_value: str = ""
    new_value: str = ""
    user: str = ""
    change_reason: str = ""


def audit_csv(events: Iterable[AuditEvent], settings: AuditSettings) -> bytes:
    """Return the log with the columns that `settings` ask for, whatever more the events know."""
    return _lines([_header(settings)]) + audit_rows(events, settings)


def audit_rows(events: Iterable[AuditEvent], settings: AuditSettings) -> bytes:
    """Return the lines that a log already begun grows by."""
    return _lines(_row(event, settings) for event in events)


def _lines(rows: Iterable[list[str]]) -> bytes:
    return "".join(",".join(map(_cell, row)) + "\n" for row in rows).encode()


def _header(settings: AuditSettings) -> list[str]:
    return [
        *("event", "node", "start", "end"),
        *(("latitude", "longitude", "accuracy") if settings.location else ()),
        *(("old-value", "new-value") if settings.changes else ()),
        *(("user",) if settings.user else ()),
        *(("change-reason",) if settings.reasons else ()),
    ]


def _row(event: AuditEvent, settings: AuditSettings) -> list[str]:
    place = tuple(map(str, event.place)) if event.place is not None else ("", "", "")
    changed = event.old_value != event.new_value
    return [
        *(event.event, event.node, _milliseconds(event.start), _milliseconds(event.end)),
        *(place if settings.location else ()),
        *((event.old_value if changed else "", event.new_value if changed else "") if settings.changes else ()),
        *((event.user,) if settings.user else ()),
        *((event.change_reason,) if settings.reasons else ()),
    ]


def _milliseconds(moment: datetime | None) -> str:
    """Return the milliseconds since 1970 in UTC, "" for no moment."""
    return "" if moment is None else str(round(moment.timestamp() * 1000))


def _cell(text: str) -> str:
    """Return `text` as the specification has cells: quoted, and its quotes doubled, only where it must be."""
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ",\n\r") else text
