"""Sounds to test with: a tone as a human's recording would be, in a WAV file."""

from __future__ import annotations

import math
import wave
from array import array
from io import BytesIO


def tone(seconds: float = 0.5, *, peak: float = 0.5, rate: int = 16_000, channels: int = 1) -> array[int]:
    """Samples of 440 Hz."""
    frames = round(seconds * rate)
    each = (round(peak * 32767 * math.sin(440 * math.tau * frame / rate)) for frame in range(frames))
    return array("h", [sample for value in each for sample in [value] * channels])


def wav(samples: array[int], *, rate: int = 16_000, channels: int = 1) -> bytes:
    """A WAV file as a recorder writes it."""
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((channels, 2, rate, 0, "NONE", ""))
        out.writeframes(samples.tobytes())
    return file.getvalue()
