"""Change of family name: who asks, why, which name, with which papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.conftest import begin
from tests.services.official_numbers import is_national_id

if TYPE_CHECKING:
    from forms.entry import FormEntry

NATIONAL_ID = "/data/identity/national_id"


def asked(entry: FormEntry, ref: str) -> bool:
    return entry.node(ref).relevant


def test_a_complete_application_can_be_finalised(name_change: FormEntry) -> None:
    assert name_change.validate() == ()
    finalised = name_change.finalise()
    assert finalised.attachments == ("p1.jpg", "device-signature.txt")
    assert finalised.instance_name == "علی گدا"


@settings(deadline=None)
@given(st.one_of(st.integers(0, 9_999_999_999).map(lambda n: f"{n:010}"), st.text("0123456789", max_size=12)))
def test_the_form_takes_exactly_the_national_ids_that_exist(number: str) -> None:
    entry = begin("change_family_name")
    entry.answer(NATIONAL_ID, number)
    assert entry.node(NATIONAL_ID).valid == (number != "" and is_national_id(number))


@settings(deadline=None)
@given(st.integers(0, 999_999_999).map(lambda n: f"{n:09}"))
def test_each_stem_has_the_check_digit_of_the_rule(stem: str) -> None:
    entry = begin("change_family_name")
    for digit in "0123456789":
        entry.answer(NATIONAL_ID, stem + digit)
        assert entry.node(NATIONAL_ID).valid == is_national_id(stem + digit)


def test_a_wrong_number_is_explained_in_both_languages(name_change: FormEntry) -> None:
    name_change.answer(NATIONAL_ID, "0499370898")
    assert "کد ملی درست نیست" in (name_change.node(NATIONAL_ID).message or "")
    name_change.set_language("en")
    assert "not right" in (name_change.node(NATIONAL_ID).message or "")


def test_another_reason_must_be_written(name_change: FormEntry) -> None:
    other = "/data/request/reason_other"
    assert not asked(name_change, other)
    name_change.answer("/data/request/reason", "other")
    assert asked(name_change, other)
    assert [violation.ref for violation in name_change.validate()] == [other]
    name_change.answer(other, "نام خانوادگی مادرم را می‌خواهم")
    assert name_change.validate() == ()


@pytest.mark.parametrize("wanted", ["گدا", " گدا ", "الف", "نام۲", "نام 2"])
def test_the_new_name_is_another_name_without_digits(name_change: FormEntry, wanted: str) -> None:
    name_change.answer("/data/request/wanted/wanted_1", wanted)
    assert name_change.node("/data/request/wanted/wanted_1").valid == (wanted == "الف")


def test_the_three_names_differ(name_change: FormEntry) -> None:
    third = "/data/request/wanted/wanted_3"
    assert not asked(name_change, third)
    name_change.answer("/data/request/wanted/wanted_2", "سبحانی")
    assert not name_change.node("/data/request/wanted/wanted_2").valid
    name_change.answer("/data/request/wanted/wanted_2", "امیدی")
    assert asked(name_change, third)
    name_change.answer(third, "امیدی")
    assert not name_change.node(third).valid


def test_a_minor_is_told_to_bring_a_guardian(name_change: FormEntry) -> None:
    assert not asked(name_change, "/data/identity/minor_note")
    name_change.answer("/data/identity/birth_date", "2012-05-01")
    assert asked(name_change, "/data/identity/minor_note")


@pytest.mark.parametrize(("date", "valid"), [("2026-11-22", True), ("2026-11-23", False), ("1899-12-31", False)])
def test_nobody_is_born_tomorrow(name_change: FormEntry, date: str, valid: bool) -> None:
    name_change.answer("/data/identity/birth_date", date)
    assert name_change.node("/data/identity/birth_date").valid is valid


def test_without_the_birth_certificate_no_photo_is_asked_but_a_reminder_shown(name_change: FormEntry) -> None:
    name_change.answer("/data/papers/documents", "national_card")
    assert not asked(name_change, "/data/papers/document_photo")
    assert asked(name_change, "/data/papers/bring_note")
    assert name_change.validate() == ()
    assert name_change.finalise().attachments == ("device-signature.txt",)


def test_none_of_the_documents_stands_alone(name_change: FormEntry) -> None:
    name_change.answer("/data/papers/documents", "national_card none")
    assert not name_change.node("/data/papers/documents").valid


def test_nothing_is_sent_without_consent(name_change: FormEntry) -> None:
    name_change.answer("/data/agreement/consent", "")
    assert [(violation.ref, violation.kind) for violation in name_change.validate()] == [
        ("/data/agreement/consent", "required")
    ]
