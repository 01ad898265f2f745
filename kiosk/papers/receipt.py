"""What the receipt of a recorded submission says, on paper, on the screen and on a telephone."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import segno

from assets.services import service_of
from assets.texts import T, say, show_digits
from forms.calendars import days_later
from forms.tracking import grouped
from kiosk.payment import payment_of
from printing.receipt import Receipt, receipt_code
from printing.wording import both_calendars, moment, said

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from assets.texts import Text
    from kiosk.config import Office
    from sync.store import Store
    from sync.store.records import Submission

_NEXT_STEP = T("The centre looks at your application and writes its answer.")


def receipt_of(store: Store, submission: Submission, office: Office, language: str, *, copy: int = 1) -> Receipt:
    """Return what receipt number `copy` of `submission` says; it is made from what was committed and nothing else."""
    service = service_of(submission.form.form_id)
    amount, reference = payment_of(store, submission, service)
    checkpoint = store.checkpoints.newest()
    local = submission.finalised_at.astimezone()
    return Receipt(
        code=submission.code,
        office=office.name(language),
        office_code=office.id,
        service=service.title if service else submission.form.form_id,
        form_id=submission.form.form_id,
        form_version=submission.form.version,
        finalised_at=local,
        digest=bytes.fromhex(submission.sha256),
        next_steps=service.next_steps if service else (_NEXT_STEP,),
        ask=whom_to_ask(office),
        expected=days_later(local.date(), service.days) if service else None,
        fee=service.fee if service else None,
        amount=amount,
        payment_reference=reference,
        copy_number=copy,
        checkpoint=checkpoint.short if checkpoint else "",
    )


def whom_to_ask(office: Office) -> Text:
    """Return whom to ask about an application handed in at `office`."""
    if office.telephone:
        number = partial(show_digits, office.telephone)
        return T("Ask at {office}, telephone {number}.", office=office.name, number=number)
    return T("Ask at {office}.", office=office.name)


def qr_png(receipt: Receipt, signer: Ed25519PrivateKey) -> bytes:
    """Return the receipt's signed code as a PNG, one pixel a module with its quiet zone."""
    picture = BytesIO()
    segno.make_qr(receipt_code(receipt, signer), error="m", boost_error=False).save(picture, kind="png", border=4)
    return picture.getvalue()


def phone_words(receipt: Receipt, language: str) -> str:
    """Return the receipt in plain words for a telephone: what to say at an office, and by when to ask; no name."""
    code = show_digits(grouped(receipt.code), language)
    lines = [said(receipt.service, language), f"{say(T('Tracking code'), language)}: {code}"]
    lines.append(f"{say(T('Recorded on'), language)}: {moment(receipt.finalised_at, language)}")
    if receipt.expected:
        lines.append(say(T("By {day}", day=both_calendars(receipt.expected, language)), language))
    return "\n".join([*lines, said(receipt.ask, language)])


def phone_png(words: str) -> bytes:
    """Return `words` as a PNG of a QR code, one pixel a module with its quiet zone."""
    picture = BytesIO()
    segno.make_qr(words, error="l", boost_error=False, encoding="utf-8").save(picture, kind="png", border=4)
    return picture.getvalue()
