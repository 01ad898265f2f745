"""What a form's label becomes on the screen: plain words, and numbers in the figures of the language."""

import pytest

from kiosk.controls.plain import in_figures_of
from tests.kiosk.conftest import OpenPage


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 زمین، روی هم 1.5 هکتار؛", "۱ زمین، روی هم ۱٫۵ هکتار؛"),
        ("از 10 تا 20.", "از ۱۰ تا ۲۰."),
        ("(-3)", "(-۳)"),
        ("فرم A4 و ODK2", "فرم A4 و ODK2"),
        ("example.org/1/2 و 10.0.0.1", "example.org/1/2 و 10.0.0.1"),
        ("۱۲", "۱۲"),
    ],
)
def test_numbers_in_persian_words_are_written_in_persian_figures(written: str, read: str) -> None:
    assert in_figures_of("fa", written) == read
    assert in_figures_of("en", written) == written


def test_a_note_shows_what_the_form_worked_out_in_persian_figures(open_page: OpenPage) -> None:
    page = open_page(
        [
            {"type": "calculate", "name": "total", "calculation": "1 + 0.5"},
            {"type": "note", "name": "told", "label": "روی هم ${total} هکتار", "hint": "از 2 زمین"},
        ]
    )
    assert page.block("told").words.text() == "روی هم ۱٫۵ هکتار"
    assert page.block("told").hint.text() == "از ۲ زمین"
