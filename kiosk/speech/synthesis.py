"""The synthetic voice: espeak-ng, a program of its own that gives sound for words. Nothing touches the disk."""

from __future__ import annotations

import shutil
import subprocess
import sys

from kiosk.program import outside_environment
from kiosk.speech.clip import Clip, NotWav, read_wav
from kiosk.speech.errors import NotSpoken, NoVoice
from kiosk.speech.wording import for_voice

PROGRAM = "espeak-ng"
# Sorani by the voice for Kurmanji, the only Kurdish that there is.
VOICES = {"fa": "fa", "en": "en-gb", "ar": "ar", "ckb": "ku"}
_ON_WINDOWS = r"C:\Program Files\eSpeak NG"  # its installer does not put it among the programs that are found
_WORDS_A_MINUTE = 150
_LONGEST = 15  # seconds that one sentence may take to be made
_NO_WINDOW = 0x0800_0000  # CREATE_NO_WINDOW: else Windows flashes a console for each sentence


class Espeak:
    """Renders words; safe to call from any thread."""

    def __init__(self, program: str | None = None) -> None:
        """Use `program`, else the one that the system finds."""
        self._program = program or shutil.which(PROGRAM) or shutil.which(PROGRAM, path=_ON_WINDOWS)

    def speaks(self, language: str) -> bool:
        """Whether there is a voice for `language`."""
        return self._program is not None and language.split("-")[0] in VOICES

    def render(self, words: str, language: str) -> Clip:
        """Return `words` spoken in `language`; raises NoVoice, NotSpoken.

        The words go through a pipe: a command line can be read by everybody on the machine.
        """
        voice = VOICES.get(language.split("-")[0])
        if self._program is None or voice is None:
            raise NoVoice
        command = [self._program, "--stdin", "--stdout", "-b", "1", "-v", voice, "-s", str(_WORDS_A_MINUTE)]
        try:
            done = subprocess.run(
                command,
                input=for_voice(words, language).encode(),
                capture_output=True,
                check=True,
                timeout=_LONGEST,
                env=outside_environment(),
                creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
            )
            return read_wav(done.stdout)
        except (OSError, subprocess.SubprocessError, NotWav):
            raise NotSpoken from None  # the fault itself may quote the words
