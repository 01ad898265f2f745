"""The paper a person takes home: the tracking code first, then what happens next, when, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from forms.printing import AS_IT_COMES, PrintLayout
from printing import receipt_story as story
from printing.blocks import NARROW_MARGIN
from printing.pages import Document, sheets, strip
from printing.qr import ReceiptClaims, ReceiptStatus, sign_receipt

if TYPE_CHECKING:
    from datetime import date, datetime

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from assets.texts import Text

Paper = Literal["a4", "80mm"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt is made of, all from the committed submission row and its service."""

    code: str  # tracking code, 18 digits
    office: str  # the office's name, as people know it
    office_code: str
    service: Text | str
    form_id: str
    form_version: str
    finalised_at: datetime  # aware, in the office's own time zone: shown as it stands
    digest: bytes  # SHA-256 of the frozen submission, 32 bytes
    next_steps: tuple[Text | str, ...]  # what happens now, one after another
    ask: Text | str  # whom to ask, with a telephone if there is one
    expected: date | None = None  # when the answer is due
    fee: Text | str | None = None  # what it costs, in words
    amount: int = 0  # rials that were paid
    payment_reference: str = ""  # as the card terminal printed it
    copy_number: int = 1  # 2 and more are reprints and say so
    checkpoint: str = ""  # short form of the audit log's signed head
    status: ReceiptStatus = ReceiptStatus.RECORDED
    answers: tuple[tuple[str, str], ...] = ()  # what the form itself wants on its receipt: label and printed value
    layout: PrintLayout = AS_IT_COMES


def render_receipt(receipt: Receipt, paper: Paper, language: str, signer: Ed25519PrivateKey) -> bytes:
    """Return the receipt as a PDF: A4, or a strip of one page as wide as an 80 mm printer's head (72 mm).

    The same arguments give the same bytes. Raises MissingGlyph.
    """
    code = receipt_code(receipt, signer)
    document = Document(receipt.code, language)
    if paper == "80mm":
        return strip(document, story.narrow(receipt, code, language), NARROW_MARGIN)
    return sheets(document, story.wide(receipt, code, language), story.WIDE_MARGIN, story.foot(receipt, language))


def receipt_code(receipt: Receipt, signer: Ed25519PrivateKey) -> str:
    """Return the signed text of the receipt's QR symbol, also for the screen."""
    claims = ReceiptClaims(
        code=receipt.code,
        office=receipt.office_code,
        finalised_at=receipt.finalised_at,
        form_id=receipt.form_id,
        form_version=receipt.form_version,
        digest=receipt.digest,
        amount=receipt.amount,
        status=receipt.status,
    )
    return sign_receipt(claims, signer)
