"""Crop damage report: where, which fields, how much of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.conftest import begin, field, fill
from tests.services.official_numbers import is_sheba

if TYPE_CHECKING:
    from forms.entry import FormEntry

PLACE = "/data/place"
SHEBA = "/data/summary/sheba"


def names(entry: FormEntry, ref: str) -> list[str]:
    return [choice.text for choice in entry.node(ref).choices]


def test_a_complete_report_can_be_finalised(damage: FormEntry) -> None:
    assert damage.validate() == ()
    assert "<village>0101010001008351</village>" in damage.finalise().xml.decode()


def test_each_division_offers_what_lies_in_the_one_above() -> None:
    entry = begin("crop_damage")
    assert len(names(entry, f"{PLACE}/province")) == 31
    assert names(entry, f"{PLACE}/county") == []
    entry.answer(f"{PLACE}/province", "01")
    assert len(names(entry, f"{PLACE}/county")) == 16
    entry.answer(f"{PLACE}/county", "0101")
    entry.answer(f"{PLACE}/district", "010101")
    entry.answer(f"{PLACE}/rural_district", "0101010001")
    assert "آق مسجد" in names(entry, f"{PLACE}/village")


def test_another_province_clears_what_lay_in_the_first(damage: FormEntry) -> None:
    damage.answer(f"{PLACE}/province", "12")
    assert damage.node(f"{PLACE}/county").value == ""
    assert not damage.node(f"{PLACE}/village").relevant


def test_where_the_machine_has_no_villages_the_name_is_asked(damage: FormEntry) -> None:
    fill(
        damage,
        {
            f"{PLACE}/province": "00",
            f"{PLACE}/county": "0001",
            f"{PLACE}/district": "000102",
            f"{PLACE}/rural_district": "0001020001",
            f"{PLACE}/village_name": "انجدان",
        },
    )
    assert not damage.node(f"{PLACE}/village").relevant
    assert damage.validate() == ()


def test_totals_grow_and_shrink_with_the_fields(damage: FormEntry) -> None:
    damage.add_repeat("/data/field")
    fill(damage, field(2, crop="tea", area="0.5", lost="100"))

    def totals() -> list[str]:
        return [damage.node(f"/data/summary/{name}").value for name in ("field_count", "total_area", "total_damaged")]

    assert totals() == ["2", "2", "1.1"]
    label = damage.node("/data/summary/totals").label
    assert label is not None
    assert label.text.split() == [
        "2",
        "زمین،",
        "روی",
        "هم",
        "2",
        "هکتار؛",
        "از",
        "آن",
        "1.1",
        "هکتار",
        "از",
        "بین",
        "رفته",
        "است.",
    ]
    damage.remove_repeat("/data/field[1]")
    assert totals() == ["1", "0.5", "0.5"]


def test_both_fields_are_in_the_submission(damage: FormEntry) -> None:
    damage.add_repeat("/data/field")
    fill(damage, field(2, crop="tea", area="0.5", lost="100") | {"/data/field[2]/photo": "p2.jpg"})
    finalised = damage.finalise()
    assert finalised.xml.count(b"<crop>") == 2
    assert finalised.attachments == ("p2.jpg", "device-signature.txt")


@pytest.mark.parametrize(
    ("area", "valid"), [("0.01", True), ("500", True), ("0", False), ("500.5", False), ("-1", False)]
)
def test_a_field_has_a_believable_area(damage: FormEntry, area: str, valid: bool) -> None:
    damage.answer("/data/field[1]/area", area)
    assert damage.node("/data/field[1]/area").valid is valid


@pytest.mark.parametrize(
    ("date", "valid"),
    [("2026-11-22", True), ("2026-11-23", False), ("2025-11-22", True), ("2025-11-21", False)],
)
def test_the_damage_lies_within_the_last_year(damage: FormEntry, date: str, valid: bool) -> None:
    damage.answer("/data/field[1]/damage_date", date)
    assert damage.node("/data/field[1]/damage_date").valid is valid


@pytest.mark.parametrize("sheba", ["820540102680020817909002", "IR820540102680020817909002", "82054010268002081790900"])
def test_the_account_is_asked_for_without_its_country(damage: FormEntry, sheba: str) -> None:
    damage.answer(SHEBA, sheba)
    assert damage.node(SHEBA).valid is (len(sheba) == 24)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**22 - 1))
def test_the_form_takes_exactly_the_accounts_that_the_rule_takes(account: int) -> None:
    entry = begin("crop_damage")
    for check in range(2, 99):
        number = f"{check:02}{account:022}"
        entry.answer(SHEBA, number)
        assert entry.node(SHEBA).valid == is_sheba(f"IR{number}"), number


def test_a_foreign_national_gives_the_other_number(damage: FormEntry) -> None:
    damage.answer("/data/identity/holder", "foreign")
    assert not damage.node("/data/identity/national_id").relevant
    damage.answer("/data/identity/foreign_id", "123456789012")
    assert damage.validate() == ()
    assert b"<national_id>" not in damage.finalise().xml


def test_a_photo_is_made_small_enough_to_send(damage: FormEntry) -> None:
    assert damage.node("/data/field[1]/photo").max_pixels == 1600
