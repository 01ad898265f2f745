"""WAV files as recorders and speaking programs write them."""

from __future__ import annotations

import struct
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech.clip import Clip, NotWav, read_wav
from kiosk.speech.clip_cache import ClipCache
from tests.kiosk.speech.given import tone, wav


@given(st.lists(st.integers(-32768, 32767), max_size=40), st.sampled_from([8000, 22_050, 48_000]), st.integers(1, 2))
def test_what_was_written_is_read(values: list[int], rate: int, channels: int) -> None:
    samples = array("h", values[: len(values) // channels * channels])
    clip = read_wav(wav(samples, rate=rate, channels=channels))
    assert clip == Clip(samples.tobytes(), rate, channels)


def test_a_pipe_that_could_not_know_its_length_is_read_to_its_end() -> None:
    samples = tone()
    file = bytearray(wav(samples))
    struct.pack_into("<I", file, file.index(b"data") + 4, 0x7FFF_F000)
    assert read_wav(bytes(file)).samples == samples.tobytes()


@given(st.binary(max_size=80), st.integers(0, 44))
def test_no_bytes_whatsoever_break_it(noise: bytes, kept: int) -> None:
    for data in (noise, wav(tone(0.01))[:kept] + noise):
        try:
            clip = read_wav(data)
        except NotWav:
            continue
        assert len(clip.samples) <= len(data)


def test_loudness_and_length() -> None:
    clip = read_wav(wav(tone(0.5, peak=0.25)))
    assert clip.seconds == pytest.approx(0.5)
    assert clip.peak == pytest.approx(0.25, abs=0.01)
    assert Clip(b"", 8000, 1).peak == 0


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 60)), max_size=40))
def test_the_cache_never_holds_more_than_it_may(kept: list[tuple[str, int]]) -> None:
    cache = ClipCache(100)
    sizes: dict[str, int] = {}
    for words, size in kept:
        cache.keep("fa", words, Clip(b"\0" * size, 8000, 1))
        sizes.setdefault(words, size)
    held = [clip for words in sizes if (clip := cache.get("fa", words)) is not None]
    assert sum(len(clip.samples) for clip in held) <= 100
    assert len(held) == len(cache)
    assert not kept or cache.get("fa", kept[-1][0]) is not None
    cache.clear()
    assert len(cache) == 0
