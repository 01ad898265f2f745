"""An address is typed from left to right, and taken along as a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from kiosk.scanning import QR_ONLY, read_code

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage

TYPED = {"type": "text", "name": "q", "label": "نشانی؟", "appearance": "url"}
READ = {**TYPED, "read_only": "yes"}


@pytest.mark.parametrize("address", ["https://example.org/a?b=1405", "https://example.org/" + "x" * 300])
@pytest.mark.parametrize("theme", ["light", "contrast", "dark"])
def test_the_code_on_the_screen_says_the_address_in_every_theme(open_page: OpenPage, address: str, theme: str) -> None:
    page = open_page([{**READ, "default": address}], theme=theme)
    seen = page.control("q").code.grab().toImage()
    assert read_code(seen, QR_ONLY) == address


def test_its_digits_stay_those_of_the_address(open_page: OpenPage) -> None:
    page = open_page([{**READ, "default": "https://example.org/1405"}])
    assert "https://example.org/1405" in page.control("q").value.text()
    assert page.go_on()
    assert page.value("q") == "https://example.org/1405"


def test_an_address_too_long_for_a_code_is_there_in_letters(open_page: OpenPage) -> None:
    page = open_page([{**READ, "default": "https://example.org/" + "x" * 3000}])
    assert not page.control("q").code.isVisible()
    assert not page.control("q").words.isVisible()


def test_an_address_is_typed_with_latin_keys_from_left_to_right(open_page: OpenPage) -> None:
    page = open_page([TYPED])
    page.type_on_screen("a.b/")
    field = page.control("q").field
    assert field.layoutDirection() == Qt.LayoutDirection.LeftToRight
    page.key(Qt.Key.Key_0, "۱۲")
    assert page.go_on()
    assert page.value("q") == "a.b/12"
