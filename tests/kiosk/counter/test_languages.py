"""The language changes in the middle of a form: every answer stays, the place stays, and all is said anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from assets.texts import LANGUAGES, show_digits
from forms.tracking import grouped
from kiosk import visit as acts
from kiosk.screens.attract import AttractScreen
from kiosk.screens.comfort import ComfortScreen
from kiosk.screens.desk import DeskScreen
from kiosk.screens.question import QuestionScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.review import ReviewScreen
from kiosk.session import State

if TYPE_CHECKING:
    from tests.kiosk.counter.page import CounterPage


def speak_next(counter: CounterPage) -> str:
    """Press Language in the header; returns the language spoken now."""
    counter.press(counter.shell.header.language)
    return counter.shell.look.language


def test_the_language_page_offers_all_and_marks_what_nobody_has_reviewed(counter: CounterPage) -> None:
    counter.press(counter.screen(AttractScreen).start)
    tiles = counter.screen(ComfortScreen).languages
    assert [tile.text() for tile in tiles.values()] == ["فارسی", "English", "العربية", "کوردی"]
    assert [bool(tile.accessibleDescription()) for tile in tiles.values()] == [False, False, True, True]
    counter.press(tiles["ckb"])
    assert counter.shell.look.language == "ckb"
    assert counter.shell.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_what_is_being_typed_and_the_place_stay(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    assert speak_next(counter) == "en"
    field = counter.screen(QuestionScreen).typing_field()
    assert isinstance(field, QLineEdit)
    assert (counter.question(), field.text()) == ("name", "Zahra")
    assert "What is your name?" in counter.words()
    counter.go_on()
    assert counter.question() == "kind"


def test_a_form_that_does_not_speak_the_language_is_asked_in_its_own(counter: CounterPage) -> None:
    counter.begin_claim()
    speak_next(counter)
    assert speak_next(counter) == "ar"
    assert "نام شما چیست؟" in counter.words()
    assert "متابعة" in counter.words()
    counter.go_on()
    assert "نام شما چیست؟" in counter.words()
    assert counter.screen(QuestionScreen).form_language == "fa"


def test_answers_are_checked_in_the_language_of_now(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    assert "نام شما چیست؟" in counter.words()
    speak_next(counter)
    assert counter.state is State.REVIEW
    words = counter.words()
    assert "What is your name?" in words
    assert "Sheep" in words
    assert "نام شما چیست؟" not in words


def test_the_receipt_is_read_in_the_language_of_now(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    shown = counter.screen(ReceiptScreen).code
    for _ in LANGUAGES:
        language = speak_next(counter)
        assert counter.state is State.RECEIPT
        assert show_digits(grouped(code), language) in shown.text()
        assert shown.accessibleName() == " ".join(show_digits(code, language))


def test_the_desks_search_says_what_it_is_for(counter: CounterPage) -> None:
    counter.go_home()
    counter.enter_desk()
    persian = counter.screen(DeskScreen).search.placeholderText()
    speak_next(counter)
    assert counter.screen(DeskScreen).search.placeholderText() == "Tracking code" != persian


def test_what_is_to_be_put_right_is_said_again_in_the_new_language(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    visit = counter.counter.filling.visit
    assert visit is not None
    acts.answer(visit, visit.entry.review()[0].ref, "")
    counter.go_on()
    review = counter.screen(ReviewScreen)
    assert not review.errors.isHidden()
    told = review.errors.accessibleName()
    speak_next(counter)
    review = counter.screen(ReviewScreen)
    assert not review.errors.isHidden()
    assert review.errors.accessibleName() != told
    assert "What is your name?" in review.errors.accessibleName()
    assert "?:" not in review.errors.accessibleName()


def test_what_was_put_right_is_not_held_against_anybody_in_another_language(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    speak_next(counter)
    assert counter.screen(ReviewScreen).errors.isHidden()
