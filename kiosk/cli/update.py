"""`pishkhan update`: newer programs for this machine, from a stick or from the address in the configuration."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import T, Text
from kiosk.cli.machine import CONFIG, LANGUAGE
from kiosk.cli.telling import refusing, tell
from kiosk.config import ConfigRefused
from kiosk.config_file import read_updates
from kiosk.updating import asker_of, releases_of, source_of
from sync.releases.errors import ReleaseError
from sync.releases.taking import check as ask_for
from sync.releases.taking import take as take_release
from sync.releases.trial import leave

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.config import Updates
    from sync.releases.standing import Standing

_STICK = click.option(
    "--stick", type=click.Path(path_type=Path, file_okay=False, exists=True), help="A stick or folder, not the line."
)
_NOTHING = T("There is no newer program.")
_BACK = T("The program before runs again after the next person.")
_DROPPED = T("The newer program that waited will not be started.")


@click.group()
def update() -> None:
    """Look for newer programs, take one, go back to the one before."""


@update.command()
@_STICK
@CONFIG
@LANGUAGE
def check(stick: Path | None, config_path: Path, language: str) -> None:
    """Say whether there is a newer program; nothing is taken."""
    with _updates(config_path, language) as updates:
        offer = ask_for(releases_of(updates), source_of(updates, stick), asker_of(updates, datetime.now(UTC)))
    if offer is None:
        tell(_NOTHING, language)
        return
    megabytes = offer.size // 1_000_000 + 1
    tell(T("There is version {version}, {size} MB.", version=offer.version, size=megabytes), language)


@update.command()
@_STICK
@click.option("--again", is_flag=True, help="Also one that did not start here before.")
@CONFIG
@LANGUAGE
def take(stick: Path | None, config_path: Path, language: str, *, again: bool) -> None:
    """Take the newest program; it starts after the next person. Exit 1 when it was refused: nothing has changed."""
    with _updates(config_path, language) as updates:
        asker = asker_of(updates, datetime.now(UTC))
        take_release(releases_of(updates), source_of(updates, stick), asker, again=again)
        waiting = releases_of(updates).standing().waiting
    if waiting is None:
        tell(_NOTHING, language)
    else:
        tell(T("Version {version} is here and starts after the next person.", version=waiting), language)


@update.command()
@CONFIG
@LANGUAGE
def status(config_path: Path, language: str) -> None:
    """Say which program runs and what became of the last newer one. Exit 1 when somebody should look."""
    with _updates(config_path, language) as updates:
        standing = releases_of(updates).standing()
    for line in _lines(standing):
        tell(line, language)
    sys.exit(0 if standing.last is None or standing.last.good else 1)


@update.command()
@CONFIG
@LANGUAGE
def back(config_path: Path, language: str) -> None:
    """Go back to the program before, after the next person; where that one cannot, the newer one goes on."""
    with _updates(config_path, language) as updates:
        standing = releases_of(updates).change(leave)
    tell(_BACK if standing.leaving else _DROPPED, language)


def _lines(standing: Standing) -> Iterator[Text]:
    yield T("Version {version} of the program runs here.", version=standing.current or version("pishkhan"))
    if standing.before is not None:
        yield T("The one before it is version {version}.", version=standing.before or version("pishkhan"))
    if standing.failed:
        yield T("Not taken by themselves any more: {versions}", versions=", ".join(standing.failed))
    if standing.last is not None:
        yield standing.last.text


@contextmanager
def _updates(config_path: Path, language: str) -> Iterator[Updates]:
    """Give what the configuration says of updates; say in `language` what was in the way, and end with 1."""
    with refusing(language, ConfigRefused, ReleaseError):
        yield read_updates(config_path)
