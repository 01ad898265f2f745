"""`pishkhan form check`: everything wrong with a form, each line with its cell or node."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assets.texts import T, say
from forms.check import check_form
from kiosk.problem_lines import problem_line


@click.command()
@click.argument("form", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--media", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of its files.")
@click.option("--language", type=click.Choice(["fa", "en"]), default="en", show_default=True)
def check(form: Path, media: Path | None, language: str) -> None:
    """Check FORM, an XLSForm (xlsx, xls, md, csv) or an XForm (xml): exit 1 when it cannot run."""
    folder = media or media_beside(form)
    files = [entry.name for entry in folder.iterdir() if entry.is_file()] if folder else None
    problems = check_form(form.read_bytes(), name=form.stem, media_files=files)
    for problem in problems:
        click.echo(problem_line(problem, language))
    errors = sum(problem.severity == "error" for problem in problems)
    summary = T("{errors} errors, {warnings} warnings", errors=errors, warnings=len(problems) - errors)
    click.echo(say(summary if problems else T("No problem found."), language))
    sys.exit(1 if errors else 0)


def media_beside(form: Path) -> Path | None:
    """Return the folder that ODK's own tools would use, `form-media`, where there is one."""
    beside = form.with_name(f"{form.stem}-media")
    return beside if beside.is_dir() else None
