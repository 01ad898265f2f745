"""`pishkhan form check`: everything wrong with a form, each line with its cell or node."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import T, say
from forms.check import check_form

if TYPE_CHECKING:
    from forms.problems import Place, Problem

_SEVERITIES = {"error": T("error"), "warning": T("warning")}


@click.command()
@click.argument("form", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--media", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of its files.")
@click.option("--language", type=click.Choice(["fa", "en"]), default="en", show_default=True)
def check(form: Path, media: Path | None, language: str) -> None:
    """Check FORM, an XLSForm (xlsx, xls, md, csv) or an XForm (xml): exit 1 when it cannot run."""
    folder = media or _media_beside(form)
    files = [entry.name for entry in folder.iterdir() if entry.is_file()] if folder else None
    problems = check_form(form.read_bytes(), name=form.stem, media_files=files)
    for problem in problems:
        click.echo(_line(problem, language))
    errors = sum(problem.severity == "error" for problem in problems)
    summary = T("{errors} errors, {warnings} warnings", errors=errors, warnings=len(problems) - errors)
    click.echo(say(summary if problems else T("No problem found."), language))
    sys.exit(1 if errors else 0)


def _media_beside(form: Path) -> Path | None:
    """Return the folder that ODK's own tools would use, `form-media`, where there is one."""
    beside = form.with_name(f"{form.stem}-media")
    return beside if beside.is_dir() else None


def _line(problem: Problem, language: str) -> str:
    where = _where(problem.place, language)
    said = say(problem.text, language)
    detail = f"\n    {problem.detail.splitlines()[0]}" if problem.detail else ""
    return f"{say(_SEVERITIES[problem.severity], language)}: {where}{said}{detail}"


def _where(place: Place, language: str) -> str:
    parts = [place.sheet] if place.sheet else []
    if place.row is not None:
        parts.append(say(T("row {row}", row=place.row), language))
    if place.column:
        parts.append(f"{say(T('column'), language)} {place.column}")
    if place.node and not place.sheet:
        parts.append(place.node)
    return ", ".join(parts) + ": " if parts else ""
