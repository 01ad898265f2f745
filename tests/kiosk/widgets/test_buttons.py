"""Buttons and the bar of them: words wrap only where there is no room, and then stay beside their icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from assets.texts import T
from kiosk.theme import Look, apply_theme
from kiosk.widgets import Footer, FooterBar, painting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.widgets import Button


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    dressed = Look("light", 1.5, "en")
    apply_theme(qapp, dressed)
    yield dressed
    apply_theme(qapp, Look())


def is_on_one_line(button: Button) -> bool:
    return button.sizeHint().width() <= button.width()


def test_large_words_at_the_bottom_stay_on_one_line_while_they_fit(look: Look) -> None:
    bar = FooterBar(look)
    bar.show_footer(Footer(back=T("Back to the code"), next=T("Try again")))
    bar.resize(1024, 96)
    bar.show()
    QApplication.processEvents()
    assert all(map(is_on_one_line, (bar.back, bar.help, bar.next)))
    bar.resize(700, 140)
    QApplication.processEvents()
    assert not all(map(is_on_one_line, (bar.back, bar.help, bar.next)))
    bar.deleteLater()


@pytest.mark.parametrize("width", [160, 240, 900])
def test_wrapped_words_are_as_wide_as_their_longest_line(look: Look, width: int) -> None:
    font, words = look.font(30), "Papers and printing"
    wrapped = painting.wrapped_width(font, words, width)
    assert wrapped <= min(width, painting.text_width(font, words))
    assert painting.text_height(font, words, wrapped) == painting.text_height(font, words, width)
