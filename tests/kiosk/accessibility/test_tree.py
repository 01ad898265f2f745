"""What a screen reader is given: names, roles, states and announcements of every screen, over the real bus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.texts import T, say
from tests.kiosk.screens.every_screen import EVERY_SCREEN

if TYPE_CHECKING:
    from tests.kiosk.accessibility.conftest import Ear, Node

pytestmark = pytest.mark.system
QUESTIONS = tuple(f"question filled {number}" for number in (1, 2, 3, 4, 6, 10, 14))
SAMPLES = tuple(
    f"sample {name}"
    for name in ("geopoint", "geoshape", "image-map", "annotate", "video", "grid", "note-url", "select-one-spoken")
)
RAIL = {say(words, language) for words in (T("Up"), T("Continues")) for language in ("fa", "en")}  # comes and goes
BY_ARROWS = {"radio button", "list item", "table cell", "table column header"}  # Tab comes to one of them
REFUSED = ("check answers refused", "consent refused", "track refused", "staff door refused", "question crop_damage 2!")


@pytest.mark.parametrize("screen", [*EVERY_SCREEN, *QUESTIONS, *SAMPLES])
def test_each_page_has_one_heading_which_the_title_says_and_names_all_that_takes_the_focus(
    ear: Ear, screen: str
) -> None:
    title = ear.show(screen)
    tree = ear.tree()
    focusable = [node for node in tree if node["focusable"]]
    assert [node for node in focusable if not node["name"].strip() or node["role"] in ("filler", "unknown")] == []
    assert focusable or screen == "recording"
    headings = _named(tree, "heading")
    assert len(headings) == (0 if screen == "attract" else 1)
    assert all(heading in title for heading in headings)


@pytest.mark.parametrize("screen", REFUSED)
def test_what_is_wrong_is_an_alert_that_says_all_of_it(ear: Ear, screen: str) -> None:
    ear.show(screen)
    (alert,) = _named(ear.tree(), "alert")
    assert len(alert.split()) > 6


def test_what_is_wrong_is_announced_and_has_the_focus(ear: Ear) -> None:
    ear.show("question crop_damage 2")
    ear.announced()
    ear.show("question crop_damage 2!")
    (alert,) = _named(ear.tree(), "alert")
    focused = ear.until(lambda: [node for node in ear.tree() if node["focused"] and node["role"] == "alert"])
    assert [node["name"] for node in focused] == [alert]
    assert alert in ear.until(ear.announced)


def test_a_consent_that_is_missing_is_announced(ear: Ear) -> None:
    ear.show("consent")
    ear.announced()
    ear.show("consent!")
    (alert,) = _named(ear.tree(), "alert")
    assert any(words in alert for words in ear.until(ear.announced))


@pytest.mark.parametrize(("screen", "happening"), [("receipt", "paper comes"), ("home", "larger words")])
def test_what_changes_by_itself_is_announced(ear: Ear, screen: str, happening: str) -> None:
    ear.show(screen)
    ear.announced()
    ear.show(happening)
    assert all(words.strip() for words in ear.until(ear.announced))


@pytest.mark.parametrize("screen", [*EVERY_SCREEN, *QUESTIONS, *SAMPLES, *REFUSED])
def test_the_focus_goes_in_reading_order_through_all_that_can_be_done(ear: Ear, screen: str) -> None:
    ear.show(screen)
    walked = [name for name in ear.walk() if name not in RAIL]
    focusable = ear.until(lambda: [node for node in ear.tree() if node["focusable"]])
    order = [node for node in focusable if node["name"] not in RAIL]
    assert walked == [node["name"] for node in order if node["name"] in walked]
    left_out = [node for node in order if node["enabled"] and node["name"] not in walked]
    assert {node["role"] for node in left_out} <= BY_ARROWS


def test_progress_is_a_progress_bar_with_a_name(ear: Ear) -> None:
    ear.show("question filled 2")
    (progress,) = _named(ear.tree(), "progress bar")
    assert progress.strip()


def test_a_chosen_tile_is_a_checked_radio_button(ear: Ear) -> None:
    ear.show("question filled 2")
    radios = [node for node in ear.tree() if node["role"] == "radio button"]
    assert [node["checked"] for node in radios] == [True, False]
    ear.press(radios[1]["name"])
    assert ear.until(lambda: _checked(ear) == [False, True])


@pytest.mark.parametrize("sign", ["idle warning", "help"])
def test_nothing_below_a_sign_is_read(ear: Ear, sign: str) -> None:
    ear.show("track found")
    below = {node["name"] for node in ear.tree() if node["name"] and node["role"] not in ("application", "frame")}
    ear.show(sign)
    over = ear.tree()
    assert len(_named(over, "heading")) == 1
    assert {node["name"] for node in over if node["role"] not in ("application", "frame")} & below == set()


def _checked(ear: Ear) -> list[bool]:
    return [node["checked"] for node in ear.tree() if node["role"] == "radio button"]


def _named(tree: list[Node], role: str) -> list[str]:
    return [node["name"] for node in tree if node["role"] == role]


def test_parts_of_a_picture_are_radio_buttons(ear: Ear) -> None:
    ear.show("sample image-map")
    parts = [node for node in ear.tree() if node["role"] == "radio button"]
    assert len(parts) == 4
    assert [node["name"] for node in parts if node["checked"]] == [parts[1]["name"]]


def test_a_map_says_where_its_pin_is(ear: Ear) -> None:
    ear.show("sample geopoint")
    (seen,) = [node["name"] for node in ear.tree() if node["role"] in ("image", "graphic")]
    assert "36.1722" in seen or "۳۶٫۱۷۲۲" in seen
