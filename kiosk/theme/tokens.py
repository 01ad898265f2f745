"""The colours of a theme by what they are for; the only place where a colour gets a value is `assets/theme/*.json`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assets import read

if TYPE_CHECKING:
    from collections.abc import Mapping

ThemeName = Literal["light", "contrast", "dark"]
THEMES: tuple[ThemeName, ...] = ("light", "contrast", "dark")
_COLOUR = re.compile(r"#[0-9A-F]{6}")

TEXT = 4.5  # WCAG 2.2, 1.4.3: text on its ground
SHAPE = 3.0  # WCAG 2.2, 1.4.11: borders, icons, focus on their ground

# What stands on what, and the contrast it needs. A pair not listed here is not to be painted.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((text, ground, TEXT) for text in ("ink", "muted") for ground in ("page", "surface", "sunken", "brand_soft")),
    *(("ink", ground, TEXT) for ground in ("error_soft", "ok_soft", "warn_soft", "key", "key_press", "keyboard")),
    *(("brand", ground, TEXT) for ground in ("page", "surface", "brand_soft", "sunken", "key", "key_press")),
    *(("error", ground, TEXT) for ground in ("page", "surface", "error_soft")),
    *(("ok", ground, TEXT) for ground in ("page", "surface", "ok_soft")),
    *(("warn", ground, TEXT) for ground in ("page", "surface", "warn_soft")),
    *(("quiet", ground, TEXT) for ground in ("page", "surface")),
    *(("on_header", ground, TEXT) for ground in ("header", "header_button", "header_press")),
    ("on_brand", "brand", TEXT),
    ("on_brand", "brand_press", TEXT),
    ("on_error", "error", TEXT),
    *(("line", ground, SHAPE) for ground in ("page", "surface", "key", "keyboard")),
    *(("header_line", ground, SHAPE) for ground in ("header", "header_button", "header_press")),
    # The focus ring is two rings, one light and one dark: the one that touches its ground must be seen against it.
    *(("focus_ring", ground, SHAPE) for ground in ("page", "surface", "header", "keyboard", "brand", "brand_soft")),
    ("focus", "focus_ink", SHAPE),
    # What scrolls has its frame drawn by the style sheet, which knows one ring only.
    *(("focus_edge", ground, SHAPE) for ground in ("page", "surface")),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """A named set of colours by role, each `#RRGGBB`."""

    name: str
    colours: Mapping[str, str]

    def __getitem__(self, role: str) -> str:
        """Return the colour of `role`; KeyError when the theme has no such role."""
        return self.colours[role]


def load_theme(name: ThemeName) -> Theme:
    """Return the packaged theme `name`; ValueError when a colour in it is not written `#RRGGBB`."""
    colours: dict[str, str] = json.loads(read(f"theme/{name}.json"))
    for role, colour in colours.items():
        if not _COLOUR.fullmatch(colour):
            raise ValueError(f"{name}: {role} is {colour!r}, not #RRGGBB")
    return Theme(name, colours)


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio, 1 to 21, of two colours `#RRGGBB`."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pair_contrast(theme: Theme, role: str, ground: str) -> float:
    """Return the contrast of `role` on `ground`; `focus_ring` counts as the better of its two rings."""
    rings = ("focus", "focus_ink") if role == "focus_ring" else (role,)
    return max(contrast(theme[ring], theme[ground]) for ring in rings)


def _luminance(colour: str) -> float:
    # https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
