"""`pishkhan receipt`: whether a paper is genuine, told offline; and the key by which others tell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import T, Text, say, show_digits
from forms.tracking import grouped
from kiosk.cli.machine import CONFIG, DATA, opened
from printing.errors import NotAReceipt, ReceiptRefused
from printing.keylist import KeyListDamaged, ReceiptKey, parse_key_list, write_key_list
from printing.qr import ReceiptStatus, verify_receipt
from printing.reading import qr_texts
from printing.wording import isolated, moment, rials

if TYPE_CHECKING:
    from printing.keylist import KeyList
    from printing.qr import VerifiedReceipt


@click.group()
def receipt() -> None:
    """Verify receipts."""


@receipt.command()
@CONFIG
@DATA
def keys(config_path: Path, data: Path | None) -> None:
    """Print this machine's public key as a key list, by which any office verifies its receipts."""
    with opened(config_path, data) as (config, store):
        key = ReceiptKey(store.device.public_key, config.office.name(config.languages[0]))
    click.echo(write_key_list([key]))


@receipt.command()
@click.argument("source", metavar="FILE|CODE")
@click.option(
    "--keys",
    "keys_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The key list: JSON as it is synced.",
)
@click.option("--language", type=click.Choice(["fa", "en"]), default="en", show_default=True)
def verify(source: str, keys_file: Path, language: str) -> None:
    """Check FILE (PNG, JPEG, PDF) or the text of a receipt's QR code: exit 1 when it does not hold."""
    try:
        keys = parse_key_list(keys_file.read_bytes())
    except KeyListDamaged as fault:
        raise click.UsageError(f"{keys_file}: {fault}") from fault
    try:
        verified = _verified(source, keys)
    except ReceiptRefused as refused:
        click.echo(say(refused.text, language))
        sys.exit(1)
    for line in _lines(verified, language):
        click.echo(line)


def _verified(source: str, keys: KeyList) -> VerifiedReceipt:
    """Return the one receipt in the source; of several codes on a page, the one that is a receipt's."""
    refused: list[ReceiptRefused] = []
    for text in _texts(source):
        try:
            return verify_receipt(text, keys)
        except ReceiptRefused as fault:
            refused.append(fault)
    raise min(refused, key=lambda fault: isinstance(fault, NotAReceipt), default=NotAReceipt(_NO_CODE))


def _texts(source: str) -> tuple[str, ...]:
    path = Path(source)
    try:
        is_file = path.is_file()
    except OSError:  # a code is too long for a file name
        is_file = False
    return qr_texts(path.read_bytes()) if is_file else (source,)


def _lines(verified: VerifiedReceipt, language: str) -> list[str]:
    claims = verified.claims
    delivered = claims.status is ReceiptStatus.DELIVERED
    facts: list[tuple[Text, str]] = [
        (T("Tracking code"), isolated(show_digits(grouped(claims.code), language))),
        (T("Signed by"), verified.signed_by),
        (T("Office"), isolated(claims.office)),
        (T("Recorded on"), moment(claims.finalised_at.astimezone(), language)),
        (T("Form"), isolated(f"{claims.form_id} {claims.form_version}")),
        (T("Paid"), rials(claims.amount, language)),
        (T("Document mark"), isolated(claims.digest.hex().upper())),
        (T("Standing"), say(_DELIVERED if delivered else _RECORDED, language)),
    ]
    return [say(_GENUINE, language), *(f"{say(name, language)}: {value}" for name, value in facts)]


_NO_CODE = T("No receipt code was found on this picture. Take it closer, flat and in good light.")
_GENUINE = T("This receipt is genuine.")
_RECORDED = T("Recorded there, to be sent")
_DELIVERED = T("Delivered to the centre")
