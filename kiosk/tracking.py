"""Where an application stands, found by its code or by the signed code of its paper, from what this machine knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assets.services import CASE_STATUSES
from assets.texts import T
from forms.calendars import show_moment
from forms.tracking import is_tracking_code, normalise
from kiosk.catalogue import title_of
from printing.errors import ReceiptRefused
from printing.keylist import KeyList, ReceiptKey
from printing.qr import PREFIX, verify_receipt
from sync.store.records import Status

if TYPE_CHECKING:
    from datetime import datetime

    from assets.texts import Text
    from sync.store import Store
    from sync.store.records import Case, Submission

# Icon, its colour, and how far along the way that is.
_ICONS = {
    "received": ("duotone/tray-arrow-down", "brand", 1),
    "under_review": ("duotone/magnifying-glass", "brand", 2),
    "needs_correction": ("duotone/pencil-simple", "warn", 2),
    "approved": ("fill/check-circle", "ok", 3),
    "rejected": ("fill/x-circle", "error", 3),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an application stands: the status in words, what an official wrote, and when it was last heard of.

    `at` is the station of the way that it has reached, counted from 0.
    """

    icon: str
    role: str
    at: int
    status: Text
    service: Text | str
    message: str
    heard: Text


class NotFound(Exception):
    """There is no answer to this code; `text` says why, `guess` whether it could have been guessing."""

    def __init__(self, text: Text, *, guess: bool) -> None:
        """Keep the sentence."""
        super().__init__(text.msgid)
        self.text, self.guess = text, guess


@dataclass(frozen=True, slots=True)
class Found:
    """An application by its code: what the screen shows, and the case if the office has one."""

    code: str
    standing: Standing
    case: Case | None


NO_CODE = T("Type the 18 digits from your paper.")
WRONG_CODE = T("This code is not right. Look at the paper again: it has 18 digits.")
UNKNOWN_CODE = T(
    "This machine knows nothing of this code yet. If it was handed in elsewhere, ask again after the next line."
)
_STANDINGS = {
    Status.COMPLETE: ("duotone/floppy-disk", "brand", 0, T("Recorded here, to be sent")),
    Status.SUBMITTED: ("duotone/paper-plane-tilt", "brand", 1, T("Delivered to the centre")),
    Status.REJECTED: ("duotone/warning-circle", "warn", 1, T("Came back. Please ask the assistant.")),
}


def find(store: Store, text: str, *, heard: datetime | None) -> Found:
    """Return where the application of `text` stands: a tracking code in any digits, or a receipt's signed code.

    `heard` is when the centre was last reached. Raises NotFound.
    """
    code = _code(store, text)
    case, own = store.cases.by_code(code), store.submissions.by_code(code)
    if case is None and own is None:
        raise NotFound(UNKNOWN_CODE, guess=True)
    return Found(code, _standing(store, case, own, heard), case)


def _code(store: Store, text: str) -> str:
    if text.strip().upper().startswith(PREFIX):
        own = ReceiptKey(store.device.public_key, "")
        try:
            return verify_receipt(text.strip(), KeyList((own,))).claims.code
        except ReceiptRefused as error:
            raise NotFound(error.text, guess=False) from error
    code = normalise(text)
    if not code:
        raise NotFound(NO_CODE, guess=False)
    if not is_tracking_code(code):
        raise NotFound(WRONG_CODE, guess=True)
    return code


def _standing(store: Store, case: Case | None, own: Submission | None, heard: datetime | None) -> Standing:
    form_id = own.form.form_id if own else case.service if case else ""
    central = own.key.central if own else case.central if case else ""
    title = title_of(store, central, form_id)
    if case is not None and case.status in _ICONS:
        icon, role, at = _ICONS[case.status]
        return Standing(icon, role, at, CASE_STATUSES[case.status], title, case.message, _heard(heard))
    icon, role, at, status = _STANDINGS[own.status if own else Status.SUBMITTED]
    return Standing(icon, role, at, status, title, "", _heard(heard))


def _heard(heard: datetime | None) -> Text:
    if heard is None:
        return T("There has been no line to the centre yet.")
    return T("Last heard from the centre: {moment}", moment=partial(show_moment, heard.astimezone()))
