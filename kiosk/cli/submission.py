"""`pishkhan submission`: check the device's signature under an application, and open one that came sealed."""

from __future__ import annotations

import hashlib
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from assets.texts import T, say
from kiosk.cli.machine import LANGUAGE, write_out
from kiosk.cli.private_key import asked_private_key
from printing.keylist import KeyListDamaged, parse_key_list
from sync.central.unsealing import NotOpened, unseal
from sync.store.device_signature import SignatureDamaged, read_signature

MANIFEST = "manifest.xml"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def submission() -> None:
    """Check the device's signature under an application, and open one that came sealed."""


@submission.command()
@click.argument("xml", type=_FILE)
@click.argument("signature", type=_FILE)
@click.argument("keylist", type=_FILE)
@click.argument("files", nargs=-1, type=_FILE)
@LANGUAGE
def verify(xml: Path, signature: Path, keylist: Path, files: tuple[Path, ...], language: str) -> None:
    """Hold XML and its FILES against the SIGNATURE that came with them and the devices' KEYLIST: exit 1 if it fails.

    A revoked key is named; whether it was revoked before or after the signing nobody can tell.
    """
    try:
        signed = read_signature(signature.read_bytes())
        keys = parse_key_list(keylist.read_bytes()).named(signed.key_id)
    except SignatureDamaged as damaged:
        raise click.ClickException(say(T("This file is no signature of a device."), language)) from damaged
    except KeyListDamaged as damaged:
        raise click.ClickException(say(T("This file is no list of devices' keys."), language)) from damaged
    if not keys:
        unknown = T("The key {key} that signed this is not in the list.", key=signed.key_id.hex())
        raise click.ClickException(say(unknown, language))
    signer = next((key for key in keys if signed.holds(xml.read_bytes(), key.public)), None)
    if signer is None or not all(signed.files.get(file.name) == _sha256(file) for file in files):
        click.echo(say(T("This is not what the device signed. It was changed afterwards."), language))
        sys.exit(1)
    click.echo(say(T("Unchanged, and signed by a device of {office}.", office=signer.office), language))
    if signer.revoked:
        click.echo(say(T("The key of that device was revoked since. Ask the office."), language))
        sys.exit(1)


@submission.command("open")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("key", type=_FILE)
@click.argument("target", type=click.Path(file_okay=False, path_type=Path))
@LANGUAGE
def open_sealed(folder: Path, key: Path, target: Path, language: str) -> None:
    """Open the sealed application in FOLDER (manifest.xml and its *.enc) with the private KEY (PEM) into TARGET.

    For machines of the ministry that hold the key; the counter has none. Nothing stays in TARGET unless all is whole.
    """
    private = asked_private_key(key, language)
    with ExitStack() as undone:

        def keep(name: str, content: bytes) -> None:
            path = target / Path(name).name
            undone.callback(path.unlink, missing_ok=True)
            write_out(path, content)

        try:
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
            manifest = (folder / MANIFEST).read_bytes()
            opened = unseal(manifest, private, lambda name: (folder / Path(name).name).read_bytes(), keep)
        except OSError as error:
            raise click.FileError(str(error.filename), error.strerror) from error
        except NotOpened as error:
            raise click.ClickException(say(error.text, language)) from error
        undone.pop_all()  # all of it is whole: it stays
    done = T("Opened: {count} files in {folder}.", count=len(opened.files), folder=target.name)
    click.echo(say(done, language))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
