"""What a human has recorded, found by message and language; and which messages can be recorded at all."""

from __future__ import annotations

import hashlib
import logging
import re
from functools import cache
from typing import TYPE_CHECKING

from assets import read
from kiosk.speech.clip import Clip, NotWav, read_wav

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 40
LISTED = "prompts.txt"


class Prompts:
    """A folder with one folder a language, in it one WAV file a message."""

    def __init__(self, folder: Path | None) -> None:
        """Look in `folder`; None where nothing has been recorded."""
        self.folder = folder

    def path(self, message: str, language: str) -> Path | None:
        """Return where a recording of `message` in `language` is kept, None without a folder."""
        return self.folder / language / file_name(message) if self.folder is not None else None

    def recording(self, message: str | None, language: str) -> Clip | None:
        """Return the recording of `message`, None when there is none that can be played."""
        path = self.path(message, language) if message is not None else None
        if path is None or not path.is_file():
            return None
        try:
            return read_wav(path.read_bytes())
        except (OSError, NotWav) as fault:
            log.warning("the recording %s cannot be played: %s", path.name, fault)
            return None


def file_name(message: str) -> str:
    """Return the file name of `message`'s recording: readable, and another one as soon as the message is another."""
    readable = _NOT_IN_A_NAME.sub("-", message.lower())[:_LONGEST_NAME].strip("-")
    return f"{readable}-{hashlib.sha256(message.encode()).hexdigest()[:8]}.wav".lstrip("-")


@cache
def recordable() -> tuple[str, ...]:
    """Return the messages that people hear and that have no places to fill in, in the order of the code."""
    return tuple(line for line in read(LISTED).decode().split("\n") if line)
