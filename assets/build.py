"""Bring fonts and icons into this package from the dependencies that carry them; compile texts, list prompts.

npm has checked the packages against the hashes of `package-lock.json`; their licences are copied along.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from assets.services import SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
PACKAGES = HERE.parent / "node_modules"
FONTS = PACKAGES / "vazirmatn"
ICONS = PACKAGES / "@phosphor-icons" / "core"
_HEARD = (
    *(f"kiosk/{folder}" for folder in ("screens", "widgets", "controls", "flows", "speech", "keyboard", "search")),
    *("kiosk/aloud.py", "kiosk/shell.py", "kiosk/tracking.py", "assets/services.py"),
)
_SEEN_ONLY = frozenset({"desk", "desk_table", "pin", "problems", "errors", "staff", "technician"})
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


def list_prompts() -> None:
    """Write down the messages that a human may record: those that are heard and have no places to fill in.

    One a line, in the order of the code. The desk, the command line and the papers are read by those who see.
    """
    found = [message for folder in _HEARD for message in _messages(HERE.parent / folder)]
    asked = {text.msgid for service in SERVICES for text in service.words}  # for the search, said nowhere
    whole = [message for message in dict.fromkeys(found) if not {"{", "\n"} & set(message) and message not in asked]
    (HERE / "prompts.txt").write_text("".join(f"{message}\n" for message in whole), encoding="utf-8")


def _messages(place: Path) -> Iterator[str]:
    for source in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
        if source.stem not in _SEEN_ONLY:
            for _, message, _, _ in extract_from_file("python", source, keywords={"T": None}):
                yield message if isinstance(message, str) else message[0]


if __name__ == "__main__":
    bring_fonts()
    bring_icons()
    compile_texts()
    list_prompts()
