"""Bring the fonts, icons and compiled texts into this package from the dependencies that carry them.

npm has checked the packages against the hashes of `package-lock.json`; their licences are copied along.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).resolve().parent
PACKAGES = HERE.parent / "node_modules"
FONTS = PACKAGES / "vazirmatn"
ICONS = PACKAGES / "@phosphor-icons" / "core"
FONT_FILES = ("Vazirmatn-Regular.ttf", "Vazirmatn-Medium.ttf", "Vazirmatn-Bold.ttf")


def bring_fonts() -> None:
    """Copy the font files that screens and paper use, with their licence."""
    target = HERE / "fonts"
    target.mkdir(exist_ok=True)
    for name in FONT_FILES:
        shutil.copyfile(FONTS / "fonts" / "ttf" / name, target / name)
    shutil.copyfile(FONTS / "OFL.txt", target / "OFL.txt")


def bring_icons() -> None:
    """Copy the icons named in `icons.txt` as `style/name`, with their licence."""
    target = HERE / "icons"
    for line in (HERE / "icons.txt").read_text(encoding="utf-8").split():
        style, name = line.split("/")
        suffix = "" if style == "regular" else f"-{style}"
        (target / style).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ICONS / "assets" / style / f"{name}{suffix}.svg", target / style / f"{name}.svg")
    shutil.copyfile(ICONS / "LICENSE", target / "LICENSE")


def compile_texts() -> None:
    """Compile each language's catalogue to the form that gettext reads, with what waits for its review."""
    for source in sorted((HERE / "i18n").glob("*.po")):
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text, locale=source.stem), use_fuzzy=True)


if __name__ == "__main__":
    bring_fonts()
    bring_icons()
    compile_texts()
