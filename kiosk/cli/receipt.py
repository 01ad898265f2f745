"""`pishkhan receipt`: whether a paper is genuine, told offline; and the key by which others tell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import T, say
from kiosk.cli.machine import CONFIG, DATA, LANGUAGE, opened
from kiosk.verification import GENUINE, facts_of, known_keys, verified_in
from printing.errors import ReceiptRefused
from printing.keylist import (
    KeyListDamaged,
    ReceiptKey,
    parse_key_list,
    read_key_table,
    write_key_list,
    write_key_table,
)
from printing.reading import qr_texts

if TYPE_CHECKING:
    from printing.keylist import KeyList

_WHICH = T("Name a key list with --keys, or a machine with --config.")


@click.group()
def receipt() -> None:
    """Verify receipts."""


@receipt.command()
@CONFIG
@DATA
@click.option("--format", "written", type=click.Choice(["json", "csv"]), default="json", show_default=True)
@LANGUAGE
def keys(config_path: Path, data: Path | None, written: str, language: str) -> None:
    """Print this machine's public key as a key list, by which any office verifies its receipts.

    csv: a row for the centre's entity list `receipt_keys`, which every machine fetches with its forms.
    """
    with opened(config_path, data, language) as (config, store):
        key = ReceiptKey(store.device.public_key, config.office.name(config.languages[0]))
    click.echo(write_key_list([key]) if written == "json" else write_key_table([key]))


@receipt.command()
@click.argument("source", metavar="FILE|CODE")
@click.option(
    "--keys",
    "keys_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The key list, JSON or CSV; without it those that this machine has synced.",
)
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="The machine's TOML file.")
@DATA
@LANGUAGE
def verify(source: str, keys_file: Path | None, config_path: Path | None, data: Path | None, language: str) -> None:
    """Check FILE (PNG, JPEG, PDF) or the text of a receipt's QR code: exit 1 when it does not hold."""
    try:
        verified = verified_in(_texts(source), _keys(keys_file, config_path, data, language))
    except ReceiptRefused as refused:
        click.echo(say(refused.text, language))
        sys.exit(1)
    click.echo(say(GENUINE, language))
    for name, value in facts_of(verified):
        click.echo(f"{say(name, language)}: {value(language)}")


def _keys(file: Path | None, config_path: Path | None, data: Path | None, language: str) -> KeyList:
    if file is None:
        if config_path is None:
            raise click.UsageError(say(_WHICH, language))
        with opened(config_path, data, language) as (config, store):
            return known_keys(store, config.office.name(config.languages[0]))
    content = file.read_bytes()
    try:
        return read_key_table(content) if file.suffix.lower() == ".csv" else parse_key_list(content)
    except KeyListDamaged as fault:
        raise click.UsageError(f"{file}: {fault}") from fault


def _texts(source: str) -> tuple[str, ...]:
    path = Path(source)
    try:
        is_file = path.is_file()
    except OSError:  # a code is too long for a file name
        is_file = False
    return qr_texts(path.read_bytes()) if is_file else (source,)
