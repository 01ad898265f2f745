"""The press does one thing after another and never two papers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.press import NOT_MADE, Press, Printed
from printing.printers import FilePrinter
from sync.store.errors import StoreDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PDF = b"%PDF-1.4\n%%EOF\n"


def test_what_is_asked_while_it_works_is_done_afterwards_in_its_order(tmp_path: Path, qtbot: QtBot) -> None:
    press, told = Press(FilePrinter(tmp_path)), list[str]()
    assert press.look(lambda _: told.append("look"))
    press.do(lambda: None, lambda _: told.append("page"))
    assert press.put_on_paper("1", lambda: PDF, lambda _: told.append("paper"))
    press.do(lambda: None, lambda _: told.append("stick"))
    qtbot.waitUntil(lambda: not press.busy)
    assert told == ["look", "page", "paper", "stick"]


def test_a_second_paper_is_not_taken_until_it_is_known_how_the_first_went(tmp_path: Path, qtbot: QtBot) -> None:
    press, told = Press(FilePrinter(tmp_path)), list[Printed]()
    assert press.put_on_paper("1", lambda: PDF, told.append)
    assert not press.put_on_paper("2", lambda: PDF, told.append)
    qtbot.waitUntil(lambda: told == [Printed()])
    assert press.put_on_paper("2", lambda: PDF, told.append)
    press.end()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1-1.pdf", "2-2.pdf"]


def test_the_end_waits_for_everything_and_tells_it(tmp_path: Path) -> None:
    press, told = Press(FilePrinter(tmp_path)), list[Printed]()
    for _ in range(3):
        press.do(lambda: None, told.append)
    press.end()
    assert told == [Printed()] * 3
    assert not press.busy


def test_it_knows_how_the_printer_was_when_it_was_last_asked(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "paper"
    press, states = Press(FilePrinter(folder)), [Press(None).state]
    states.append(press.state)
    press.look(lambda _: states.append(press.state))
    qtbot.waitUntil(lambda: not press.busy)
    folder.mkdir()
    press.put_on_paper("1", lambda: PDF, lambda _: states.append(press.state))
    press.do(_fail, lambda _: states.append(press.state))  # a page that cannot be made is no fault of the printer
    press.end()
    assert states == ["none", "unknown", "fault", "ready", "ready"]


def _fail() -> None:
    raise StoreDamaged


def test_without_a_printer_only_pages_are_made() -> None:
    press, told = Press(None), list[Printed]()
    assert not press.look(told.append)
    assert not press.put_on_paper("1", lambda: PDF, told.append)
    press.do(lambda: None, told.append)
    press.end()
    assert told == [Printed()]


@pytest.mark.parametrize(
    ("fault", "told_of"),
    [(StoreDamaged(), Printed(StoreDamaged().text)), (KeyError("bug"), Printed(NOT_MADE, doubtful=True))],
)
def test_what_goes_wrong_while_a_paper_is_made_is_never_taken_for_a_paper(
    tmp_path: Path, fault: Exception, told_of: Printed
) -> None:
    def make() -> bytes:
        raise fault

    press, told = Press(FilePrinter(tmp_path)), list[Printed]()
    press.put_on_paper("1", make, told.append)
    press.end()
    assert told == [told_of]
    assert list(tmp_path.iterdir()) == []
