"""What the official does with submissions: finds them, decides on them, deletes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.services import CASE_STATUSES, FILLED_BY_PROGRAM
from forms.identifiers import normalise
from sync.central import entities
from sync.central.database import every, one
from sync.central.errors import BadValue, NotFound
from sync.central.submission_xml import is_sealed
from sync.central.xml import read

if TYPE_CHECKING:
    from sqlite_utils import Database

    from sync.central.records import Records

DELIVERED, REJECTED = "delivered", "rejected"
OFFICIAL_STATUSES = tuple(status for status in CASE_STATUSES if status != DELIVERED)
PAGE = 50
LONGEST_MESSAGE = 2000


@dataclass(frozen=True, slots=True)
class Case:
    """One submission as the official's list shows it.

    instance_name: what the form calls it, "" if nothing. received_at: ISO 8601. sender: the app user's name.
    photos counts the pictures that are here, missing the files of any kind that are named but have not come yet.
    """

    id: int
    form_id: str
    instance_id: str
    title: str
    code: str
    instance_name: str
    received_at: str
    sender: str
    status: str
    message: str
    edited: bool
    photos: int
    missing: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file that the submission names; sha256 is None while it has not come."""

    name: str
    sha256: str | None
    size: int | None
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One act of the official."""

    status: str
    message: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class Filed:
    """One submission with everything the official may read: the current version's frozen XML and its form."""

    case: Case
    xml: bytes
    xform: bytes
    attachments: tuple[Attachment, ...]
    decisions: tuple[Decision, ...]

    @property
    def sealed(self) -> bool:
        """Whether nobody without the private key can read it."""
        return is_sealed(read(self.xml))


_CASES = """
SELECT s.id, f.form_id, s.instance_id, fv.title, s.code, s.instance_name, s.received_at,
       coalesce(u.name, '') AS sender, s.status, s.message, s.edited,
       (SELECT count(*) FROM attachments a WHERE a.submission_version = v.id AND a.sha256 IS NOT NULL
           AND a.content_type LIKE 'image/%') AS photos,
       (SELECT count(*) FROM attachments a WHERE a.submission_version = v.id AND a.sha256 IS NULL) AS missing
FROM submissions s
JOIN forms f ON f.id = s.form
JOIN submission_versions v ON v.submission = s.id AND v.current
JOIN form_versions fv ON fv.id = v.form_version
LEFT JOIN app_users u ON u.id = s.app_user
WHERE s.deleted_at IS NULL
"""


def find_cases(db: Database, *, search: str = "", status: str = "", page: int = 1) -> tuple[Case, ...]:
    """Return one page of PAGE submissions, newest first; `search` is (a part of) a code in any digits and spacing.

    One more than PAGE comes back when there is a next page.
    """
    conditions, params = f"{_CASES} AND f.form_id NOT IN (?, ?)", list[object](FILLED_BY_PROGRAM)
    if search.strip():
        conditions += " AND s.code LIKE ?"
        params.append(f"%{_as_code(search)}%")
    if status:
        conditions += " AND s.status = ?"
        params.append(status)
    rows = every(db, f"{conditions} ORDER BY s.id DESC LIMIT ? OFFSET ?", *params, PAGE + 1, (page - 1) * PAGE)
    return tuple(Case(**row) for row in rows)


def count_by_status(db: Database) -> dict[str, int]:
    """Return how many submissions there are in each status, in the order of the case's life."""
    rows = every(
        db,
        "SELECT status, count(*) AS number FROM submissions WHERE deleted_at IS NULL "
        "AND form NOT IN (SELECT id FROM forms WHERE form_id IN (?, ?)) GROUP BY status",
        *FILLED_BY_PROGRAM,
    )
    numbers = {row["status"]: int(row["number"]) for row in rows}
    return {status: numbers.get(status, 0) for status in CASE_STATUSES}


def case_by_id(db: Database, case_id: int) -> Case:
    """Return the submission with the row `case_id`; raises NotFound, also when it was deleted."""
    row = one(db, f"{_CASES} AND s.id = ?", case_id)
    if row is None:
        raise NotFound
    return Case(**row)


def case_by_instance(db: Database, form_id: str, instance_id: str) -> Case:
    """Return the submission that came first under `instance_id`; raises NotFound."""
    row = one(db, f"{_CASES} AND f.form_id = ? AND s.instance_id = ?", form_id, instance_id)
    if row is None:
        raise NotFound
    return Case(**row)


def filed(db: Database, case_id: int) -> Filed:
    """Return the submission with all that belongs to it; raises NotFound."""
    version = one(
        db,
        "SELECT v.id, v.xml, fv.xform FROM submission_versions v JOIN form_versions fv ON fv.id = v.form_version "
        "WHERE v.submission = ? AND v.current",
        case_id,
    )
    case = case_by_id(db, case_id)
    if version is None:
        raise NotFound
    files = every(
        db,
        "SELECT name, sha256, size, content_type FROM attachments WHERE submission_version = ? ORDER BY rowid",
        version["id"],
    )
    acts = every(db, "SELECT status, message, decided_at FROM decisions WHERE submission = ? ORDER BY id DESC", case_id)
    return Filed(
        case=case,
        xml=version["xml"],
        xform=version["xform"],
        attachments=tuple(Attachment(**row) for row in files),
        decisions=tuple(Decision(**row) for row in acts),
    )


def decide(records: Records, case_id: int, status: str, message: str) -> Case:
    """Set the case's status and the message to the citizen; its entity goes to its next version in the same act.

    Raises NotFound; BadValue for an unknown status, a rejection without a reason or a message over LONGEST_MESSAGE.
    """
    message = message.strip()
    if status not in OFFICIAL_STATUSES:
        raise BadValue("status", f"one of {', '.join(OFFICIAL_STATUSES)}")
    if status == REJECTED and not message:
        raise BadValue("message", "a rejection needs its reason")
    if len(message) > LONGEST_MESSAGE:
        raise BadValue("message", f"at most {LONGEST_MESSAGE} characters")
    now = records.timestamp()
    with records.database.writing() as db:
        case_by_id(db, case_id)
        db.execute("UPDATE submissions SET status = ?, message = ? WHERE id = ?", [status, message, case_id])
        act = {"submission": case_id, "status": status, "message": message, "decided_at": now}
        db.table("decisions").insert(act)
        entities.update_case(db, case_id, {"status": status, "message": message, "updated": now}, now=now)
        return case_by_id(db, case_id)


def delete(records: Records, case_id: int) -> None:
    """Delete the submission and its case; its instanceID stays taken for ever. Raises NotFound."""
    with records.database.writing() as db:
        case_by_id(db, case_id)
        db.execute("UPDATE submissions SET deleted_at = ? WHERE id = ?", [records.timestamp(), case_id])
        entities.delete_of(db, case_id)


def _as_code(search: str) -> str:
    return "".join(char for char in normalise(search) if char.isdigit()) or search.strip()
