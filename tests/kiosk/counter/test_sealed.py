"""A service that only the ministry reads: told and printed before it is sealed, unreadable here after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.texts import T, say
from forms.xlsform import to_xform
from kiosk.screens.desk import DeskScreen
from kiosk.screens.sign import SignScreen
from kiosk.session import State
from tests.kiosk.counter.conftest import sealed_claim
from tests.printing.reading_back import text_of
from tests.sync.envelope import opened
from tests.sync.store.given import KEY
from tests.sync.store.pages import decrypted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.kiosk.counter.page import CounterPage

CANARY = "zanbaghCanary"


@pytest.fixture(scope="session")
def claim() -> bytes:
    """The short form, with the ministry's key."""
    return to_xform(sealed_claim().encode(), name="claim").xform


def at_sign(counter: CounterPage) -> SignScreen:
    counter.begin_claim()
    counter.fill_claim(CANARY)
    counter.go_on()
    assert counter.state is State.SIGN
    return counter.screen(SignScreen)


def test_before_sealing_it_is_said_and_a_copy_can_be_taken(counter: CounterPage, paper: Path) -> None:
    sign = at_sign(counter)
    words = T("When you hand this in, your answers are sealed. Only the ministry can open them.")
    assert say(words, "fa") in counter.words()
    counter.press(sign.copy)
    counter.qtbot.waitUntil(lambda: not counter.counter.equipment.press.busy)
    counter.qtbot.waitUntil(lambda: say(T("Please take your paper."), "fa") in counter.words())
    (copy,) = paper.glob("*.pdf")
    assert CANARY in text_of(copy.read_bytes())
    counter.go_back()
    assert counter.stands_in(State.REVIEW), "what is not right is changed before it is sealed"


def test_after_clearing_nobody_here_reads_what_was_answered(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sign = at_sign(counter)
    counter.press(sign.copy)
    counter.qtbot.waitUntil(lambda: not counter.counter.equipment.press.busy)
    counter.go_back()
    code = counter.hand_in()
    record = counter.store.submissions.by_code(code)
    assert record is not None
    parts = {}
    for attachment in counter.store.attachments.of(record.key):
        with counter.store.attachments.open(record.key, attachment.name) as stream:
            parts[attachment.name] = stream.read()
    assert CANARY.encode() in opened(counter.store.submissions.xml(record.key), parts).xml
    counter.qtbot.waitUntil(lambda: not counter.counter.equipment.press.busy)
    counter.press(counter.shell.header.end)
    counter.close()
    again = counter_on(tmp_path / "store")
    assert CANARY.encode() not in decrypted(tmp_path / "store", KEY)
    assert CANARY.encode("utf-16-le") not in decrypted(tmp_path / "store", KEY)
    for path in (tmp_path / "store").rglob("*"):
        assert path.is_dir() or CANARY.encode() not in path.read_bytes()
    assert CANARY not in caplog.text
    again.go_home()
    again.enter_desk()
    desk = again.screen(DeskScreen)
    assert desk.model.rowCount() == 1, "the stub stays readable"
