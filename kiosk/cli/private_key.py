"""A private key that lies in a file on the machine of whoever may use it: never on a counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from assets.texts import T, say

if TYPE_CHECKING:
    from pathlib import Path

_UNFIT = T("This file is no RSA private key (PEM), or this is not its passphrase.")


def asked_private_key(path: Path, language: str = "en") -> RSAPrivateKey:
    """Read the RSA key at `path`, asking for its passphrase where it has one.

    It is no option of any command: command lines can be read by everybody on the machine.
    """
    content = path.read_bytes()
    asked = say(T("Passphrase"), language)
    passphrase = click.prompt(asked, hide_input=True, err=True).encode() if b"ENCRYPTED" in content else None
    try:
        key = load_pem_private_key(content, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise click.ClickException(say(_UNFIT, language)) from error
    if not isinstance(key, RSAPrivateKey):
        raise click.ClickException(say(_UNFIT, language))
    return key
