"""A person finds the service she came for in her own words: bent, spoken, misspelt, half typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.services import CROP_DAMAGE, SERVICES
from assets.texts import LANGUAGES, T, say
from kiosk.catalogue import Offer
from kiosk.search.catalogue_search import CatalogueSearch
from kiosk.search.folding import folded
from kiosk.search.spelling import bare_forms, misspellings, sound, words_of
from tests.kiosk.offers import installed, offers

SEARCH = CatalogueSearch(offers())


def first_for(asked: str) -> str:
    found = SEARCH.find(asked)
    return found[0].form.key.form_id if found else ""


@pytest.mark.parametrize(
    ("asked", "service"),
    [
        ("زمینم خشک شده", "crop_damage"),
        ("تگرگ زد به باغم", "crop_damage"),
        ("گندمام سوخت", "crop_damage"),
        ("ملخ‌ها همه‌چیز را خوردند", "crop_damage"),
        ("می‌خواهم فامیلی‌ام را عوض کنم", "change_family_name"),
        ("میخوام فامیلمو عوض کنم", "change_family_name"),
        ("اسمم زشته", "change_family_name"),
        ("پول برقمو بدم", "bill_payment"),
        ("جریمه‌های ماشینم", "bill_payment"),
        ("my field has dried up", "crop_damage"),
        ("paying for electricity", "bill_payment"),
        ("another surname", "change_family_name"),
        ("شکایت دارم", "my_say"),
        ("یه پیشنهاد دارم", "my_say"),
        ("ممنونم از همه", "my_say"),
        ("رشوه می‌خواهند", "my_say"),
        ("I want to complain", "my_say"),
        ("a suggestion", "my_say"),
    ],
)
def test_own_words_find_the_service(asked: str, service: str) -> None:
    assert first_for(asked) == service


@pytest.mark.parametrize("asked", ["زمین كشاورزي", "زَمین", "زمیــن", "زمین\u200fم", "زمین‌هایمان", "زمینامون", "زمين"])
def test_letters_vowels_joiners_and_endings_do_not_matter(asked: str) -> None:
    assert first_for(asked) == "crop_damage"


@pytest.mark.parametrize("asked", ["خشک سالی", "خشک‌سالی", "خشکسالی"])
def test_words_written_together_or_apart_are_the_same(asked: str) -> None:
    assert first_for(asked) == "crop_damage"


@pytest.mark.parametrize(
    ("asked", "service"),
    [
        ("خصارت", "crop_damage"),
        ("صرما", "crop_damage"),
        ("خسرات", "crop_damage"),
        ("کشاورزس", "crop_damage"),
        ("شناصنامه", "change_family_name"),
        ("شناسنمه", "change_family_name"),
        ("غبض", "bill_payment"),
        ("electrcity", "bill_payment"),
    ],
)
def test_wrong_letters_are_forgiven(asked: str, service: str) -> None:
    assert first_for(asked) == service


@pytest.mark.parametrize("length", range(2, len("کشاورزی")))
def test_the_word_being_typed_is_found_before_it_is_whole(length: int) -> None:
    assert first_for("کشاورزی"[:length]) == "crop_damage"


def test_a_word_that_is_finished_is_not_taken_for_the_beginning_of_another() -> None:
    assert first_for("تگ") == "crop_damage"
    assert first_for("تگ ") == ""


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_services_own_name_finds_it_first(service: object, language: str) -> None:
    for each in SERVICES:
        if each is service:
            assert first_for(say(each.title, language)) == each.form_id


@pytest.mark.parametrize("asked", ["ققق", "xyzzy", "۱۲۳"])
def test_what_no_service_answers_finds_nothing(asked: str) -> None:
    assert SEARCH.find(asked) == ()


def test_nothing_asked_leaves_all() -> None:
    assert SEARCH.find("  ") == SEARCH.find("") == offers()


def test_a_name_counts_more_than_a_mention() -> None:
    other = replace(CROP_DAMAGE, id="other", form_id="other", title=T("Bill payment"), words=(T("Crop damage report"),))
    both = (Offer(installed("other"), other), *offers())
    found = CatalogueSearch(both).find("گزارش خسارت محصول")
    assert [offer.form.key.form_id for offer in found[:2]] == ["crop_damage", "other"]


def test_a_form_from_elsewhere_is_found_by_its_name() -> None:
    horses = Offer(installed("شمارش اسب‌ها"), None)
    assert CatalogueSearch((*offers(), horses)).find("اسب")[0] is horses


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(asked: str) -> None:
    assert set(SEARCH.find(asked)) <= set(offers())


@given(st.text(alphabet="ابپتثجحخدذرزسشصضطظعغفقکگلمنوهی", min_size=2, max_size=12), st.data())
def test_one_wrong_letter_shares_a_misspelling(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    for wrong in (word[:at] + word[at + 1 :], word[:at] + "ی" + word[at:], word[:at] + "ی" + word[at + 1 :]):
        assert misspellings(word) & misspellings(wrong)


def test_words_are_cut_at_spaces_half_spaces_and_marks() -> None:
    assert words_of("سیب‌زمینی، (آفت‌زده)!") == ["سیب", "زمینی", "سیبزمینی", "افت", "زده", "افتزده"]


def test_endings_and_sounds() -> None:
    assert "زمین" in bare_forms("زمینهایمان")
    assert "خشک" in bare_forms(folded("خشکیده"))
    assert sound("صابون") == sound("سابون")
