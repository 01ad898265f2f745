"""The services this program ships with: what the catalogue and the service page say about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assets.texts import T, Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Service:
    """One service as a person meets it before the first question; `icon` is a Phosphor icon's name."""

    id: str
    form_id: str
    icon: str
    life_event: Text
    title: Text
    purpose: Text
    eligibility: Text
    documents: tuple[Text, ...]
    fee: Text
    days: int
    decider: Text
    next_steps: tuple[Text, ...]
    offline: Text
    words: tuple[Text, ...]
    media: tuple[str, ...] = ()

    @property
    def workbook(self) -> str:
        """The XLSForm's name among the packaged files, for `assets.read`."""
        return f"forms/{self.form_id}.xlsx"


SERVICES: tuple[Service, ...] = ()

_CHOICE_ICONS: Final[Mapping[str, Mapping[str, str]]] = {}

# A case's status is stored as a code. "delivered" is what the form itself writes: only an official "receives".
CASE_STATUSES: Final[Mapping[str, Text]] = {
    "delivered": T("Delivered to the centre"),
    "received": T("Received"),
    "under_review": T("Under review"),
    "needs_correction": T("Needs correction"),
    "approved": T("Approved"),
    "rejected": T("Rejected"),
}


def service_of(form_id: str) -> Service | None:
    """Return the service whose form is `form_id`, None for a form that came from elsewhere."""
    return next((service for service in SERVICES if service.form_id == form_id), None)


def choice_icon(form_id: str, list_name: str, value: str) -> str | None:
    """Return the Phosphor icon for a choice, None where words alone are shown."""
    return _CHOICE_ICONS.get(form_id, {}).get(f"{list_name}/{value}")
