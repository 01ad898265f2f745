"""What the central's answer to one submission means: a member for each situation seen, each with its next step."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Self

from assets.texts import T, Text

if TYPE_CHECKING:
    from sync.openrosa.envelope import Answer


_HELD = "held by the relay"  # sync.relay says so in its envelope; to any other client it is a server in trouble


class NextStep(Enum):
    """What the agent does with the record after a verdict."""

    DELIVERED = "delivered"
    RETRY = "retry"
    SPLIT = "split"
    WAIT_FOR_FORM = "wait for form"
    CHECK_FORM_LIST = "check form list"
    PERMANENT = "permanent"
    STOP_RUN = "stop run"


class Verdict(Enum):
    """One situation after a POST (or instead of an answer); `value` is what the store keeps."""

    next_step: NextStep
    text: Text

    STORED = "stored", NextStep.DELIVERED, T("Delivered to the centre.")
    DUPLICATE = "duplicate", NextStep.DELIVERED, T("The centre already had it: delivered.")
    EDITED_SINCE = "edited since", NextStep.DELIVERED, T("Delivered; the office has edited it since.")
    DIFFERENT_CONTENT = (
        "different content",
        NextStep.PERMANENT,
        T("The centre holds another application under the same number. It is kept here; tell the technician."),
    )
    DELETED = (
        "deleted",
        NextStep.PERMANENT,
        T("The office has deleted this application and does not take it again. It is kept here; call the office."),
    )
    STALE_CORRECTION = (
        "stale correction",
        NextStep.PERMANENT,
        T("The office has a newer version than the one corrected here. It is kept here; call the office."),
    )
    UNKNOWN_FORM = (
        "unknown form",
        NextStep.PERMANENT,
        T("The centre does not know this form or this version of it. It is kept here; tell the technician."),
    )
    REFUSED = (
        "refused",
        NextStep.PERMANENT,
        T("The centre refused this application. It is kept here; tell the technician."),
    )
    FORM_CLOSED = (
        "form closed",
        NextStep.WAIT_FOR_FORM,
        T("The centre is not taking this form now. It is kept here and goes when the form is open again."),
    )
    NOT_ASSIGNED = (
        "not assigned",
        NextStep.WAIT_FOR_FORM,
        T("This machine is not allowed to send this form yet. It is kept here; tell the technician."),
    )
    NOT_ALLOWED = (
        "not allowed",
        NextStep.CHECK_FORM_LIST,
        T("The centre did not allow this application. It is kept here and will be tried again."),
    )
    TOO_LARGE = (
        "too large",
        NextStep.SPLIT,
        T("A file is larger than the centre takes in one piece. It is kept here; tell the technician."),
    )
    BAD_TOKEN = (
        "bad token",
        NextStep.STOP_RUN,
        T("The centre does not accept this machine's key. It is kept here; the technician should enter a new key."),
    )
    SERVER_TROUBLE = (
        "server trouble",
        NextStep.RETRY,
        T("The centre has trouble at its own end. It is kept here and will be sent again later."),
    )
    UNREACHABLE = (
        "unreachable",
        NextStep.RETRY,
        T("The line to the centre broke. It is kept here and will be sent again."),
    )
    NOT_THE_CENTRAL = (
        "not the central",
        NextStep.RETRY,
        T("Something other than the centre answered. It is kept here and will be sent again."),
    )
    UNREADABLE_ANSWER = (
        "unreadable answer",
        NextStep.RETRY,
        T("The centre's answer could not be understood. It is kept here and will be sent again."),
    )
    DAMAGED_HERE = (
        "damaged here",
        NextStep.PERMANENT,
        T("A picture or file of this application is damaged on this machine. Tell the technician."),
    )
    UNREADABLE_NOW = (
        "unreadable now",
        NextStep.RETRY,
        T("A picture or file of this application cannot be read from the disk now. It is kept and will go later."),
    )
    NOT_ITS_TURN = (
        "not its turn",
        NextStep.RETRY,
        T("It corrects an application that is not delivered yet. That one goes first, then this."),
    )
    NOT_PASSED_ON = (
        "not passed on",
        NextStep.RETRY,
        T("The exchange between the offices (X-Road) did not pass it on. It is kept here and will be sent again."),
    )
    HELD = (
        "held",
        NextStep.RETRY,
        T("The machine that delivers for this office holds it. It is closed here when the centre has answered."),
    )
    ON_A_STICK = (
        "on a stick",
        NextStep.RETRY,
        T("It left on a stick for the centre. It is closed here when the answer, or a line, comes back."),
    )
    SET_ASIDE = (
        "set aside",
        NextStep.RETRY,
        T("This one failed again and again while others went through. It is kept here; tell the technician."),
    )

    def __new__(cls, code: str, next_step: NextStep, text: Text) -> Self:
        """Make `code` the member's value."""
        member = object.__new__(cls)
        member._value_ = code
        member.next_step = next_step
        member.text = text
        return member

    @classmethod
    def named(cls, code: str) -> Verdict:
        """Return the verdict that the store kept as `code`."""
        return next(verdict for verdict in cls if verdict.value == code)


def verdict_of(status: int, answer: Answer) -> Verdict:
    """Return what `status` and `answer` to a POST mean; 2xx counts only with an OpenRosa envelope."""
    if 200 <= status < 300:
        return _accepted(status, answer)
    if status == 503 and answer.kind == "openrosa" and _HELD in answer.message:
        return Verdict.HELD
    if status >= 500:
        return Verdict.NOT_THE_CENTRAL if status == 511 else Verdict.SERVER_TROUBLE
    if status in (408, 429):
        return Verdict.SERVER_TROUBLE
    if status == 413:
        return Verdict.TOO_LARGE
    if status == 401:
        return Verdict.NOT_ALLOWED
    if answer.kind == "html" or status < 400 or status == 407:
        return Verdict.NOT_THE_CENTRAL
    if status != 403 and not _is_centrals_own(status, answer):
        return Verdict.UNREADABLE_ANSWER
    return {403: Verdict.NOT_ALLOWED, 404: Verdict.UNKNOWN_FORM, 409: _conflict(answer.message)}.get(
        status, Verdict.REFUSED
    )


def _is_centrals_own(status: int, answer: Answer) -> bool:
    """Tell whether a refusal may count for good: a 404 without a word, or in words of a gateway's, may be anybody's.

    OpenRosa's envelope is a central's. ODK Central says some things in JSON, with a code below the status, as 404.1;
    what stands before services has none (Kong, AWS), a word, or the status once more ("404").
    """
    return answer.kind == "openrosa" or (
        answer.kind == "json" and re.fullmatch(rf"{status}\.\d+", answer.code) is not None
    )


def _accepted(status: int, answer: Answer) -> Verdict:
    if answer.kind != "openrosa" or status not in (201, 202):
        return Verdict.NOT_THE_CENTRAL
    return Verdict.DUPLICATE if status == 202 and "duplicate" in answer.message.lower() else Verdict.STORED


def _conflict(message: str) -> Verdict:
    """Tell ODK Central's 409s apart by their sentence: they share one error code."""
    said = message.lower()
    if "(undefined)" in said and "out of date" in said:
        return Verdict.EDITED_SINCE
    if "out of date" in said:
        return Verdict.STALE_CORRECTION
    if "deleted" in said:
        return Verdict.DELETED
    if "not currently accepting" in said:
        return Verdict.FORM_CLOSED
    return Verdict.DIFFERENT_CONTENT if "different xml" in said else Verdict.REFUSED
