"""One thing after the other, made ahead, dropped at once: with voices and devices that a test can hold back."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool

from kiosk.speech.clip import Clip
from kiosk.speech.errors import NotSpoken
from kiosk.speech.prompts import Prompts
from kiosk.speech.speaker import Speaker
from kiosk.speech.utterance import Utterance, utter
from tests.kiosk.speech.ear import Membrane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Held:
    """A voice that makes each sentence only when it may."""

    def __init__(self) -> None:
        self.may = Event()
        self.may.set()
        self.made: list[str] = []
        self.fails = False

    def render(self, words: str, language: str) -> Clip:
        del language
        assert self.may.wait(10)
        self.made.append(words)
        if self.fails:
            raise NotSpoken
        return Clip(b"\0\0" * 100, 8000, 1)


class Setting:
    """A speaker, and what came of it."""

    def __init__(self) -> None:
        self.voice, self.sink = Held(), Membrane()
        self.speaker = Speaker(self.voice, Prompts(None), self.sink)
        self.began: list[str] = []
        self.silences: list[bool] = []
        self.faults: list[str] = []
        self.speaker.began.connect(lambda utterance: self.began.append(utterance.words))
        self.speaker.fell_silent.connect(lambda: self.silences.append(True))
        self.speaker.failed.connect(lambda text: self.faults.append(text.msgid))

    def tells_the_rest(self) -> None:
        """Come back when every worker has finished, and what it told was heard."""
        pool = self.speaker.findChild(QThreadPool)
        assert pool is not None
        assert pool.waitForDone(10_000)
        QCoreApplication.sendPostedEvents()


@pytest.fixture
def setting(qtbot: QtBot) -> Iterator[Setting]:
    del qtbot  # it has made the application
    made = Setting()
    yield made
    made.voice.may.set()
    made.speaker.end()


def lines(*words: str, personal: bool = False) -> list[Utterance]:
    return [utter("fa", each, personal=personal) for each in words]


def test_everything_is_said_once_in_its_order(setting: Setting, qtbot: QtBot) -> None:
    setting.speaker.say(lines("a", "b", "c", "d", "e"))
    setting.speaker.add(lines("f"))
    qtbot.waitUntil(lambda: bool(setting.silences))
    assert setting.began == ["a", "b", "c", "d", "e", "f"]


def test_only_what_comes_next_is_made_ahead(setting: Setting, qtbot: QtBot) -> None:
    setting.sink.holds = True
    setting.speaker.say(lines(*"abcdefgh"))
    qtbot.waitUntil(lambda: setting.began == ["a"])
    qtbot.waitUntil(lambda: sorted(setting.voice.made) == ["a", "b", "c"])
    assert setting.speaker.speaking


def test_what_is_made_too_late_is_not_said(setting: Setting, qtbot: QtBot) -> None:
    setting.voice.may.clear()
    setting.speaker.say(lines("old"))
    setting.speaker.say(lines("new"))
    setting.voice.may.set()
    qtbot.waitUntil(lambda: bool(setting.silences))
    assert setting.began == ["new"]
    assert "old" in setting.voice.made


def test_pages_turned_faster_than_words_are_made_leave_only_the_last_to_be_said(setting: Setting, qtbot: QtBot) -> None:
    setting.voice.may.clear()
    for page in range(50):
        setting.speaker.say(lines(*(f"{page} {word}" for word in "abc")))
    setting.voice.may.set()
    qtbot.waitUntil(lambda: bool(setting.silences))
    setting.tells_the_rest()
    assert setting.began == ["49 a", "49 b", "49 c"]
    pool = setting.speaker.findChild(QThreadPool)
    assert pool is not None
    left = [each for each in setting.voice.made if not each.startswith("49 ")]
    assert len(left) <= pool.maxThreadCount()  # no more than what a worker had in hand


def test_stop_is_heard_at_once(setting: Setting, qtbot: QtBot) -> None:
    setting.sink.holds = True
    setting.speaker.say(lines("a", "b"))
    qtbot.waitUntil(lambda: setting.sink.sounds)
    setting.speaker.stop()
    assert not setting.sink.sounds
    assert not setting.speaker.speaking
    assert setting.silences == []  # nobody finished


def test_what_was_said_is_kept_to_be_said_again_but_nothing_personal(setting: Setting, qtbot: QtBot) -> None:
    for _ in range(2):
        setting.speaker.say([*lines("public"), *lines("secret", personal=True)])
        qtbot.waitUntil(lambda: bool(setting.silences))
        setting.silences.clear()
    assert setting.voice.made.count("public") == 1
    assert setting.voice.made.count("secret") == 2
    assert setting.speaker.kept == 1
    setting.speaker.forget()
    assert setting.speaker.kept == 0


def test_a_voice_that_fails_is_told_once_and_the_rest_is_dropped(setting: Setting, qtbot: QtBot) -> None:
    setting.voice.fails = True
    setting.speaker.say(lines("a", "b", "c"))
    qtbot.waitUntil(lambda: bool(setting.faults))
    setting.tells_the_rest()
    assert setting.faults == ["The voice failed."]
    assert not setting.speaker.speaking
