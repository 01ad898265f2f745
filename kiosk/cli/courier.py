"""`pishkhan courier`: the far end, where sticks come from machines without a line, and go back with the answer."""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from assets.texts import T, say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, opened
from kiosk.cli.sticks import FOLDER, own_of
from kiosk.cli.telling import refusing
from sync.bundles.cards import Own
from sync.bundles.desk import CourierDesk
from sync.bundles.errors import BundleError
from sync.bundles.origin import Way
from sync.openrosa.client import OpenRosaClient
from sync.releases.errors import ReleaseError

if TYPE_CHECKING:
    from sync.openrosa.address import Central

STATE = click.option(
    "--state", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where this end keeps its keys."
)
_PEM = click.Path(path_type=Path, dir_okay=False, exists=True)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def courier() -> None:
    """Take sticks from machines without a line, and answer them."""


@courier.command()
@click.argument("name")
@STATE
@LANGUAGE
def init(name: str, state: Path, language: str) -> None:
    """Make this end's keys under NAME and print its card: the line that belongs into each machine's configuration."""
    with refusing(language, BundleError):
        click.echo(CourierDesk.create(state, Own.generate(name)).own.card)


@courier.command()
@CONFIG
@DATA
@LANGUAGE
def card(config_path: Path, data: Path | None, language: str) -> None:
    """Print the card of a machine, which the far end has to know (`pishkhan courier know`)."""
    with opened(config_path, data, language) as (config, store), refusing(language, BundleError):
        click.echo(own_of(config, store).card)


@courier.command()
@click.argument("card_line", metavar="CARD")
@STATE
@LANGUAGE
def know(card_line: str, state: Path, language: str) -> None:
    """Take sticks from the machine with this CARD from now on."""
    with refusing(language, BundleError):
        CourierDesk.open(state).learn(card_line)


@courier.command()
@FOLDER
@STATE
@click.option("--to", default="", help="Scheme and host to post to [default: each machine's own centre].")
@click.option("--ca", type=_PEM, help="A PEM file of a private authority.")
@click.option("--certificate", type=_PEM, help="PEM of this end's own certificate and key, where it is asked for one.")
@click.option("--client", default="", help="X-Road client of this end [default: each machine's own].")
@click.option("--direct", is_flag=True, help="Leave X-Road out: this end stands beside the centre.")
@click.option("--updates", type=_FOLDER, help="A copy of the ministry's repository: its newest program goes along.")
@LANGUAGE
def receive(
    folder: Path,
    state: Path,
    to: str,
    ca: Path | None,
    certificate: Path | None,
    client: str,
    direct: bool,
    updates: Path | None,
    language: str,
) -> None:
    """Post what is in FOLDER in the name of each machine, and write the answer for it beside.

    Doing it again does no harm. Exit 1 when a file was refused or a centre did not answer.
    """
    status = take_sticks(folder, state, Way(to, ca, certificate, client, direct), language)
    if updates is not None:
        _put_program(updates, folder, language)
    sys.exit(status)


def _put_program(repository: Path, folder: Path, language: str) -> None:
    """Put the newest program beside the answers; where there is no room for it, the answers are whole all the same."""
    from sync.releases.stick import put_on_stick  # TUF, which only this asks for

    with refusing(language, ReleaseError):
        versions = put_on_stick(repository, folder)
    words = T("The newest program (version {versions}) is on the stick.", versions=", ".join(versions))
    click.echo(say(words, language))


def take_sticks(folder: Path, state: Path, way: Way, language: str) -> int:
    """Do what `receive` says and return the exit status."""
    with refusing(language, BundleError):
        desk = CourierDesk.open(state)
        done = desk.receive(folder, connect, now=datetime.now(UTC), new_id=lambda: uuid4().hex, way=way)
    for refusal in done.refused:
        click.echo(f"{refusal.path.name}: {say(refusal.reason.text, language)}")
    for stopped in done.stopped:
        click.echo(f"{stopped.machine}: {say(stopped.error.text, language)}")
    for answer in done.answers:
        words = T(
            "{name}: {count} applications, {delivered} of them delivered. The answer is in {file}.",
            name=answer.machine,
            count=answer.records,
            delivered=answer.delivered,
            file=answer.path.name,
        )
        click.echo(say(words, language))
    return 1 if done.refused or done.stopped else 0


def connect(central: Central) -> OpenRosaClient:
    """Return a client of `central` on the clock of this machine."""
    return OpenRosaClient(
        central, clock=lambda: datetime.now(UTC), monotonic=time.monotonic, random=random.SystemRandom()
    )
