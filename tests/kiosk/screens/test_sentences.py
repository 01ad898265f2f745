"""What is missing is said in words that fit the kind of question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kiosk.conftest import OpenPage


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"type": "time"}, "ساعت و دقیقه"),
        ({"type": "dateTime"}, "روز و ساعت"),
        ({"type": "geopoint"}, "جغرافیایی"),
        ({"type": "barcode"}, "کدخوان"),
        ({"type": "image"}, "عکس"),
        ({"type": "image", "appearance": "signature"}, "امضا"),
        ({"type": "audio"}, "صدا"),
        ({"type": "file"}, "فلش"),
        ({"type": "rank list"}, "ترتیب"),
        ({"type": "text"}, "بنویسید"),
    ],
)
def test_a_missing_answer_is_asked_for_in_its_own_words(
    open_page: OpenPage, question: dict[str, str], said: str
) -> None:
    options = [{"list_name": "list", "name": name, "label": name} for name in ("a", "b")]
    page = open_page([{"name": "q", "label": "؟", "required": "yes", "appearance": "", **question}], options)
    assert not page.go_on()
    assert said in page.said_at("q")
