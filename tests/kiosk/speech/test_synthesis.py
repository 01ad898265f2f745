"""The synthetic voice, as it is installed."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from assets.texts import LANGUAGES, T, say
from kiosk.speech.errors import NotSpoken, NoVoice
from kiosk.speech.synthesis import PROGRAM, Espeak

if TYPE_CHECKING:
    from pathlib import Path

installed = pytest.mark.skipif(shutil.which(PROGRAM) is None, reason="espeak-ng is not installed")
posix = pytest.mark.skipif(sys.platform == "win32", reason="a script with a shebang stands for the program")


@installed
@pytest.mark.system
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_screens_is_heard(language: str) -> None:
    clip = Espeak().render(say(T("Your application is recorded here."), language), language)
    assert clip.seconds > 1
    assert clip.peak > 0.2


@installed
@pytest.mark.system
def test_longer_words_take_longer() -> None:
    espeak = Espeak()
    assert espeak.render("سلام، روز شما خوش", "fa").seconds > espeak.render("سلام", "fa").seconds


def test_a_language_without_a_voice_is_told() -> None:
    assert not Espeak().speaks("tlh")
    with pytest.raises(NoVoice):
        Espeak().render("nuqneH", "tlh")


def test_a_machine_without_the_program_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSpoken):
        Espeak(str(tmp_path / "gone")).render("سلام", "fa")


@posix
def test_what_is_said_stands_on_no_command_line(tmp_path: Path) -> None:
    program, noted = tmp_path / "voice", tmp_path / "noted"
    program.write_text(f'#!/bin/sh\necho "$@" > {noted}\ncat > {noted}.in\n')
    program.chmod(0o700)
    with pytest.raises(NotSpoken) as told:  # it gives no sound
        Espeak(str(program)).render("راز من", "fa")
    assert "راز" not in noted.read_text()
    assert "راز" in noted.with_suffix(".in").read_text()
    assert "راز" not in f"{told.value!r}{told.value.__cause__!r}"
