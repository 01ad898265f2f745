"""Every page as it is said: all that can be read is heard, the heading first, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from assets.texts import T, say
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.speech.page import for_all_to_hear, read_page
from kiosk.theme import Look
from kiosk.widgets import Heading, Words
from tests.kiosk.forms import EntryFilling, surroundings
from tests.kiosk.pages import close
from tests.kiosk.screens.every_screen import CODE, EVERY_SCREEN, OFFICES, filled_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication

    from kiosk.screens.screen import Screen
    from tests.kiosk.conftest import OpenPage

STAFF_ONLY = ("desk",)  # their tables are for those who see
CITIZENS = [name for name in EVERY_SCREEN if name not in STAFF_ONLY]


@pytest.fixture
def shell_in(qapp: QApplication) -> Iterator[Callable[[str], Shell]]:
    shells: list[Shell] = []

    def opened(language: str) -> Shell:
        shell = Shell(qapp, Look("light", 1.0, language), OFFICES[language])
        shell.resize(1280, 800)
        shell.show()
        shells.append(shell)
        return shell

    yield opened
    for shell in shells:
        close(shell)


def said(screen: Screen) -> list[str]:
    return [each.words for each in read_page(screen)]


def read(screen: Screen) -> list[str]:
    """What can be read on the page: the words that are shown."""
    labels = [each for each in screen.body.findChildren(QLabel) if isinstance(each, Words) and each.isVisible()]
    return [each.text() if not each.accessibleName() else each.accessibleName() for each in labels]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("name", CITIZENS)
def test_what_can_be_read_on_a_screen_is_heard(shell_in: Callable[[str], Shell], name: str, language: str) -> None:
    shell = shell_in(language)
    screen = EVERY_SCREEN[name](shell)
    shell.show_screen(screen)
    heard = said(screen)
    assert heard
    missing = [words for words in read(screen) if words.strip() and not any(words.strip() in each for each in heard)]
    assert missing == []
    headings = [each.text() for each in screen.findChildren(Heading) if each.isVisible()]
    assert not headings or headings[0] in heard[: 1 + ("refused" in name)]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_question_of_a_service_is_heard(shell_in: Callable[[str], Shell], language: str) -> None:
    shell, entry = shell_in(language), filled_entry(language)
    around = surroundings(shell.look, form_id="crop_damage")
    pages = entry.pages()
    for at, page in enumerate(pages, 1):
        screen = QuestionScreen(around, EntryFilling(entry, language), page, Progress(at, len(pages), "x"))
        shell.show_screen(screen)
        heard = said(screen)
        assert heard[0] == screen.title()
        if page.kind == "repeat":
            continue
        for ref, block in screen.blocks.items():
            assert block.words.text() in heard
            choices = entry.node(ref).choices
            tiles = getattr(block.control, "tiles", ())
            assert all(any(tile.text() in each for each in heard) for tile in tiles)
            assert not tiles or len(tiles) == len(choices)


def test_the_receipts_code_is_heard_digit_by_digit_by_its_person_alone(shell_in: Callable[[str], Shell]) -> None:
    shell = shell_in("en")
    screen = EVERY_SCREEN["receipt"](shell)
    shell.show_screen(screen)
    spelt = " ".join(CODE)
    assert spelt in said(screen)
    public = [each.words for each in for_all_to_hear(read_page(screen), explained=True)]
    assert not [each for each in public if spelt in each or CODE[:3] in each]
    assert public[-1] == say(T("Your own answers are only read out through headphones."), "en")


def test_no_answer_of_the_check_is_heard_by_others(shell_in: Callable[[str], Shell]) -> None:
    shell = shell_in("fa")
    screen = EVERY_SCREEN["check answers"](shell)
    shell.show_screen(screen)
    answers = ("زهرا", "محمدی", "۰۹۱۲۳۴۵۶۷۸۹", "۰۴۹۹۳۷۰۸۹۹")
    private = " ".join(said(screen))
    public = " ".join(each.words for each in for_all_to_hear(read_page(screen)))
    assert [each for each in answers if each not in private] == []
    assert [each for each in answers if each in public] == []


def test_a_masked_answer_is_never_heard_shown_or_not(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "q", "label": "رمز؟", "appearance": "masked"}])
    page.control("q").field.setText("4711")
    assert not [each for each in said(page.screen) if "4711" in each]
    page.control("q").reveal.click()
    assert not [each for each in said(page.screen) if "4711" in each]
    assert say(T("Something is written. It is not read out."), "fa") in said(page.screen)


def test_the_form_is_heard_in_its_own_language(open_page: OpenPage) -> None:
    page = open_page([{"type": "text", "name": "q", "label": "نام؟"}], language="fa")
    page.shell.look.change(language="en")
    languages = {each.words: each.language for each in read_page(page.screen)}
    assert languages["نام؟"] == "fa"
    assert languages["Type, then press OK."] == "en"
