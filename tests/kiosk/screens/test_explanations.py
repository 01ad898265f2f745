"""The plain explanation behind a question: out of the way until it is asked for, then seen and heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from assets.texts import T, say
from kiosk.controls.reading import NoteControl
from kiosk.hearing import Hearing
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.speech.reader import Reader
from kiosk.theme import Look
from kiosk.widgets import MoreButton
from tests.kiosk.forms import EntryFilling, service_entry, surroundings
from tests.kiosk.pages import close
from tests.kiosk.screens.every_screen import EVERY_SCREEN, OFFICES
from tests.kiosk.screens.test_every_page import SERVICES, settle
from tests.kiosk.speech.ear import Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from kiosk.screens.question_block import QuestionBlock
    from tests.kiosk.conftest import OpenPage

INSURED = {
    "type": "text",
    "name": "policy",
    "label": "شمارهٔ بیمه‌نامه چیست؟",
    "guidance_hint": "بالای برگه نوشته است.",
}
FATHER = {"type": "text", "name": "father", "label": "نام پدر شما چیست؟"}


def explained(app: QApplication, form_id: str, language: str) -> Iterator[tuple[QuestionScreen, QuestionBlock]]:
    """Every question of a service's first way through that can be answered, on its page."""
    shell = Shell(app, Look("light", 1.0, language), OFFICES[language])
    shell.resize(1024, 768)
    shell.show()
    entry = service_entry(form_id, language=language)
    around = surroundings(shell.look, form_id=form_id)
    try:
        for page in entry.pages():
            screen = QuestionScreen(around, EntryFilling(entry, language), page, Progress(1, 1, "x"))
            shell.show_screen(screen)
            settle()
            yield from (
                (screen, block) for block in screen.blocks.values() if not isinstance(block.control, NoteControl)
            )
    finally:
        close(shell)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("form_id", SERVICES)
def test_behind_every_question_of_a_service_there_is_an_explanation(
    qapp: QApplication, form_id: str, language: str
) -> None:
    seen = set()
    for screen, block in explained(qapp, form_id, language):
        guidance = screen.filling.node(block.ref).guidance
        assert guidance is not None, block.ref
        assert not block.more.opened.isVisible()
        block.more.click()
        assert block.more.opened.isVisible(), block.ref
        assert block.more.opened.text() == guidance.text
        seen.add(block.ref)
    assert len(seen) >= 2


def test_the_explanation_opens_and_closes_and_stays_open_while_one_answers(open_page: OpenPage) -> None:
    page = open_page([INSURED])
    page.touch("توضیح بیشتر")
    assert page.block("policy").more.opened.text() == "بالای برگه نوشته است."
    page.screen.show_in("fa")
    assert page.block("policy").more.opened.isVisible()
    page.touch("توضیح بیشتر")
    assert not page.block("policy").more.opened.isVisible()


def test_a_question_without_an_explanation_has_no_button_for_one(open_page: OpenPage) -> None:
    assert not open_page([FATHER]).block("father").more.isVisible()


def test_among_several_questions_each_button_says_which_it_explains(open_page: OpenPage) -> None:
    group = {"type": "begin_group", "name": "g", "label": "بیمه", "appearance": "field-list"}
    second = INSURED | {"name": "sheba", "label": "شمارهٔ شبا چیست؟"}
    page = open_page([group, INSURED, second, {"type": "end_group", "name": "", "label": ""}])
    names = [block.more.accessibleName() for block in page.screen.blocks.values()]
    assert len(set(names)) == 2
    assert "شبا" in names[1]


def test_the_explanation_is_heard_when_it_opens(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page([INSURED])
    ear, hearing = Ear(qtbot, page.shell), Hearing()
    reader = Reader(page.shell, hearing, ear.speaker, private=False)
    hearing.turn(aloud=True)
    reader.follow()
    ear.listen()
    assert not ear.hears("بالای برگه")
    page.block("policy").more.setFocus()
    ear.listen_anew()
    assert ear.heard == [say(T("More about this question"), "fa")]
    ear.press(Qt.Key.Key_Return)
    assert ear.heard == ["بالای برگه نوشته است."]
    reader.end()


def test_the_consent_has_its_explanation_too(qapp: QApplication) -> None:
    shell = Shell(qapp, Look("light", 1.0, "fa"), OFFICES["fa"])
    shell.show()
    screen = EVERY_SCREEN["consent"](shell)
    shell.show_screen(screen)
    (button,) = screen.findChildren(MoreButton)
    button.click()
    consent = service_entry("crop_damage").node("/data/agreement/consent")
    assert consent.guidance is not None
    assert button.opened.isVisible()
    assert button.opened.text() == consent.guidance.text
    close(shell)
