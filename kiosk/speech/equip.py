"""What speaks on this machine: recordings, espeak-ng and the sound device."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.speech.prompts import Prompts
from kiosk.speech.sink import AudioSink
from kiosk.speech.speaker import Speaker
from kiosk.speech.synthesis import Espeak

if TYPE_CHECKING:
    from kiosk.config import Config


def own_speaker(config: Config) -> Speaker:
    """Return the speaker of the machine that `config` describes; what it lacks shows when it is to speak."""
    folder = Path(config.speech.prompts) if config.speech.prompts else None
    return Speaker(Espeak(), Prompts(folder), AudioSink())
