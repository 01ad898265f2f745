"""`pishkhan central`: run the embedded central service for a demo or a pilot."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from threading import Thread

import click

from kiosk.cli.courier import STATE, take_sticks
from kiosk.cli.machine import LANGUAGE
from kiosk.cli.sticks import FOLDER
from sync.bundles.origin import Way
from sync.central.child import serve_parent
from sync.central.errors import CentralError
from sync.central.serving import Settings, serving

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group(invoke_without_command=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8383, show_default=True, help="0 takes any free one.")
@click.option("--data", type=_FOLDER, required=True, help="Where everything is kept; made if it is not there.")
@click.option("--forms", type=_FOLDER, help="XForms and XLSForms to publish [default: the services that come along].")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--official-password-file", type=_FILE, help="The official's password [default: a new one each start].")
@click.option("--for-parent", is_flag=True, hidden=True, help="Speak with the process that started this one.")
@click.pass_context
def central(
    context: click.Context,
    port: int,
    data: Path,
    forms: Path | None,
    host: str,
    official_password_file: Path | None,
    *,
    for_parent: bool,
) -> None:
    """Run the embedded central service until Ctrl+C.

    Prints one line when it is ready: where it listens, the address for the kiosk (a secret) and the official's page.
    """
    password = official_password_file.read_text().strip() if official_password_file else None
    if password == "":
        raise click.ClickException(f"The file {official_password_file} holds no password.")
    if forms is not None and not forms.is_dir():
        raise click.ClickException(f"There is no folder {forms}.")
    settings = Settings(data, forms=forms, host=host, port=port, password=password)
    if context.invoked_subcommand is not None:
        context.obj = settings
        return
    if for_parent:
        sys.exit(serve_parent(settings))
    try:
        with serving(settings) as (addresses, run, _):
            secret = "" if password else f"  password: {addresses.password}"
            click.echo(
                f"{addresses.base_url}  kiosk: {addresses.token_url}  official: {addresses.official_url}{secret}"
            )
            run()
    except (CentralError, OSError) as error:
        raise click.ClickException(str(error)) from error


@central.command("import")
@FOLDER
@STATE
@LANGUAGE
@click.pass_obj
def import_(settings: Settings, folder: Path, state: Path, language: str) -> None:
    """Take the sticks in FOLDER into this central while it is not running, and write the answers beside."""
    try:
        with serving(replace(settings, port=0)) as (addresses, run, stop):
            thread = Thread(target=run, name="central")
            thread.start()
            try:
                status = take_sticks(folder, state, Way(addresses.base_url, direct=True), language)
            finally:
                stop()
                thread.join()
    except (CentralError, OSError) as error:
        raise click.ClickException(str(error)) from error
    sys.exit(status)
