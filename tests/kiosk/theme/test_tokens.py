"""Every colour is a role of a theme, and everything painted can be seen on what it stands on."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

import pytest

import kiosk
from assets import read
from kiosk.theme import THEMES, Look, ThemeName, load_theme
from kiosk.theme.qss import style_sheet
from kiosk.theme.tokens import PAIRS, contrast, pair_contrast

PACKAGE = Path(kiosk.__file__).parent
SEEN = ("theme", "widgets", "controls", "keyboard", "screens", "gallery", "flows")
SOURCES = sorted([PACKAGE / "shell.py", *(path for name in SEEN for path in (PACKAGE / name).rglob("*.py"))])


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("role", "ground", "least"), PAIRS)
def test_everything_painted_stands_out_from_its_ground(name: ThemeName, role: str, ground: str, least: float) -> None:
    assert pair_contrast(load_theme(name), role, ground) >= least


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#123456", "#123456") == pytest.approx(1)


def test_all_themes_have_the_same_roles() -> None:
    assert len({frozenset(load_theme(name).colours) for name in THEMES}) == 1


def test_every_role_is_held_against_a_ground_or_is_one() -> None:
    checked = {role for pair in PAIRS for role in pair[:2]}
    # Only decoration: nothing is read from these, and no control is found by them.
    decoration = {"hair", "accent"}
    assert set(load_theme("light").colours) - checked == decoration


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_style_sheet_is_filled_in_completely(name: ThemeName, scale: float) -> None:
    sheet = style_sheet(Look(name, scale))
    assert "$" not in sheet
    assert not re.search(r"\d(sp|cp)\b", sheet)


def test_the_style_sheet_names_colours_only_by_role() -> None:
    template = read("theme/style.qss").decode()
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", template)
    assert set(Template(template).get_identifiers()) <= set(load_theme("light").colours) | {"role"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_module_has_colours_style_sheets_or_shadows_of_its_own(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert not re.search(r"""["']#[0-9A-Fa-f]{3,8}["']""", text)
    assert "QGraphicsDropShadowEffect" not in text
    if source.name != "apply.py":
        assert "setStyleSheet" not in text


def test_large_text_grows_the_page_fully_and_its_frame_a_little() -> None:
    look = Look("light", 2.0)
    assert look.px(20) == 40
    assert look.frame_px(20) == 24
