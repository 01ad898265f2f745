"""What the store hands out and takes in: frozen values that may cross threads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from assets.texts import Text


@dataclass(frozen=True, slots=True)
class Scope:
    """Who acts, where: the central service's id, the office, the device and the actor ("citizen" or a staff name)."""

    central: str
    office: str
    device: str
    actor: str


@dataclass(frozen=True, slots=True, order=True)
class FormKey:
    """One edition of a form: the same id and version with other bytes or media is another edition.

    `edition` is 16 hex digits of the SHA-256 over the XForm and its media; the store computes it.
    """

    central: str
    form_id: str
    version: str
    edition: str


@dataclass(frozen=True, slots=True, order=True)
class RecordKey:
    """One filling-in of a form, from its first answer to its delivery."""

    central: str
    instance_id: str


class FormState(StrEnum):
    """Whether an edition is offered to new visitors; the others stay while drafts or unsent submissions need them."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A form's media file: its name in the manifest, the server's hash ("md5:…"), SHA-256 (hex), size in bytes."""

    name: str
    hash: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class InstalledForm:
    """One edition of a form on this device; its XForm and media are read through `store.forms`."""

    key: FormKey
    name: str
    hash: str
    state: FormState
    media: tuple[MediaFile, ...]
    installed_at: datetime


class KeptAt(StrEnum):
    """Where a draft lives: the desk keeps it until finished or given up; the kiosk only 30 minutes after a crash."""

    DESK = "desk"
    KIOSK = "kiosk"


@dataclass(frozen=True, slots=True)
class Draft:
    """A filling-in that is not finished; its answers are read with `store.drafts.savepoint(key)`.

    `place` is the screen's own note of where the visitor is (a page's first ref), `saved_at` the last savepoint.
    """

    key: RecordKey
    form: FormKey
    code: str
    kept_at: KeptAt
    place: str
    language: str
    started_at: datetime
    saved_at: datetime
    scope: Scope


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a draft or a submission; `acknowledged_at` is set once the central service has it."""

    key: RecordKey
    name: str
    mediatype: str
    size: int
    sha256: str
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True)
class Companion:
    """The plain record that travels beside a sealed one: its form, instanceID and XML, with code and service only."""

    form: FormKey
    instance_id: str
    xml: bytes


class Status(StrEnum):
    """Where a submission stands for good; how its last attempt went is its `verdict`."""

    COMPLETE = "complete"
    SUBMITTED = "submitted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to deliver, recorded before the first byte left; no verdict means the outcome is unknown."""

    key: RecordKey
    number: int
    started_at: datetime
    ended_at: datetime | None
    verdict: str | None
    reason: Text | None


@dataclass(frozen=True, slots=True)
class Submission:
    """A finalised filling-in; its frozen XML is read with `store.submissions.xml(key)`.

    `counter` is the device's own count of acts: it gives the order, `finalised_at` (the device's clock) does not.
    `sha256` (hex) and `signature` (64 bytes, Ed25519 of the device) are over the frozen XML.
    `sealed` tells that the frozen XML is the manifest of an ODK envelope, which nobody can open here; the plain
    `companion_of` such a record carries only its code and service. `clock_offset` is the seconds that were added to the
    device's clock for `finalised_at`, None where no server had told the time yet. `of_machine` tells that the machine
    reports of itself: no application, whatever it travels with.
    `verdict` is delivery's own word for how the last attempt ended (None: none yet, or its outcome is unknown) and
    `reason` what to tell staff. `attempts` counts attempts begun; `not_before` is when the next one may begin.
    """

    key: RecordKey
    form: FormKey
    code: str
    language: str
    finalised_at: datetime
    counter: int
    sha256: str
    signature: bytes
    size: int
    status: Status
    verdict: str | None
    reason: Text | None
    attempts: int
    not_before: datetime | None
    submitted_at: datetime | None
    scope: Scope
    sealed: bool = False
    companion_of: str | None = None
    clock_offset: float | None = None
    of_machine: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What the office says about an application: known by its tracking code, as the last case list told it."""

    central: str
    code: str
    status: str
    message: str
    service: str
    updated: str


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the staff list: a submission with its delivery and, once known, the case's status."""

    key: RecordKey
    code: str
    form_id: str
    instance_name: str
    finalised_at: datetime
    counter: int
    status: Status
    verdict: str | None
    reason: Text | None
    attempts: int
    not_before: datetime | None
    attachments: int
    attachments_acknowledged: int
    case_status: str | None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act in the audit log: `act` such as "submission.finalise", `subject` what it was done to; no answers."""

    number: int
    act: str
    subject: str
    detail: str
    at: datetime
    counter: int
    scope: Scope
    hash: bytes


class Role(StrEnum):
    """What a member of staff may do."""

    ASSISTANT = "assistant"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff who may enter with a PIN."""

    central: str
    name: str
    role: Role


class OrderState(StrEnum):
    """How far a paper is; only a person says that it is out."""

    WAITING = "waiting"
    HANDED = "handed"
    OUT = "out"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """A paper that is wanted: of which kind, about what (a tracking code, a form's id, days), in which language.

    `copy` counts the papers of one kind and subject once the printer had them, 0 before; `reason` is why the last try
    gave nothing.
    """

    number: int
    kind: str
    subject: str
    language: str
    state: OrderState
    copy: int
    reason: Text | None
    ordered_at: datetime
    scope: Scope
