"""The official's stylesheet: rules of its own over the colours that all of the program shares."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import assets

FONTS = ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf")


@cache
def stylesheet() -> bytes:
    """Return the CSS: the tokens of the light theme, those of the dark one for who prefers it, then the rules."""
    rules = files(__package__).joinpath("official.css").read_text(encoding="utf-8")
    light, dark = (_tokens(assets.read(f"theme/{name}.json")) for name in ("light", "dark"))
    return f":root{{{light}}}\n@media(prefers-color-scheme:dark){{:root{{{dark}}}}}\n{rules}".encode()


def _tokens(theme: bytes) -> str:
    colours: dict[str, str] = json.loads(theme)
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())
