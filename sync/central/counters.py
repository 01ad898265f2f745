"""The counters as they reported themselves: each machine's last health report, and what somebody should look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import TYPE_CHECKING

from assets.services import HEALTH_FORM
from sync.central import xml
from sync.central.database import every

if TYPE_CHECKING:
    from sqlite_utils import Database

    from sync.central.database import Row

SILENT = "silent"
OTHER_REGISTER, OTHER_KEY, UPDATE = "other_register", "other_key", "update"
_UPDATED = ("taken", "started")  # outcomes of a newer program that nobody has to look at (sync.releases.standing)
_LONGEST_SILENCE = timedelta(days=3)
_LONG_UNDER_WAY = timedelta(days=1)
_RECENT = timedelta(days=30)  # so long a new key is told of
_READ = 400  # reports of each sender, newest first: however long one is silent, the others do not push it out
_DIGITS = 12
_REPORTS = """
SELECT newest.id, newest.received_at, v.xml, newest.sender
FROM (
    SELECT s.id, s.received_at, coalesce(u.name, '') AS sender,
        row_number() OVER (PARTITION BY s.app_user ORDER BY s.id DESC) AS nth
    FROM submissions s
    JOIN forms f ON f.id = s.form
    LEFT JOIN app_users u ON u.id = s.app_user
    WHERE s.deleted_at IS NULL AND f.form_id = ?
) newest
JOIN submission_versions v ON v.submission = newest.id AND v.current
WHERE newest.nth <= ?
ORDER BY newest.id DESC
"""


@dataclass(frozen=True, slots=True)
class Counter:
    """One machine as it last stood; numbers are None where the report does not say them.

    id: the report's. seen_at: when it arrived, made_at: when it was made by the machine's clock, "" if it says none;
    both ISO 8601. looks: codes of what somebody should look at, the machine's own and those found here.
    """

    id: int
    office: str
    device: str
    version: str
    seen_at: str
    made_at: str
    waits: int | None
    oldest_hours: int | None
    free_mb: int | None
    looks: tuple[str, ...]

    @property
    def is_old(self) -> bool:
        """Whether it was long under way, on a stick: then it tells of the day it was made."""
        if not self.made_at:
            return False
        return abs(datetime.fromisoformat(self.seen_at) - datetime.fromisoformat(self.made_at)) > _LONG_UNDER_WAY


@dataclass(frozen=True, slots=True)
class _Report:
    """A report's answers by the names of its questions."""

    row: Row
    said: dict[str, str]

    @property
    def machine(self) -> tuple[str, str]:
        return self.said.get("office") or self.row["sender"], self.said.get("device", "")

    @property
    def mark(self) -> tuple[str, int, str]:
        """The register's mark: under which key, of how many acts, with which root."""
        said = self.said
        return said.get("checkpoint_key", ""), self.number("checkpoint_size") or 0, said.get("checkpoint_root", "")

    @property
    def seen_at(self) -> datetime:
        return datetime.fromisoformat(self.row["received_at"])

    @property
    def made_at(self) -> str:
        """The machine's own time of it, "" where it is none: what arrives here may be from anybody with a token."""
        try:
            made = datetime.fromisoformat(self.said.get("made_at", ""))
        except ValueError:
            return ""
        # the first and the last year cannot be shown in every time zone
        return "" if made.tzinfo is None or made.year in (MINYEAR, MAXYEAR) else made.isoformat()

    def number(self, name: str) -> int | None:
        said = self.said.get(name, "")
        return int(said) if said.isdecimal() and len(said) <= _DIGITS else None


def counters(db: Database, now: datetime) -> tuple[Counter, ...]:
    """Return every machine that reported, those that somebody should look at first."""
    by_machine: dict[tuple[str, str], list[_Report]] = {}
    for row in every(db, _REPORTS, HEALTH_FORM, _READ):
        report = _Report(row, {xml.local(one): xml.text_of(one) for one in xml.read(row["xml"])})
        by_machine.setdefault(report.machine, []).append(report)
    found = [_counter(reports, now) for reports in by_machine.values()]
    return tuple(sorted(found, key=lambda one: (not one.looks, one.office, one.device)))


def _counter(reports: list[_Report], now: datetime) -> Counter:
    newest, office_device = reports[0], reports[0].machine
    silent = now - newest.seen_at > _LONGEST_SILENCE
    update = newest.said.get("update_result", "")
    found_here = ([SILENT] if silent else []) + ([UPDATE] if update and not update.startswith(_UPDATED) else [])
    return Counter(
        id=newest.row["id"],
        office=office_device[0],
        device=office_device[1],
        version=newest.said.get("version", ""),
        seen_at=newest.row["received_at"],
        made_at=newest.made_at,
        waits=newest.number("waits"),
        oldest_hours=newest.number("oldest_hours"),
        free_mb=newest.number("free_mb"),
        looks=(*found_here, *newest.said.get("faults", "").split(), *_of_register(reports, now)),
    )


def _of_register(reports: list[_Report], now: datetime) -> list[str]:
    """Hold the newest mark against the older ones: a register only grows, and one machine has one key.

    Whether an older mark is still the log's own only the machine can tell: `pishkhan audit verify --printed`.
    """
    key, size, root = reports[0].mark
    if not all((key, size, root)):  # the form asks for less: nothing to hold against the others
        return []
    before = [(report.mark, report.seen_at) for report in reports[1:] if all(report.mark)]
    same = [mark for mark, _ in before if mark[0] == key]
    found = []
    if any(mark[1] > size or (mark[1] == size and mark[2] != root) for mark in same):
        found.append(OTHER_REGISTER)
    if any(mark[0] != key and now - seen_at < _RECENT for mark, seen_at in before):
        found.append(OTHER_KEY)
    return found
