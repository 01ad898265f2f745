"""The whole way with the display covered: a person presses keys and hears what is said, and has nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThreadPool
from PySide6.QtTest import QTest

from assets.texts import T, Text, say
from forms.tracking import normalise
from forms.xlsform import to_xform
from kiosk.config import Speech
from kiosk.idle import idle_time
from kiosk.session import State
from tests.kiosk.speech.ear import Ear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.config import Config
    from tests.kiosk.counter.page import CounterPage

REPEAT, VOLUME, BACK, HELP = Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_Escape, Qt.Key.Key_F1
OK, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up
SECRET = "4711"
FLOCK = """
| survey | | | | | | | |
| | type | name | label::Persian (fa) | label::English (en) | required | appearance | hint::English (en) |
| | text | name | نام شما چیست؟ | What is your name? | yes | | As on your card |
| | text | word | رمز شما چیست؟ | What is your secret word? | | masked | |
| | select_one kinds | kind | چه دامی؟ | Which animal? | yes | | |
| | select_multiple ills | ill | چه شد؟ | What happened? | yes | | |
| | integer | loss | چند رأس از دست رفت؟ | How many were lost? | yes | | |
| | date | day | چه روزی؟ | On which day? | yes | | |
| | acknowledge | agree | اجازه می‌دهم؟ | Do you allow it? | yes | | |
| choices | list_name | name | label::Persian (fa) | label::English (en) | | | |
| | kinds | sheep | گوسفند | Sheep | | | |
| | kinds | cow | گاو | Cow | | | |
| | ills | flood | سیل | Flood | | | |
| | ills | wolf | گرگ | Wolf | | | |
| | ills | cold | سرما | Cold | | | |
| settings | form_id | version | default_language | | | | |
| | claim | 1 | Persian (fa) | | | | |
"""
LABELS = {
    "fa": (
        "نام شما چیست؟",
        "رمز شما چیست؟",
        "چه دامی؟",
        "گاو",
        "چه شد؟",
        "گرگ",
        "سرما",
        "چند رأس از دست رفت؟",
        "چه روزی؟",
    ),
    "en": (
        *("What is your name?", "What is your secret word?", "Which animal?", "Cow", "What happened?", "Wolf", "Cold"),
        *("How many were lost?", "On which day?"),
    ),
}


@pytest.fixture(scope="session")
def claim() -> bytes:
    """A form with a typed, a hidden, a chosen, a ticked, a counted and a dated answer."""
    return to_xform(FLOCK.encode(), name="claim").xform


@pytest.fixture
def config(config: Config) -> Config:
    """The machine of an office that promises headphones."""
    return replace(config, speech=Speech(headphones=True))


@pytest.fixture
def ear_at(qtbot: QtBot) -> Iterator[Callable[[CounterPage], Ear]]:
    """Give a counter an ear in place of its sound device."""
    ears: list[Ear] = []

    def at(page: CounterPage) -> Ear:
        ear = Ear(qtbot, page.shell)
        page.counter.aloud.make_speaker = lambda _config: ear.speaker
        ears.append(ear)
        return ear

    yield at
    for ear in ears:
        ear.speaker.end()


@pytest.fixture
def ear(counter: CounterPage, ear_at: Callable[[CounterPage], Ear]) -> Ear:
    """The ear at the counter of the test."""
    return ear_at(counter)


class Blind:
    """Decides by what was heard, and by nothing else."""

    def __init__(self, ear: Ear, language: str) -> None:
        self.ear, self.language = ear, language

    def say(self, text: Text) -> str:
        return say(text, self.language)

    def hears(self, words: Text | str) -> bool:
        return self.ear.hears(words if isinstance(words, str) else self.say(words))

    def choose(self, words: Text | str) -> None:
        """Press the number that was heard with `words`."""
        self.ear.press(self.ear.number_of(words if isinstance(words, str) else self.say(words)))

    def type(self, digits: str) -> None:
        for digit in digits:
            self.ear.press(Qt.Key(Qt.Key.Key_0 + int(digit)))

    def begin(self) -> None:
        """Ask to hear, and go as far as the first question."""
        self.ear.press(REPEAT)
        assert self.hears(T("To begin, press OK.")) or self.language != "fa"
        if self.language == "en":
            self.ear.until(lambda: self.ear.heard[0] == self.say(T("Touch here to begin")), DOWN)
        self.ear.press(OK)
        self.choose(T("Continue"))
        self.choose("Claim")
        self.choose(T("Begin"))
        self.choose(T("I am here for myself"))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_from_attract_to_the_receipt_by_key_and_ear_alone(counter: CounterPage, ear: Ear, language: str) -> None:
    name, word, which, cow, what, wolf, cold, many, day = LABELS[language]
    person = Blind(ear, language)
    person.begin()
    assert ear.heard[0] == name
    person.type("1")
    ear.until(lambda: ear.heard[0] in "آابضq", DOWN)  # the letters of the keyboard on the screen
    first = ear.heard[0]
    ear.press(OK)
    assert ear.heard == [first]  # typed, and heard
    ear.press(BACK)
    ear.press(OK)
    assert ear.heard[0] == word
    person.type(SECRET)
    ear.press(OK)
    assert ear.heard[0] == which
    person.choose(cow)
    assert person.hears(T("Chosen"))
    ear.press(Qt.Key.Key_0)
    assert ear.heard[0] == what
    options = list(ear.heard)
    person.choose(wolf)
    ear.heard = options
    person.choose(cold)
    assert person.hears(T("Chosen"))
    ear.press(Qt.Key.Key_0)
    assert ear.heard[0] == many
    person.type("3")
    ear.press(OK)
    assert ear.heard[0] == day
    person.type("5")
    ear.press(OK)
    assert ear.heard[0] == person.say(T("Month"))
    person.type("8")
    ear.press(OK)
    assert ear.heard[0] == person.say(T("Year"))
    person.type("1405")
    ear.press(OK)
    assert person.hears(T("Check your answers"))
    assert person.hears(cow)
    assert person.hears(f"1{first}") or person.hears(f"۱{first}")
    person.choose(T("All of this is right"))
    person.choose(T("I allow this"))
    ear.press(Qt.Key.Key_0)
    ear.until(lambda: person.hears(T("Your application is recorded here.")), REPEAT)
    (code,) = [each for each in ear.heard if re.fullmatch(r"\d( \d){17}", each)]
    recorded = counter.store.submissions.by_code(normalise(code))
    assert recorded is not None
    assert not [each for each in ear.ever if SECRET in each or "۴۷۱۱" in each]
    answers = counter.store.submissions.xml(recorded.key).decode()
    assert "<kind>cow</kind>" in answers
    assert "<ill>wolf cold</ill>" in answers
    assert "<loss>3</loss>" in answers
    assert "<day>2026-10-27</day>" in answers
    assert f"<word>{SECRET}</word>" in answers


def test_what_is_missing_is_heard_and_ok_leads_to_the_field(ear: Ear) -> None:
    person = Blind(ear, "fa")
    person.begin()
    ear.press(OK)
    assert person.hears(T("One thing must be put right before going on."))
    assert person.hears(T("Write an answer here."))
    ear.press(OK)
    assert ear.heard[0] == LABELS["fa"][0]


def test_where_others_hear_it_no_answer_is_said(
    counter_on: Callable[..., CounterPage], ear_at: Callable[[CounterPage], Ear], config: Config, tmp_path: Path
) -> None:
    counter = counter_on(tmp_path / "store")
    counter.counter.equipment.config = replace(config, speech=Speech(headphones=False))
    ear = ear_at(counter)
    person = Blind(ear, "fa")
    person.begin()
    ear.ever.clear()  # on the pages before nothing was an answer
    person.type("987654")
    assert ear.heard == [person.say(T("A sign"))]
    ear.press(OK)
    ear.press(OK)
    person.choose("گاو")
    assert ear.heard == ["۲: گاو"]
    ear.press(Qt.Key.Key_0)
    ear.until(lambda: ear.heard == ["۱: سیل"], DOWN)
    ear.press(OK)
    assert ear.heard == [person.say(T("Pressed"))]
    ear.press(BACK)
    ear.press(BACK)
    ear.press(BACK)
    assert person.hears(T("Your own answers are only read out through headphones."))
    assert not [each for each in ear.ever if "987654" in each or "۹۸۷" in each or each == person.say(T("Chosen"))]


def test_repeat_says_it_again_then_the_whole_page(ear: Ear) -> None:
    Blind(ear, "fa").begin()
    page = list(ear.heard)
    ear.press(DOWN)
    once = list(ear.heard)
    ear.press(REPEAT)
    assert ear.heard == once
    ear.press(REPEAT)
    assert ear.heard == page


def test_any_key_makes_it_silent_at_once(ear: Ear, counter: CounterPage) -> None:
    Blind(ear, "fa").begin()
    ear.sink.holds = True
    window = counter.shell.windowHandle()
    assert window is not None
    QTest.keyClick(window, REPEAT)
    ear.qtbot.waitUntil(lambda: ear.sink.sounds)
    silent: list[bool] = []
    counter.counter.aloud.keypad.touched.connect(lambda: silent.append(not ear.sink.sounds))
    QTest.keyClick(window, Qt.Key.Key_Shift)
    assert silent == [True]
    assert not ear.speaker.speaking


def test_speech_doubles_the_patience_and_winds_up_the_clock(ear: Ear, counter: CounterPage) -> None:
    Blind(ear, "fa").begin()
    assert counter.counter.idle.time == idle_time(State.FILLING, unhurried=True)
    alive: list[bool] = []
    counter.counter.aloud.lively.connect(lambda: alive.append(True))
    ear.press(REPEAT)
    assert len(alive) == len(ear.heard)


def test_the_volume_goes_round_and_is_as_before_for_the_next_person(ear: Ear, counter: CounterPage) -> None:
    ear.press(VOLUME)  # the first time it only asks to hear
    before = counter.counter.equipment.hearing.volume
    ear.press(VOLUME)
    assert ear.heard == [say(T("Volume {percent} percent", percent=100), "fa")]
    assert ear.sink.volumes[-1] == 1.0
    ear.press(OK)
    counter.counter.idle.idled.emit()
    counter.comes_to(State.ATTRACT)
    assert counter.counter.equipment.hearing.volume == before
    assert not counter.counter.equipment.hearing.aloud


def test_nothing_is_said_or_kept_after_the_wipe(ear: Ear, counter: CounterPage) -> None:
    Blind(ear, "fa").begin()
    ear.sink.holds = True
    window = counter.shell.windowHandle()
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_7)
    ear.qtbot.waitUntil(lambda: ear.sink.sounds)
    ear.heard = []
    counter.shell.end_wanted.emit()
    counter.comes_to(State.CLEARING)
    assert not ear.sink.sounds
    pool = ear.speaker.findChild(QThreadPool)
    assert pool is not None
    assert pool.waitForDone(10_000)
    QCoreApplication.sendPostedEvents()
    assert ear.heard == []
    assert not ear.speaker.speaking
    assert ear.speaker.kept == 0


def test_a_sign_over_the_page_is_heard_and_the_page_after_it(ear: Ear, counter: CounterPage) -> None:
    person = Blind(ear, "fa")
    person.begin()
    counter.counter.idle.idled.emit()
    ear.listen_anew()
    assert person.hears(T("Are you still here?"))
    assert person.hears(T("OK key"))
    ear.press(OK)
    assert ear.heard[0] == LABELS["fa"][0]
    ear.press(HELP)
    assert person.hears(T("Help is needed here"))


def test_the_language_changes_in_the_middle_and_the_page_is_heard_in_it(ear: Ear, counter: CounterPage) -> None:
    Blind(ear, "fa").begin()
    counter.shell.header.language.click()
    ear.listen_anew()
    assert ear.heard[0] == LABELS["en"][0]
    assert {each.language for each in ear.utterances} == {"en"}


def test_without_a_sound_device_the_tool_says_so_and_the_counter_goes_on(ear: Ear, counter: CounterPage) -> None:
    ear.sink.is_there = False
    window = counter.shell.windowHandle()
    assert window is not None
    QTest.keyClick(window, REPEAT)
    tool = counter.shell.header.aloud
    ear.qtbot.waitUntil(lambda: tool.text() == say(T("No sound"), "fa"))
    QTest.keyClick(window, OK)
    counter.comes_to(State.LANGUAGE)


def test_arrows_reach_every_choice_of_comfort_and_ok_takes_it(ear: Ear, counter: CounterPage) -> None:
    person = Blind(ear, "fa")
    ear.press(REPEAT)
    ear.press(OK)
    wanted = [T("Yes, read aloud"), T("Largest words"), T("Dark colours"), T("Continue")]
    for words in wanted:
        ear.until(lambda words=words: person.hears(words), DOWN)  # type: ignore[misc]
    ear.until(lambda: ear.heard[0] == person.say(T("Large words")), UP)
    ear.press(OK)
    assert person.hears(T("Chosen"))
    assert counter.shell.look.scale == 1.5
    ear.press(Qt.Key.Key_2)
    assert ear.hears("Large words")
    assert counter.shell.look.language == "en"
