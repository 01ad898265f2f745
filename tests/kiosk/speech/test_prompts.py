"""Recordings: found by message, preferred to the synthetic voice, checked before anybody relies on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from assets.texts import LANGUAGES, T, say
from kiosk.cli.prompts import prompts
from kiosk.speech.clip import Clip, read_wav
from kiosk.speech.prompts import Prompts, file_name, recordable
from kiosk.speech.speaker import clips_of
from kiosk.speech.utterance import utter
from tests.kiosk.speech.given import tone, wav

if TYPE_CHECKING:
    from pathlib import Path

WHO = T("Who is here?")


class Synthetic:
    """A voice that writes down what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def render(self, words: str, language: str) -> Clip:
        self.asked.append(f"{language} {words}")
        return Clip(b"\0\0", 8000, 1)


def record(folder: Path, message: str, language: str = "fa", seconds: float = 1.0, peak: float = 0.5) -> Path:
    file = folder / language / file_name(message)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(wav(tone(seconds, peak=peak)))
    return file


def test_a_human_is_heard_where_one_has_spoken_and_the_machine_elsewhere(tmp_path: Path) -> None:
    recorded, voice = record(tmp_path, WHO.msgid), Synthetic()
    assert clips_of(utter("fa", WHO), Prompts(tmp_path), voice) == (read_wav(recorded.read_bytes()),)
    assert voice.asked == []
    clips_of(utter("en", WHO), Prompts(tmp_path), voice)
    assert voice.asked == ["en Who is here?"]


def test_one_breath_is_one_voice(tmp_path: Path) -> None:
    record(tmp_path, "1")
    voice = Synthetic()
    (clip,) = clips_of(utter("fa", T("1"), "گندم"), Prompts(tmp_path), voice)
    assert voice.asked == ["fa ۱: گندم"]
    assert clip.rate == 8000
    record(tmp_path, "Wheat")
    assert len(clips_of(utter("fa", T("1"), T("Wheat")), Prompts(tmp_path), voice)) == 2


def test_a_message_with_places_is_never_looked_for(tmp_path: Path) -> None:
    record(tmp_path, "{seconds} seconds")
    voice = Synthetic()
    clips_of(utter("en", T("{seconds} seconds", seconds=3)), Prompts(tmp_path), voice)
    assert voice.asked == ["en 3 seconds"]


def test_a_broken_recording_is_spoken_by_the_machine(tmp_path: Path) -> None:
    record(tmp_path, WHO.msgid).write_bytes(b"RIFFnonsense")
    voice = Synthetic()
    clips_of(utter("fa", WHO), Prompts(tmp_path), voice)
    assert len(voice.asked) == 1


def test_files_have_names_that_differ_and_that_every_disk_takes() -> None:
    names = [file_name(message) for message in recordable()]
    assert len(set(names)) == len(names) > 200
    assert all(name.isascii() and len(name) < 64 and "/" not in name for name in names)
    assert file_name("آب") != file_name("نان")


def test_what_is_heard_can_be_recorded_and_what_only_staff_see_is_not_asked_for() -> None:
    messages = recordable()
    assert WHO.msgid in messages
    assert "Continue" in messages
    assert not [message for message in messages if "{" in message]
    assert "Nobody has a PIN here yet. The technician sets one with “pishkhan staff set-pin”." not in messages


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_holds_each_sentence_with_its_file(language: str) -> None:
    done = CliRunner().invoke(prompts, ["script", "--language", language])
    assert done.exit_code == 0
    assert f"{language}/{file_name(WHO.msgid)}\n   {say(WHO, language)}\n" in done.output
    assert done.output.endswith(say(T("Sentences to record: {count}.", count=len(recordable())), language) + "\n")


def test_what_was_recorded_is_no_longer_in_the_script_and_is_listed_as_such(tmp_path: Path) -> None:
    record(tmp_path, WHO.msgid)
    run = CliRunner().invoke
    assert say(WHO, "fa") not in run(prompts, ["script", "--folder", str(tmp_path)]).output
    assert say(WHO, "fa") in run(prompts, ["script", "--folder", str(tmp_path), "--all"]).output
    listed = run(prompts, ["list", "--folder", str(tmp_path)]).output.splitlines()
    assert f"recorded   {say(WHO, 'fa')}" in listed
    assert say(T("Recorded: {recorded} of {count}.", recorded=1, count=len(recordable())), "fa") in listed


@pytest.mark.parametrize(
    ("message", "seconds", "peak", "why"),
    [
        (WHO.msgid, 1.0, 0.01, "is silent"),
        (WHO.msgid, 1.0, 1.0, "too loud"),
        (WHO.msgid, 0.05, 0.5, "does not go with its words"),
        (WHO.msgid, 30.0, 0.5, "does not go with its words"),
        ("Who was here?", 1.0, 0.5, "belongs to no message"),
    ],
)
def test_the_check_names_what_cannot_be_used(
    tmp_path: Path, message: str, seconds: float, peak: float, why: str
) -> None:
    name = record(tmp_path, message, seconds=seconds, peak=peak).name
    done = CliRunner().invoke(prompts, ["check", "--folder", str(tmp_path)])
    assert done.exit_code == 1
    assert [line for line in done.output.splitlines() if f"fa/{name}" in line and why in line]


def test_the_check_is_silent_about_good_recordings(tmp_path: Path) -> None:
    name = record(tmp_path, WHO.msgid).name
    assert name not in CliRunner().invoke(prompts, ["check", "--folder", str(tmp_path)]).output
