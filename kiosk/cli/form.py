"""`pishkhan form`: run, serve, check and preview forms, for form authors and for tests."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from kiosk.cli.form_report import Request, refusal, report, run_form

_ELSEWHERE = {"check": ("kiosk.cli.check", "check"), "preview": ("kiosk.cli.preview", "preview")}


class _FormGroup(click.Group):
    """Loads the subcommands of other parts when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all subcommands."""
        return sorted({*super().list_commands(ctx), *_ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the subcommand of that name, None when there is none."""
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, attribute = _ELSEWHERE[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=_FormGroup)
def form() -> None:
    """Check, preview, run and serve forms."""


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_OUT = click.Path(dir_okay=False, path_type=Path)


@form.command()
@click.argument("path", metavar="FORM", type=_FILE)
@click.option("--steps", type=_FILE, help="A JSON list of steps.")
@click.option("--media", type=_FOLDER, help="Where the form's files are; beside the form when left out.")
@click.option("--now", help="An ISO date and time that the form's clock stands at.")
@click.option("--seed", type=int, help="The seed of all randomness.")
@click.option("--loads", type=click.IntRange(min=1), default=1, help="Load so many times and report each.")
@click.option("--report", "report_path", type=_OUT, help="Where the report goes; standard output when left out.")
@click.option("--submission", "submission_path", type=_OUT, help="Where the XML goes that would be sent.")
def run(path: Path, report_path: Path | None, submission_path: Path | None, **options: Any) -> None:  # noqa: ANN401
    """Run FORM (xlsx, xls, xml, md or csv) through steps; exit 1 when it is refused.

    A step that fails is in the report, with its error, and on standard error; the steps after it are run.
    """
    steps = json.loads(options["steps"].read_text(encoding="utf-8")) if options["steps"] else []
    request = Request(
        form=path, media=options["media"], steps=steps, now=options["now"], seed=options["seed"], loads=options["loads"]
    )
    answer = run_form(request)
    xml = answer.get("submission")
    if submission_path is not None and isinstance(xml, str):
        submission_path.write_text(xml, encoding="utf-8", newline="")
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    if report_path is None:
        click.echo(text)
    else:
        report_path.write_text(text, encoding="utf-8")
    if "error" in answer:
        raise click.ClickException(answer["error"])
    for number, step in enumerate(answer["steps"], 1):
        if not step["ok"]:
            click.echo(f"step {number}: {step['error']}", err=True)


@form.command()
def serve() -> None:
    """Answer one JSON request a line with one JSON report a line until the input ends."""
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(json.dumps(_answer(line), ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _answer(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except json.JSONDecodeError as error:
        return refusal(error)
    return report(asked) if isinstance(asked, dict) else refusal(ValueError("a request is a JSON object"))
