"""`pishkhan gallery`: every component in every state, in a window or as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from assets.texts import LANGUAGES, T
from kiosk.theme.tokens import ThemeName

if TYPE_CHECKING:
    from kiosk.shell import Shell


@click.command()
@click.option("--theme", type=click.Choice(get_args(ThemeName)), default="light", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="fa", show_default=True)
@click.option("--scale", type=click.FloatRange(1.0, 2.0), default=1.0, show_default=True, help="Text size.")
@click.option("--size", default="1280x800", show_default=True, help="Of the window, in pixels.")
@click.option("--save", type=click.Path(file_okay=False, path_type=Path), help="Save a picture of each sheet here.")
def gallery(theme: ThemeName, language: str, scale: float, size: str, save: Path | None) -> None:
    """Show every component of the design system in every state; back and on turn the sheets."""
    from PySide6.QtWidgets import QApplication

    from kiosk.shell import Shell
    from kiosk.theme import Look
    from kiosk.widgets import install_roles

    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise click.BadParameter("must look like 1280x800", param_hint="--size")
    app = QApplication(["pishkhan"])
    install_roles()
    shell = Shell(app, Look(theme, scale, language), T("Gallery"), touch=False)
    shell.header.aloud.hide()
    shell.resize(int(width), int(height))
    shell.show()
    if save is not None:
        _save(shell, save)
        return
    _turn(shell, 0)
    shell.end_wanted.connect(app.quit)
    app.exec()


def _turn(shell: Shell, at: int) -> None:
    from kiosk.gallery import SHEETS, sheet

    shown = sheet(list(SHEETS)[at % len(SHEETS)], shell.look)
    shown.next_wanted.connect(lambda: _turn(shell, at + 1))
    shown.back_wanted.connect(lambda: _turn(shell, at - 1))
    shell.show_screen(shown)


def _save(shell: Shell, folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from kiosk.gallery import SHEETS, sheet

    folder.mkdir(parents=True, exist_ok=True)
    look = shell.look
    for name in SHEETS:
        shell.show_screen(sheet(name, look))
        for _ in range(5):  # layouts settle over several rounds of events
            QApplication.processEvents()
        target = folder / f"{name}-{look.theme.name}-{look.language}-{round(look.scale * 100)}-{shell.width()}.png"
        shell.grab().save(str(target))
        click.echo(target)
