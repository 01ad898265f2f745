"""`pishkhan release`: the ministry's side of newer programs, on a machine that no citizen uses."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from assets.texts import T, Text, say
from kiosk.cli.machine import LANGUAGE
from kiosk.cli.telling import refusing, tell
from kiosk.updating import platform_name
from sync.releases import publishing
from sync.releases.errors import ReleaseError

_REPOSITORY = click.argument("repository", type=click.Path(path_type=Path, file_okay=False))
_KEYS = click.option(
    "--keys", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder of the keys."
)
_RENEWED = T("Signed anew.")


@click.group()
def release() -> None:
    """Publish newer programs, signed, for machines to take over a line or from a stick."""


@release.command()
@_REPOSITORY
@_KEYS
@LANGUAGE
def init(repository: Path, keys: Path, language: str) -> None:
    """Make an empty REPOSITORY and its keys; asks for two passphrases, the root's and the one for each release."""
    root, online = _asked(T("Passphrase of the root"), language), _asked(T("Passphrase of the releases"), language)
    with refusing(language, ReleaseError):
        first = publishing.create(repository, keys, root, online, datetime.now(UTC))
    keep = T(
        "Put {root} into every machine's configuration as “updates.root”. Keep the three keys of the root apart and "
        "without a network: two of them sign.",
        root=str(first),
    )
    tell(keep, language)


@release.command()
@_REPOSITORY
@click.argument("program", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("version")
@click.option("--platform", default=platform_name, show_default="this machine's")
@_KEYS
@LANGUAGE
def add(repository: Path, program: Path, version: str, platform: str, keys: Path, language: str) -> None:
    """Publish PROGRAM, a folder that `make package` built, as VERSION."""
    passphrase = _asked(T("Passphrase of the releases"), language, again=False)
    with refusing(language, ReleaseError):
        done = publishing.add(repository, keys, passphrase, program, version, platform, datetime.now(UTC))
    words = T("Published: {name}, {size} MB.", name=done.name, size=done.size // 1_000_000 + 1)
    tell(words, language)


@release.command()
@_REPOSITORY
@click.option("--root", is_flag=True, help="The root's own signatures, which end after three years.")
@_KEYS
@LANGUAGE
def renew(repository: Path, keys: Path, language: str, *, root: bool) -> None:
    """Sign anew what is in REPOSITORY: at least every 120 days, or machines refuse it."""
    asked = T("Passphrase of the root") if root else T("Passphrase of the releases")
    passphrase = _asked(asked, language, again=False)
    with refusing(language, ReleaseError):
        (publishing.renew_root if root else publishing.renew)(repository, keys, passphrase, datetime.now(UTC))
    tell(_RENEWED, language)


def _asked(words: Text, language: str, *, again: bool = True) -> bytes:
    """Ask for a passphrase; it is no option, for command lines can be read by everybody on the machine."""
    answer: str = click.prompt(say(words, language), hide_input=True, confirmation_prompt=again, err=True)
    return answer.encode()
