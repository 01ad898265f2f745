"""Each screen and each component looks as it did when somebody last judged it by eye, in every size.

After a wanted change: `python -m tests.golden.screens`, look at every picture in `build/golden`, then again with
`--write`, and commit the list with the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tests.golden.screens.digest import changed, digest, read, written
from tests.golden.screens.golden import LOOKS, kept, take

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("language", "scale"), LOOKS)
def test_every_screen_looks_as_it_was_judged(language: str, scale: str, tmp_path: Path) -> None:
    before = {name: cells for name, cells in kept().items() if name.endswith(f" {language} {scale}")}
    now = take(language, scale, tmp_path)
    assert now.keys() == before.keys()
    assert [name for name in now if changed(before[name], now[name])] == []


def page(words: QRect, colour: str = "#0B4F58") -> bytes:
    """A page of 1024×768 with words standing at a place."""
    picture = QImage(1024, 768, QImage.Format.Format_RGB32)
    picture.fill(QColor("#F5F2EB"))
    painter = QPainter(picture)
    for line in range(words.top(), words.bottom(), 4):
        painter.fillRect(words.left(), line, words.width(), 2, QColor(colour))
    painter.end()
    return digest(picture)


WORDS = QRect(400, 300, 160, 28)


@pytest.mark.parametrize(
    "other",
    [
        WORDS.translated(0, 8),
        WORDS.translated(12, 0),
        WORDS.adjusted(0, 0, -60, 0),
        WORDS.adjusted(0, 0, 0, 12),
        QRect(),
    ],
    ids=["lower", "beside", "shorter", "higher", "gone"],
)
def test_words_that_moved_shrank_or_went_are_noticed(other: QRect) -> None:
    assert changed(page(WORDS), page(other))


def test_another_colour_is_noticed_and_a_rounding_is_not() -> None:
    assert changed(page(WORDS), page(WORDS, "#B00020"))
    assert not changed(page(WORDS), page(WORDS, "#0B5059"))
    assert not changed(page(WORDS), page(WORDS))


def test_a_digest_is_one_word_of_a_line() -> None:
    word = written(page(WORDS))
    assert word.split() == [word]
    assert read(word) == page(WORDS)
