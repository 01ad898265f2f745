"""The list of digests in the repository, and the processes that take the pictures anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.golden.screens.digest import read

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[3]
LIST = Path(__file__).with_name("digests.txt")
LOOKS = tuple((language, scale) for language in ("fa", "en") for scale in ("1.0", "1.5"))
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="font">
<edit name="antialias" mode="assign"><bool>true</bool></edit>
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="rgba" mode="assign"><const>none</const></edit>
<edit name="embeddedbitmap" mode="assign"><bool>false</bool></edit>
</match></fontconfig>
"""


def take(language: str, scale: str, folder: Path, *, save: bool = False) -> dict[str, bytes]:
    """Return the cells of each picture, by its name, and `save` the pictures into `folder`."""
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=ROOT / "assets" / "fonts", cache=folder / "fontcache"), encoding="utf-8")
    environment = os.environ | {
        "FONTCONFIG_FILE": str(fonts),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": "1",
        "QT_LOGGING_RULES": "*=false",
        "TZ": "Asia/Tehran",
    }
    command = [sys.executable, "-m", "tests.golden.screens.taking", language, scale, *([str(folder)] if save else [])]
    taken = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, timeout=300)
    found: dict[str, str] = json.loads(taken.stdout.splitlines()[-1])
    return {f"{name} {language} {scale}": read(word) for name, word in found.items()}


def kept() -> dict[str, bytes]:
    """Return the cells of each picture as somebody last judged it by eye."""
    lines = (line.rsplit("\t", 1) for line in LIST.read_text(encoding="utf-8").splitlines())
    return {name: read(word) for name, word in lines}


def keep(words: Mapping[str, str]) -> None:
    """Write the list anew."""
    LIST.write_text("".join(f"{name}\t{word}\n" for name, word in sorted(words.items())), encoding="utf-8")
