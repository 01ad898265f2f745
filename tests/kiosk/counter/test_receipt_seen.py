"""The receipt on the screen: seen before it is printed, in either language, and taken away without paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image

from assets.texts import T, say
from kiosk.screens.paper import PaperScreen
from kiosk.screens.phone import PhoneScreen
from kiosk.screens.receipt import ReceiptScreen
from tests.printing.reading_back import text_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.kiosk.counter.page import CounterPage


def taken(counter: CounterPage) -> ReceiptScreen:
    """Say that the first paper is out, and stay at the receipt."""
    screen = counter.screen(ReceiptScreen)
    counter.qtbot.waitUntil(screen.yes.isVisible)
    counter.press(screen.yes)
    return screen


def look_at(counter: CounterPage, screen: ReceiptScreen) -> None:
    screen.look_at.click()
    counter.qtbot.waitUntil(lambda: isinstance(counter.shell.screen_shown, PaperScreen))


def test_the_paper_is_seen_before_it_is_printed(counter: CounterPage, paper: Path) -> None:
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    screen = taken(counter)
    look_at(counter, screen)
    shown = "".join(counter.screen(PaperScreen).sheet.accessibleName().split())
    assert counter.shell.look.digits(code) in shown
    counter.go_back()
    assert counter.screen(ReceiptScreen).code.isVisible()
    assert len(list(paper.glob("*.pdf"))) == 1


def test_it_is_printed_in_the_language_in_which_it_was_seen(counter: CounterPage, paper: Path) -> None:
    counter.begin_claim()
    counter.fill_claim()
    counter.hand_in()
    screen = taken(counter)
    look_at(counter, screen)
    persian = counter.screen(PaperScreen)
    english = next(button for button in persian.others if button.text() == "English")
    english.click()
    counter.qtbot.waitUntil(lambda: counter.shell.screen_shown is not persian)
    seen = counter.screen(PaperScreen).sheet.accessibleName()
    counter.go_on()
    counter.qtbot.waitUntil(lambda: len(list(paper.glob("*.pdf"))) == 2)
    first, second = (text_of(path.read_bytes()) for path in sorted(paper.glob("*.pdf")))
    assert say(T("Tracking code"), "en") in seen
    assert [say(T("Tracking code"), "en") in text for text in (first, second)] == [False, True]


def test_where_the_office_allows_it_the_copies_go_onto_a_stick_and_into_the_register(
    counter: CounterPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr("kiosk.flows.receipts.mounted_stick", lambda: stick)
    allow(counter)
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    screen = counter.screen(ReceiptScreen)
    counter.qtbot.waitUntil(screen.yes.isVisible)
    screen.stick.click()
    names = [f"{code}-copy.pdf", f"{code}-receipt.pdf"]
    counter.qtbot.waitUntil(lambda: sorted(path.name for path in stick.iterdir()) == names)
    counter.qtbot.waitUntil(lambda: not counter.counter.equipment.press.busy)
    assert "Zahra" in text_of((stick / f"{code}-copy.pdf").read_bytes())
    told = [row.detail for row in counter.store.audit.rows() if row.act == "paper.out"]
    assert told == ["receipt.file 1", "copy.file 1"]


def test_a_stick_that_is_not_there_is_said_plainly(counter: CounterPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.flows.receipts.mounted_stick", lambda: None)
    allow(counter)
    counter.begin_claim()
    counter.fill_claim()
    counter.hand_in()
    screen = taken(counter)
    screen.stick.click()
    missing = say(T("There is no USB stick. Put it in, wait a moment, and try again."), "fa")
    counter.qtbot.waitUntil(lambda: missing in counter.words())
    assert counter.counter.equipment.papers.open() == ()


def test_a_telephone_reads_the_receipt_in_plain_words(counter: CounterPage, tmp_path: Path) -> None:
    allow(counter)
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    counter.screen(ReceiptScreen).phone.click()
    screen = counter.screen(PhoneScreen)
    screen.code.pixmap().save(str(tmp_path / "code.png"))
    with Image.open(tmp_path / "code.png") as picture:
        (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert found.text == screen.code.accessibleName()
    assert counter.shell.look.digits(code) in found.text.replace(" ", "")
    assert "Zahra" not in found.text
    counter.press(counter.shell.header.language)
    assert say(T("Tracking code"), "en") in screen.code.accessibleName()
    counter.go_back()
    counter.screen(ReceiptScreen)


def test_an_office_that_does_not_allow_it_does_not_offer_it(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    counter.hand_in()
    screen = counter.screen(ReceiptScreen)
    assert not screen.stick.isVisible()
    assert not screen.phone.isVisible()


def allow(counter: CounterPage) -> None:
    """Let this office give copies away without paper."""
    config = counter.counter.equipment.config
    counter.counter.equipment.config = replace(config, printing=replace(config.printing, stick=True, phone=True))
