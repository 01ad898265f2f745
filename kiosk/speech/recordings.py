"""Whether what was recorded can be used: there, readable, loud enough, not cut, and belonging to a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.texts import T, Text, say
from kiosk.speech.clip import NotWav, read_wav
from kiosk.speech.prompts import file_name, recordable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.speech.clip import Clip
    from kiosk.speech.prompts import Prompts

_QUIETEST, _LOUDEST = 0.05, 0.999  # peaks, from 0 to 1
_SECONDS_A_LETTER = (0.02, 0.5)  # nobody speaks faster or slower than this


@dataclass(frozen=True, slots=True)
class Prompt:
    """A message to be recorded: its English, the file that its recording is kept in, and what is read out."""

    message: str
    file: str
    words: str
    recorded: bool


def prompts_of(prompts: Prompts, language: str) -> tuple[Prompt, ...]:
    """Return every message that can be recorded in `language`, in the order in which the code names them."""
    return tuple(_prompt(prompts, message, language) for message in recordable())


def faults_of(prompts: Prompts, language: str) -> Iterator[tuple[str, Text]]:
    """Yield the name of each file in `language` that cannot be used, and why."""
    folder = prompts.folder / language if prompts.folder is not None else None
    if folder is None or not folder.is_dir():
        return
    known = {file_name(message): message for message in recordable()}
    for file in sorted(folder.iterdir()):
        if file.name not in known:
            yield file.name, T("It belongs to no message: its text has changed, or it is misnamed.")
        elif why := _fault(file, say(Text(known[file.name]), language)):
            yield file.name, why


def _prompt(prompts: Prompts, message: str, language: str) -> Prompt:
    recorded = prompts.recording(message, language) is not None
    return Prompt(message, file_name(message), say(Text(message), language), recorded)


def _fault(file: Path, words: str) -> Text | None:
    try:
        return _sound_fault(read_wav(file.read_bytes()), words)
    except NotWav as reason:
        return T("It is no WAV file of 16 bits: {reason}", reason=str(reason))


def _sound_fault(clip: Clip, words: str) -> Text | None:
    least, most = (seconds * len(words) for seconds in _SECONDS_A_LETTER)
    if clip.peak < _QUIETEST:
        return T("It is silent, or nearly so.")
    if clip.peak > _LOUDEST:
        return T("It is too loud: its peaks are cut.")
    if not least <= clip.seconds <= most + 1:
        return T("It lasts {seconds} seconds, which does not go with its words.", seconds=f"{clip.seconds:.1f}")
    return None
