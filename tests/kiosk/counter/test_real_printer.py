"""The whole way with a real scheduler: out of paper, the code on the screen, and the paper once there is some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.texts import say
from forms.tracking import normalise
from kiosk.screens.desk import DeskScreen
from kiosk.screens.papers import PapersScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.sign import SignScreen
from kiosk.session import State
from printing.cups import CupsPrinter
from printing.troubles import NO_PAPER
from tests.printing.reading_back import text_of
from tests.printing.shop import QUEUE, PrintShop, print_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.kiosk.counter.page import CounterPage

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("print shop")]


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintShop]:
    """A print shop whose queue is the printer of every counter that is opened."""
    with print_shop() as running:
        printer = CupsPrinter(QUEUE, running.server)
        monkeypatch.setattr("tests.kiosk.counter.page.printer_of", lambda _config: printer)
        yield running


def test_out_of_paper_the_code_stays_and_the_receipt_comes_out_after_the_restart_with_paper(
    shop: PrintShop, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    shop.load_paper(0)
    counter = counter_on(tmp_path / "store")
    code = hand_in_without_paper(counter)
    counter.close()
    shop.load_paper(250)
    again = counter_on(tmp_path / "store")
    again.go_home()
    again.enter_desk()
    again.press(again.screen(DeskScreen).papers)
    again.qtbot.waitUntil(lambda: not again.counter.equipment.press.busy)
    (waiting,) = again.counter.equipment.papers.open()
    again.press(again.screen(PapersScreen).acts["print", waiting.number])
    again.qtbot.waitUntil(lambda: not again.counter.equipment.press.busy, timeout=30_000)
    (paper,) = shop.printed()
    assert "المثنی" not in text_of(paper.read_bytes())
    assert shop.spooled() == []
    assert code in shop.page_log()
    again.qtbot.waitUntil(again.screen(PapersScreen).acts["taken", waiting.number].isVisible)
    again.press(again.screen(PapersScreen).acts["taken", waiting.number])
    assert again.counter.equipment.papers.open() == ()


def hand_in_without_paper(counter: CounterPage) -> str:
    """Hand in the claim, see why no paper comes, and read the code from the screen."""
    counter.begin_claim()
    counter.fill_claim()
    counter.go_on()
    counter.press(counter.screen(SignScreen).consent)
    counter.go_on()
    counter.qtbot.waitUntil(lambda: counter.state is State.PRINT_TROUBLE, timeout=20_000)
    assert say(NO_PAPER, "fa") in counter.words()
    counter.go_back()
    return normalise(counter.screen(ReceiptScreen).code.accessibleName())
