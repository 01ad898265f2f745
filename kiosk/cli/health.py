"""`pishkhan health`: how this machine stands, in words or for a program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from assets.texts import say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, located
from kiosk.health import health_lines, health_of
from kiosk.speech.silence import silence_of
from kiosk.updating import last_update
from sync.hearing_time import recall_time
from sync.store import Store
from sync.store.checked_clock import CheckedClock
from sync.store.clock import SystemClock
from sync.store.rekeying import opening_key

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@CONFIG
@DATA
@LANGUAGE
def health(config_path: Path, data: Path | None, language: str, *, as_json: bool) -> None:
    """Say how this machine stands: backlog, disk, clock, key, register. Exit 1 when somebody should do something."""
    clock = CheckedClock(SystemClock())
    with (
        located(config_path, data, language) as (config, folder, vault),
        Store.open(folder, opening_key(vault, folder), clock, beside=True) as store,
    ):
        recall_time(store, clock)
        found = health_of(
            store,
            config.limits,
            clock,
            vault.describe(),
            silent=silence_of(config.languages),
            update=last_update(config.updates),
        )
    if as_json:
        click.echo(found.json())
    else:
        for line in health_lines(found):
            click.echo(say(line, language))
    sys.exit(0 if found.good else 1)
