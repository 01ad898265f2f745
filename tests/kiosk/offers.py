"""What a counter offers, without a store that holds it."""

from __future__ import annotations

from datetime import UTC, datetime

from assets.services import SERVICES
from kiosk.catalogue import Offer
from sync.store.records import FormKey, FormState, InstalledForm

_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def installed(form_id: str) -> InstalledForm:
    """A form as the store has it, called by its id."""
    return InstalledForm(FormKey("main", form_id, "1", "0" * 16), form_id, "md5:0", FormState.CURRENT, (), _NOON)


def offers() -> tuple[Offer, ...]:
    """What a counter with the packaged services offers."""
    return tuple(Offer(installed(service.form_id), service) for service in SERVICES)
