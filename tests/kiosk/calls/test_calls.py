"""A call lights up at the desk's machine, is answered there, and goes out; over real sockets of this machine."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.calls.caller import Caller
from kiosk.calls.datagram import LONGEST, Datagram, Word, key_of, opened, sealed
from kiosk.calls.lamp import Lamp
from kiosk.calls.office import join_calls
from kiosk.calls.wire import Wire
from kiosk.config import Help
from kiosk.screens.help_sign import HelpSign
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.measuring import cut, too_close, too_small
from tests.kiosk.pages import close
from tests.kiosk.screens.every_screen import EVERY_SCREEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

KEY = key_of("the office's token")
HERE = "127.0.0.1"


@pytest.fixture
def wire(qapp: QApplication) -> Iterator[Callable[..., Wire]]:
    """Open a wire on a free port of this machine."""
    del qapp
    opened_here: list[Wire] = []

    def opened_with(key: bytes = KEY) -> Wire:
        opened_here.append(Wire(key, (HERE, 0)))
        return opened_here[-1]

    yield opened_with
    for each in opened_here:
        each.close()


def test_a_call_lights_up_is_answered_and_goes_out(qtbot: QtBot, wire: Callable[..., Wire]) -> None:
    desk, kiosk = wire(), wire()
    lamp = Lamp(desk, "desk")
    caller = Caller(kiosk, "counter-2", ((HERE, desk.port),))
    with qtbot.waitSignal(lamp.changed):
        caller.call()
    assert list(lamp.lit.values()) == ["counter-2"]
    with qtbot.waitSignal(caller.coming):
        lamp.answer()
    with qtbot.waitSignal(lamp.changed):
        caller.end()
    assert lamp.lit == {}


def test_a_lost_datagram_is_made_up_for(qtbot: QtBot, wire: Callable[..., Wire]) -> None:
    desk, kiosk = wire(), wire()
    caller = Caller(kiosk, "counter-2", ((HERE, desk.port),))
    caller.call()  # nobody hears: the desk's machine is just starting
    lamp = Lamp(desk, "desk")
    assert lamp.lit == {}
    qtbot.waitUntil(lambda: bool(lamp.lit), timeout=10_000)
    assert list(lamp.lit.values()) == ["counter-2"]
    caller.end()


def test_a_machine_that_falls_silent_goes_out(qtbot: QtBot, wire: Callable[..., Wire]) -> None:
    desk, kiosk = wire(), wire()
    lamp = Lamp(desk, "desk", again=20)
    kiosk.send(Datagram(Word.CALL, "counter-2", "1"), [(HERE, desk.port)])
    qtbot.waitUntil(lambda: bool(lamp.lit))
    qtbot.waitUntil(lambda: not lamp.lit)
    lamp.answer()  # nobody is left to answer
    assert lamp.lit == {}


def test_who_does_not_share_the_offices_secret_lights_nothing(qtbot: QtBot, wire: Callable[..., Wire]) -> None:
    desk, stranger, kiosk = wire(), wire(key_of("another token")), wire()
    lamp = Lamp(desk, "desk")
    stranger.send(Datagram(Word.CALL, "stranger", "1"), [(HERE, desk.port)])
    kiosk.send(Datagram(Word.CALL, "counter-2", "2"), [(HERE, desk.port)])
    qtbot.waitUntil(lambda: bool(lamp.lit))
    assert list(lamp.lit.values()) == ["counter-2"]


def test_nobody_there_is_no_fault(wire: Callable[..., Wire]) -> None:
    kiosk = wire()
    kiosk.send(Datagram(Word.CALL, "counter-2", "1"), [("255.255.255.255", 9), (HERE, 9)])
    assert kiosk.port


@given(st.binary(max_size=2 * LONGEST))
def test_noise_says_nothing(noise: bytes) -> None:
    assert opened(noise, KEY) is None


def test_what_was_sealed_is_opened_only_whole_and_with_the_key() -> None:
    sent = sealed(Datagram(Word.END, "counter-2", "ab"), KEY)
    assert opened(sent, KEY) == Datagram(Word.END, "counter-2", "ab")
    assert opened(sent[:-1] + b"}", key_of("x")) is None
    assert opened(sent.replace(b"counter-2", b"counter-3"), KEY) is None
    assert b"counter-2" in sent
    assert len(sent) < LONGEST


def test_two_machines_of_one_office(qapp: QApplication, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]
    desk, kiosk = shells = [Shell(qapp, Look(language="fa"), "دفتر") for _ in range(2)]
    for shell in shells:
        shell.show()
    at_desk = join_calls(Help((), lamp=True, port=port), "desk", "token")
    at_kiosk = join_calls(Help((HERE,), port=port), "counter-2", "token")
    assert at_desk is not None
    assert at_kiosk is not None
    at_desk.show_in(desk)
    assert at_kiosk.caller is not None
    sign = HelpSign(kiosk.look, kiosk)
    at_kiosk.caller.coming.connect(sign.show_coming)
    sign.gone.connect(at_kiosk.caller.end)
    at_kiosk.caller.call()
    qtbot.waitUntil(desk.call_bar.isVisible)
    assert "counter-2" in desk.call_bar.words.text()
    desk.call_bar.coming.click()
    qtbot.waitUntil(lambda: "می‌آید" in sign.words.text())
    sign.stay.emit()
    qtbot.waitUntil(lambda: not desk.call_bar.isVisible())
    for calls in (at_desk, at_kiosk):
        calls.close()
    for shell in shells:
        close(shell)


@pytest.mark.parametrize(("language", "scale"), [("fa", 1.0), ("en", 2.0), ("ckb", 1.5)])
def test_the_bar_is_whole_on_the_smallest_screen(qapp: QApplication, language: str, scale: float) -> None:
    shell = Shell(qapp, Look("light", scale, language), "دفتر")
    shell.resize(1024, 768)
    shell.show_screen(EVERY_SCREEN["home"](shell))
    shell.show()
    shell.call_bar.show_calls(["counter-1", "counter-2", "counter-3"])
    for _ in range(4):
        qapp.processEvents()
    assert cut(shell) == []
    assert too_small(shell) == []
    assert too_close(shell) == []
    close(shell)


def test_without_the_token_or_a_wish_there_are_no_calls() -> None:
    assert join_calls(Help((HERE,)), "counter-2", "") is None
    assert join_calls(Help(), "counter-2", "token") is None
