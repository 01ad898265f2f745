"""Recordings are heard at a press, and fall silent at any other; voices are recorded in memory."""

from __future__ import annotations

import wave
from io import BytesIO
from math import sin
from struct import pack
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt

from kiosk.controls import voice
from kiosk.controls.listening import ListenButton
from kiosk.controls.microphone import RATE, has_microphone, wav

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kiosk.conftest import OpenPage

SPOKEN = {"type": "text", "name": "q", "label": "نام پدر؟", "media::audio": "father.wav"}
VOICE = {"type": "audio", "name": "q", "label": "بگویید چه شد"}


def tone(seconds: float) -> bytes:
    return wav(b"".join(pack("<h", round(8000 * sin(at / 5))) for at in range(round(seconds * RATE))))


class Speaking(QObject):
    """Stands in for a microphone, which a machine that runs tests does not have: hears two seconds of a tone."""

    heard = tone(2.0)

    def seconds(self) -> int:
        return 2

    def stop(self) -> bytes:
        return self.heard


class Deaf(Speaking):
    """Stands in for a microphone that is switched off."""

    heard = b""

    def seconds(self) -> int:
        return 0


def test_the_listen_button_plays_the_questions_recording_to_its_end(open_page: OpenPage) -> None:
    page = open_page([SPOKEN], media={"father.wav": tone(0.2)})
    listen = page.block("q").listen
    page.press(listen)
    page.qtbot.waitUntil(lambda: listen.playing)
    assert listen.accessibleName() == "قطع کن"
    page.qtbot.waitUntil(lambda: not listen.playing)
    assert listen.accessibleName() == "شنیدن این پرسش"


def test_pressed_again_it_stops(open_page: OpenPage) -> None:
    page = open_page([SPOKEN], media={"father.wav": tone(30)})
    listen = page.block("q").listen
    page.press(listen)
    page.qtbot.waitUntil(lambda: listen.playing)
    page.press(listen)
    page.qtbot.waitUntil(lambda: not listen.playing)
    assert listen.accessibleName() == "شنیدن این پرسش"


def test_any_key_makes_it_silent_and_is_typed_all_the_same(open_page: OpenPage) -> None:
    page = open_page([SPOKEN], media={"father.wav": tone(30)})
    listen = page.block("q").listen
    page.press(listen)
    page.qtbot.waitUntil(lambda: listen.playing)
    page.control("q").field.setFocus()
    page.key(Qt.Key.Key_A)
    page.qtbot.waitUntil(lambda: not listen.playing)
    assert page.control("q").field.text()


def test_another_page_is_silent(open_page: OpenPage) -> None:
    page = open_page([SPOKEN], media={"father.wav": tone(30)})
    listen = page.block("q").listen
    page.press(listen)
    page.qtbot.waitUntil(lambda: listen.playing)
    page.screen.hide()
    page.qtbot.waitUntil(lambda: not listen.playing)
    assert listen.accessibleName() == "شنیدن این پرسش"


@pytest.mark.parametrize("media", [{}, {"father.wav": b"this is no sound"}])
def test_a_recording_that_cannot_be_played_is_said(open_page: OpenPage, media: dict[str, bytes]) -> None:
    page = open_page([SPOKEN], media={"father.wav": b"", **media} if media else {})
    listen = page.block("q").listen
    page.press(listen)
    page.qtbot.waitUntil(lambda: not listen.isEnabled())
    assert listen.accessibleName() == "این صدا پخش نمی‌شود."


def test_a_question_without_a_recording_has_no_such_button(open_page: OpenPage) -> None:
    assert not open_page([{**SPOKEN, "media::audio": ""}]).block("q").listen.isVisible()


def test_a_form_may_ask_that_the_question_is_heard_at_once(open_page: OpenPage) -> None:
    page = open_page([{**SPOKEN, "autoplay": "audio"}], media={"father.wav": tone(30)})
    listen = page.block("q").listen
    page.qtbot.waitUntil(lambda: listen.playing)
    page.control("q").field.setFocus()
    page.key(Qt.Key.Key_A)
    page.qtbot.waitUntil(lambda: not listen.playing)
    assert page.control("q").field.text()


def test_each_choice_can_be_heard_before_it_is_chosen(open_page: OpenPage) -> None:
    asked = {"type": "select_one kinds", "name": "q", "label": "کدام؟"}
    choices = [
        {"list_name": "kinds", "name": "water", "label": "آب", "media::audio": "water.wav"},
        {"list_name": "kinds", "name": "none", "label": "هیچ", "media::audio": ""},
        {"list_name": "kinds", "name": "road", "label": "راه", "media::audio": "road.wav"},
    ]
    page = open_page([asked], choices, media={"water.wav": tone(30), "road.wav": tone(30)})
    offered = {button.accessibleName(): button for button in page.control("q").findChildren(ListenButton)}
    assert list(offered) == ["شنیدن \u2068آب\u2069", "شنیدن \u2068راه\u2069"]
    water, road = offered.values()
    page.press(water)
    page.qtbot.waitUntil(lambda: water.playing)
    page.press(road)
    page.qtbot.waitUntil(lambda: road.playing and not water.playing)
    assert page.value("q") == "", "to hear is not to choose"
    page.press(road)
    page.qtbot.waitUntil(lambda: not road.playing)


@given(st.lists(st.integers(-32768, 32767), min_size=1, max_size=200))
def test_a_wav_file_holds_the_very_samples(samples: list[int]) -> None:
    heard = b"".join(pack("<h", sample) for sample in samples)
    with wave.open(BytesIO(wav(heard))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (1, RATE, len(samples))
        assert file.readframes(len(samples)) == heard


@pytest.mark.skipif(has_microphone(), reason="this machine has a microphone")
def test_where_there_is_no_microphone_it_is_said_and_a_stick_helps(open_page: OpenPage, tmp_path: Path) -> None:
    chosen = tmp_path / "told.mp3"
    chosen.write_bytes(b"ID3")
    page = open_page([VOICE], chosen=chosen)
    control = page.control("q")
    assert not control.record.isVisible()
    assert "میکروفون ندارد" in control.status.text()
    with page.qtbot.waitSignal(control.answered):
        page.press(control.file)
    assert page.value("q").endswith(".mp3")
    assert control.listen.isVisible()


def test_what_was_said_is_kept_and_can_be_heard(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "has_microphone", lambda: True)
    monkeypatch.setattr(voice, "Microphone", Speaking)
    page = open_page([VOICE])
    control = page.control("q")
    page.press(control.record)
    assert control.busy
    assert not page.shell.footer.next.isEnabled()
    assert "ثانیه" in control.status.text()
    with page.qtbot.waitSignal(control.answered):
        page.press(control.record)
    assert page.files.kept[page.value("q")] == Speaking.heard
    assert page.shell.footer.next.isEnabled()
    page.press(control.listen)
    page.qtbot.waitUntil(lambda: control.listen.playing)


def test_a_microphone_that_hears_nothing_is_said(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "has_microphone", lambda: True)
    monkeypatch.setattr(voice, "Microphone", Deaf)
    page = open_page([VOICE])
    control = page.control("q")
    page.press(control.record)
    page.press(control.record)
    assert not control.busy
    assert "جواب نمی‌دهد" in control.status.text()
    assert page.value("q") == ""


def test_who_leaves_the_page_while_recording_leaves_nothing(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "has_microphone", lambda: True)
    monkeypatch.setattr(voice, "Microphone", Speaking)
    page = open_page([VOICE])
    page.press(page.control("q").record)
    page.screen.hide()
    assert not page.control("q").busy
    assert page.files.kept == {}
