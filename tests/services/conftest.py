"""Each service's form, and a way to fill it in."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

import pytest

from assets import read
from assets.services import service_of
from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.world import World
from forms.xlsform import to_xform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import FormDef

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))


@cache
def form_of(form_id: str) -> FormDef:
    """Return the service's form, converted and parsed once."""
    return parse_xform(to_xform(read(f"forms/{form_id}.xlsx"), name=form_id).xform)


def begin(form_id: str, *, language: str = "fa", seed: int = 7, device: Mapping[str, str] | None = None) -> FormEntry:
    """Begin an application for the service `form_id` on a Sunday morning in November 2026, at the machine `device`."""
    service = service_of(form_id)
    assert service is not None
    resources = {name.rpartition("/")[2]: read(name) for name in service.media}
    chance = random.Random(seed)  # noqa: S311 - the same every time
    world = World(now=lambda: NOW, random=chance, device=device or {}, resources=resources)
    return FormEntry.start(form_of(form_id), world, language=language)


def fill(entry: FormEntry, answers: dict[str, str]) -> None:
    """Answer each question in turn; every answer must be one that the question takes."""
    for ref, raw in answers.items():
        entry.answer(ref, raw)
        state = entry.node(ref)
        assert state.relevant, f"{ref} is not asked"
        assert state.valid, f"{ref}: {state.message}"


@pytest.fixture
def name_change() -> FormEntry:
    """An application for a change of family name, filled in but for what a test asks."""
    entry = begin("change_family_name")
    fill(
        entry,
        {
            "/data/identity/national_id": "0499370899",
            "/data/identity/name/given_name": "علی",
            "/data/identity/name/family_name": "گدا",
            "/data/identity/name/father_name": "حسن",
            "/data/identity/birth_date": "1990-05-01",
            "/data/request/reason": "unpleasant",
            "/data/request/wanted/wanted_1": "سبحانی",
            "/data/request/children": "0",
            "/data/papers/documents": "birth_certificate national_card",
            "/data/papers/document_photo": "p1.jpg",
            "/data/agreement/consent": "OK",
        },
    )
    return entry


@pytest.fixture
def damage() -> FormEntry:
    """A crop damage report with one field in a village of Gilan."""
    entry = begin("crop_damage")
    fill(
        entry,
        {
            "/data/identity/holder": "national",
            "/data/identity/national_id": "0499370899",
            "/data/identity/name/given_name": "مریم",
            "/data/identity/name/family_name": "رضایی",
            "/data/identity/mobile": "09123456789",
            "/data/place/province": "01",
            "/data/place/county": "0101",
            "/data/place/district": "010101",
            "/data/place/rural_district": "0101010001",
            "/data/place/village": "0101010001008351",
            **field(1, crop="rice", area="1.5", lost="40"),
            "/data/summary/insured": "no",
            "/data/agreement/consent": "OK",
        },
    )
    return entry


def field(number: int, *, crop: str, area: str, lost: str, date: str = "2026-11-10") -> dict[str, str]:
    """Return the answers about one field."""
    at = f"/data/field[{number}]"
    return {
        f"{at}/crop": crop,
        f"{at}/area": area,
        f"{at}/lost_percent": lost,
        f"{at}/causes": "hail flood",
        f"{at}/damage_date": date,
    }


@pytest.fixture
def bill() -> FormEntry:
    """A telephone bill, paid by card."""
    entry = begin("bill_payment")
    fill(
        entry,
        {
            "/data/bill/bill_id": "7748317800142",
            "/data/bill/payment_id": "1770160",
            "/data/payment/way": "pos",
            "/data/payment/pos/pos_reference": "123456789012",
            "/data/payment/pos/card_last4": "4321",
            "/data/agreement/consent": "OK",
        },
    )
    return entry


def complaint(*, seed: int = 7, device: Mapping[str, str] | None = None) -> FormEntry:
    """A complaint in writing, by somebody who wants no name on it."""
    entry = begin("my_say", seed=seed, device=device)
    fill(
        entry,
        {
            "/data/say/kind": "complaint",
            "/data/say/office": "utilities",
            "/data/message/way": "write",
            "/data/message/words": "سه هفته است آب نداریم و کسی جواب نمی‌دهد.",
            "/data/answer/contact": "code",
            "/data/agreement/consent": "OK",
        },
    )
    return entry


@pytest.fixture
def anonymous_complaint() -> FormEntry:
    """A complaint without a name."""
    return complaint()
