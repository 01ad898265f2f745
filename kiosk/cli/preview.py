"""`pishkhan form preview`: a form in a window as the counter shows it, read again whenever it is saved."""

from __future__ import annotations

import os
import random
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import T, say
from forms.check import check_form
from forms.parse import parse_xform
from forms.world import World
from forms.xlsform import to_xform
from kiosk.cli.check import media_beside
from kiosk.cli.form_report import DEVICE, Folder

if TYPE_CHECKING:
    from forms.problems import Problem
    from kiosk.preview import Source
    from kiosk.trial import Trial

_SIZE = (1280, 800)  # pixels: the screen of a counter


@click.command()
@click.argument("form", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--media", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of its files.")
@click.option("--language", type=click.Choice(["fa", "en"]), default="fa", show_default=True)
@click.option("--scale", type=click.FloatRange(1.0, 2.0), default=1.0, show_default=True, help="Size of the text.")
def preview(form: Path, media: Path | None, language: str, scale: float) -> None:
    """Show FORM (xlsx, xls, md, csv, xml) in a window, and again whenever it is saved."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise click.ClickException(say(T("There is no screen here on which a window could open."), "en"))
    from kiosk.app import qt_application
    from kiosk.preview import Preview
    from kiosk.shell import Shell
    from kiosk.theme import Look

    app = qt_application()
    shell = Shell(app, Look("light", scale, language), T("Preview of a form"))
    shell.header.aloud.hide()
    Preview(shell, source_of(form, media))
    shell.resize(*_SIZE)
    shell.show()
    sys.exit(app.exec())


def source_of(form: Path, media: Path | None) -> Source:
    """Return `form` as a preview reads it; its files are in `media`, in `FORM-media` or beside it."""
    from kiosk.preview import Source
    from kiosk.system import choose_file

    form = form.resolve()
    named = media or media_beside(form)
    file = _FormFile(form, named, named or form.parent)
    watched = (form, form.parent) if named is None else (form, form.parent, named)
    return Source(file.read, file.begin, file.check, choose_file, watched)


@dataclass(frozen=True, slots=True)
class _FormFile:
    """The form and the folder of its files; `named` is None where its files may lie anywhere."""

    path: Path
    named: Path | None
    folder: Path

    def read(self) -> tuple[bytes, object]:
        """Return the form, and the state of its files."""
        files = sorted(self.named.iterdir()) if self.named is not None else []
        return self.path.read_bytes(), tuple((file.name, file.stat().st_mtime_ns) for file in files)

    def begin(self, data: bytes, language: str) -> Trial:
        """Start the form."""
        from kiosk.trial import Trial

        if self.path.suffix.lower() == ".xml":
            xform, made = data, {}
        else:
            conversion = to_xform(data, name=self.path.stem)
            xform, made = conversion.xform, dict(conversion.media)
        world = World(lambda: datetime.now().astimezone(), random.SystemRandom(), DEVICE, Folder(self.folder, made))
        return Trial(parse_xform(xform), world, language)

    def check(self, data: bytes) -> tuple[Problem, ...]:
        """Return what `form check` says."""
        files = [file.name for file in self.named.iterdir() if file.is_file()] if self.named is not None else None
        return check_form(data, name=self.path.stem, media_files=files)
