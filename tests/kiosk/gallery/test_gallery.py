"""Every component in every state keeps the rules: size, space, whole words, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QApplication

from kiosk.cli.gallery import gallery
from kiosk.gallery import SHEETS, sheet
from kiosk.shell import Shell
from kiosk.theme import THEMES, Look, ThemeName
from tests.kiosk.measuring import cut, nameless, outside, too_close, too_small
from tests.kiosk.pages import close

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("theme", "language", "scale", "size"),
    [
        ("light", "fa", 1.0, (1024, 768)),
        ("contrast", "fa", 1.5, (1024, 768)),
        ("dark", "en", 1.5, (1024, 768)),
        ("light", "en", 2.0, (1280, 800)),
        ("light", "fa", 1.25, (1920, 1080)),
    ],
)
def test_every_sheet_keeps_the_rules(
    qapp: QApplication, theme: ThemeName, language: str, scale: float, size: tuple[int, int]
) -> None:
    shell = Shell(qapp, Look(theme, scale, language), "پیشخوان", touch=False)
    shell.resize(*size)
    shell.show()
    broken: list[str] = []
    for name in SHEETS:
        shown = sheet(name, shell.look)
        shell.show_screen(shown)
        for _ in range(4):
            QApplication.processEvents()
        broken += [f"{name} too small: {found}" for found in too_small(shell)]
        broken += [f"{name} too close: {found}" for found in too_close(shell)]
        broken += [f"{name} cut: {found}" for found in cut(shell)]
        broken += [f"{name} nameless: {found}" for found in nameless(shell)]
        broken += [f"{name} outside: {found}" for found in outside(shown.body, shell)]
    close(shell)
    assert not broken, "\n".join(broken)


def test_a_window_size_that_is_none_is_refused_in_plain_words() -> None:
    result = CliRunner().invoke(gallery, ["--size", "large"])
    assert result.exit_code == 2
    assert "1280x800" in result.output


def test_pictures_of_the_sheets_differ_by_theme(qapp: QApplication, tmp_path: Path) -> None:
    pictures = set()
    for theme in THEMES:
        shell = Shell(qapp, Look(theme, 1.0, "fa"), "پیشخوان", touch=False)
        shell.resize(800, 600)
        shell.show_screen(sheet("tiles", shell.look))
        target = tmp_path / f"{theme}.png"
        assert shell.grab().save(str(target))
        pictures.add(target.read_bytes())
        close(shell)
    assert len(pictures) == 3
