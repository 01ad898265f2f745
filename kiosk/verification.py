"""Whether a receipt is genuine, told from what somebody holds up, offline, by the keys that this machine knows."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from assets.services import service_of
from assets.texts import T, Text, say
from kiosk.codes import code_in
from printing.errors import NotAReceipt, ReceiptRefused
from printing.keylist import KeyList, KeyListDamaged, ReceiptKey, read_key_table
from printing.qr import ReceiptStatus, VerifiedReceipt, verify_receipt
from printing.wording import grouped_code, isolated, mark_groups, moment, rials

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assets.texts import InLanguage
    from kiosk.config import Office
    from sync.store import Store

log = logging.getLogger(__name__)
KEY_TABLE = "receipt_keys.csv"

NO_CODE = T("No receipt code was found on this picture. Take it closer, flat and in good light.")
GENUINE = T("This receipt is genuine.")
_RECORDED = T("Recorded there, to be sent")
_DELIVERED = T("Delivered to the centre")


def known_keys(store: Store, office: str) -> KeyList:
    """Return this machine's own key and those in every `receipt_keys.csv` that came with the forms.

    A table that is no key list is left out and noted for the technician: the others still count.
    """
    keys = [ReceiptKey(store.device.public_key, office)]
    tables = {
        file.sha256: (form.key, file.name)
        for form in store.forms.current()
        for file in form.media
        if file.name == KEY_TABLE
    }
    for form, name in tables.values():
        try:
            keys += read_key_table(store.forms.media(form)[name]).keys
        except KeyListDamaged as fault:
            log.warning("the key list of the form %s cannot be read: %s", form.form_id, fault)
    listed = {key.public for key in keys[1:]}
    return KeyList(tuple(key for number, key in enumerate(keys) if number or key.public not in listed))


def verified_in(texts: Iterable[str], keys: KeyList) -> VerifiedReceipt:
    """Return the one receipt among the codes of a page. Raises the ReceiptRefused that says most."""
    refused: list[ReceiptRefused] = []
    for text in texts:
        try:
            return verify_receipt(text, keys)
        except ReceiptRefused as fault:
            refused.append(fault)
    raise min(refused, key=lambda fault: isinstance(fault, NotAReceipt), default=NotAReceipt(NO_CODE))


def facts_of(verified: VerifiedReceipt, own: Office | None = None) -> list[tuple[Text, InLanguage]]:
    """Return what a genuine receipt says, in any language, to be held against the paper.

    The `own` office is called by its name in each language; of another one only the name in the key list is known.
    """
    claims = verified.claims
    called = own.name if own is not None and verified.signed_by in own.names.values() else lambda _: verified.signed_by
    service = service_of(claims.form_id)
    standing = _DELIVERED if claims.status is ReceiptStatus.DELIVERED else _RECORDED
    facts: list[tuple[Text, InLanguage]] = [
        (T("Tracking code"), partial(code_in, claims.code)),
        (T("Signed by"), called),
        (T("Office"), lambda _: isolated(claims.office)),
        (T("Recorded on"), partial(moment, claims.finalised_at.astimezone())),
        (T("Service"), partial(say, service.title) if service else lambda _: ""),
        (T("Form"), lambda _: isolated(f"{claims.form_id} {claims.form_version}")),
        (T("Paid"), partial(rials, claims.amount)),
        (T("Document mark"), lambda _: grouped_code(mark_groups(claims.digest))),  # as it stands on the paper
        (T("Standing"), partial(say, standing)),
    ]
    return [(name, value) for name, value in facts if value("en")]
