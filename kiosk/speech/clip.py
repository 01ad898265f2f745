"""Sound as it is played: 16-bit samples out of a WAV file, read also where the file does not know its own length."""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass

_PCM = 1
_EXTENSIBLE = 0xFFFE  # recorders write it for plain samples too
_BITS = 16


class NotWav(Exception):
    """The bytes are no WAV file of 16-bit samples; the argument says what they are instead."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Interleaved signed 16-bit little-endian samples, `rate` a second, of `channels`."""

    samples: bytes
    rate: int
    channels: int

    @property
    def seconds(self) -> float:
        """How long it is heard."""
        return len(self.samples) / (2 * self.rate * self.channels)

    @property
    def peak(self) -> float:
        """The loudest sample, from 0 for silence to 1."""
        values = array("h", self.samples)
        return max(map(abs, values)) / 32768 if values else 0.0


def read_wav(data: bytes) -> Clip:
    """Return the sound in the WAV file `data`; raises NotWav.

    A program that writes to a pipe cannot fill in the lengths at the beginning: then all that follows is sound.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise NotWav("no RIFF/WAVE")
    head: tuple[int, int] | None = None
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        at += 8
        if name == b"fmt ":
            head = _head(data, at)
        elif name == b"data" and head is not None:
            rate, channels = head
            frame = 2 * channels
            return Clip(data[at : at + min(size, len(data) - at) // frame * frame], rate, channels)
        at += size + size % 2
    raise NotWav("no samples")


def _head(data: bytes, at: int) -> tuple[int, int]:
    if at + 16 > len(data):
        raise NotWav("cut off")
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", data, at)
    if kind not in (_PCM, _EXTENSIBLE) or bits != _BITS:
        raise NotWav(f"{bits} bits, format {kind}")
    if not rate or not channels:
        raise NotWav("no rate")
    return rate, channels
