"""`pishkhan demo`: the counter against an embedded central, for a person to try or, without a display, by itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.cli.telling import refusing
from kiosk.demo.surroundings import SurroundingsMissing, enter


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/demo"), show_default=True)
@click.option("--walk/--no-walk", default=None, help="Whether it walks by itself [default: without a display].")
@click.option("--act", hidden=True, help="The part that this process plays.")
def demo(out: Path, walk: bool | None, act: str | None) -> None:
    """Walk one application from the first touch to the delivered case."""
    out = out.resolve()
    if act is not None:
        from kiosk.demo.acting import play

        sys.exit(play(act, out))
    arguments = ["demo", "--out", str(out)]
    if walk is not None:
        arguments.append("--walk" if walk else "--no-walk")
    with refusing("en", SurroundingsMissing):
        enter(arguments)
    from kiosk.demo.directing import NotOurFolder, direct

    with refusing("en", NotOurFolder):
        sys.exit(direct(out, walk=walk))
