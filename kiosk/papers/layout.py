"""What a form itself wants on its receipt: letterhead, foot, and some of its answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.parse import parse_xform
from forms.paths import plain_path
from kiosk.papers.copy import restored
from printing.errors import NothingToPrint
from printing.wording import answered, masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from forms.entry import FormEntry
    from forms.printing import PrintLayout
    from printing.receipt import Receipt
    from sync.store import Store
    from sync.store.records import FormKey, PrintOrder, Submission


def layout_of_form(store: Store, form: FormKey) -> PrintLayout:
    """Return what the form says about its paper. Raises NoSuchRecord."""
    return parse_xform(store.forms.xform(form)).printing


def laid_out(
    receipt: Receipt, store: Store, order: PrintOrder, submission: Submission, now: Callable[[], datetime]
) -> Receipt:
    """Return the receipt as its form wants it; answers that this machine cannot read any more are left out."""
    receipt = replace(receipt, layout=layout_of_form(store, submission.form))
    if not any(hint.on_receipt for hint in receipt.layout.hints.values()):
        return receipt
    try:
        entry = restored(store, order.scope, submission, now, order.language)
    except NothingToPrint:
        return receipt
    return replace(receipt, answers=tuple(_answers(entry, receipt.layout, order.language)))


def _answers(entry: FormEntry, layout: PrintLayout, language: str) -> Iterator[tuple[str, str]]:
    for one in entry.review():
        hint = layout.hint(plain_path(one.ref))
        if hint.on_receipt and one.value:
            said = masked(one.value, hint.mask, language) if hint.mask else answered(one.value, one.type, language)
            yield one.label, said
