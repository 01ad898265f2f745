"""The rules that every screen keeps, on every page of the services: sizes, gaps, cut words, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.forms import EntryFilling, service_entry, surroundings
from tests.kiosk.measuring import cut, nameless, outside, too_close, too_small
from tests.kiosk.pages import close

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

SERVICES = ("change_family_name", "crop_damage", "bill_payment", "my_say")
RULES: dict[str, Callable[[QWidget], list[str]]] = {
    "too small": too_small,
    "too close": too_close,
    "cut": cut,
    "nameless": nameless,
}


def pages(app: QApplication, form_id: str, language: str, scale: float) -> Iterator[tuple[Shell, QuestionScreen]]:
    """Every page of a service, one after the other, in one window of 1024×768; each also with its faults."""
    look = Look("light", scale, language)
    shell = Shell(app, look, "دهیاری چشمه‌علی" if language == "fa" else "Office of Cheshmeh Ali")
    shell.resize(1024, 768)
    shell.show()
    entry = service_entry(form_id, language=language)
    around = surroundings(look, form_id=form_id)
    try:
        for at, page in enumerate(entry.pages(), 1):
            progress = Progress(at, len(entry.pages()), "خدمت")
            screen = QuestionScreen(around, EntryFilling(entry, language), page, progress)
            shell.show_screen(screen)
            settle()
            yield shell, screen
            screen.press_next()
            settle()
            yield shell, screen
    finally:
        close(shell)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("form_id", "language", "scale"),
    [
        *((form_id, language, 1.5) for form_id in SERVICES for language in ("fa", "en")),
        ("crop_damage", "fa", 1.0),
        ("crop_damage", "fa", 2.0),
    ],
)
def test_every_page_keeps_the_rules(qapp: QApplication, form_id: str, language: str, scale: float) -> None:
    broken: list[str] = []
    seen = 0
    for shell, screen in pages(qapp, form_id, language, scale):
        seen += 1
        for rule, look_for in RULES.items():
            broken += [f"{screen.page.refs[0]} {rule}: {found}" for found in look_for(shell)]
        broken += [f"{screen.page.refs[0]} outside: {found}" for found in outside(screen.body, shell)]
    assert seen > 4
    assert not broken, "\n".join(broken)


def test_a_page_that_is_too_long_says_so_and_has_big_buttons(qapp: QApplication) -> None:
    for shell, screen in pages(qapp, "crop_damage", "fa", 1.5):
        bar = screen.paper.area.verticalScrollBar()
        assert screen.paper.more.isVisible() == (bar.maximum() > 0 and bar.value() < bar.maximum())
        if not screen.paper.more.isVisible():
            continue
        assert screen.paper.more.text() == "ادامه دارد"
        screen.paper.more.click()
        assert bar.value() > 0
        assert screen.paper.up.isVisible()
        assert shell.isVisible()
        return
    pytest.fail("no page was long enough to try")
