"""What the counter offers: the installed forms, described by the services this program knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.services import FILLED_BY_PROGRAM, service_of
from assets.texts import T

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.services import Service
    from assets.texts import Text
    from sync.store import Store
    from sync.store.records import InstalledForm


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing a person can do here; `service` is None for a form that came from elsewhere."""

    form: InstalledForm
    service: Service | None

    @property
    def title(self) -> Text | str:
        """What it is called."""
        return self.service.title if self.service else self.form.name

    @property
    def summary(self) -> Text | str:
        """One short sentence under the title, "" without a service."""
        return self.service.life_event if self.service else ""

    @property
    def purpose(self) -> Text | str:
        """What it is for."""
        return self.service.purpose if self.service else T("A form of this office. Answer the questions step by step.")

    @property
    def icon(self) -> str:
        """Its Phosphor icon's name."""
        return self.service.icon if self.service else "clipboard-text"


def offers(store: Store) -> tuple[Offer, ...]:
    """Return what is offered now, the services this program knows first."""
    asked = [form for form in store.forms.current() if form.key.form_id not in FILLED_BY_PROGRAM]
    found = [Offer(form, service_of(form.key.form_id)) for form in asked]
    return tuple(sorted(found, key=lambda offer: (offer.service is None, offer.form.key.form_id)))


def by_life_event(offers: Sequence[Offer]) -> dict[Text | str, list[Offer]]:
    """Return `offers` by the event of life that brings people to them; forms from elsewhere are the last."""
    groups: dict[Text | str, list[Offer]] = {}
    for offer in offers:
        event = offer.service.life_event if offer.service else T("Other forms of this office")
        groups.setdefault(event, []).append(offer)
    return groups


def title_of(store: Store, central: str, form_id: str) -> Text | str:
    """Return what a form is called: by its service, else by its own title; its id where it is no longer installed."""
    service = service_of(form_id)
    if service is not None:
        return service.title
    form = store.forms.current_of(central, form_id)
    return form_id if form is None else form.name
