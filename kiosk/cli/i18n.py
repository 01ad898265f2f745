"""`pishkhan i18n check`: what a translator has left to do, text by text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assets.texts import COMPLETE, LANGUAGES
from assets.translation import Findings, TranslationUnreadable, examine, packaged

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.group()
def i18n() -> None:
    """Look after the languages of the screens."""


@i18n.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--all", "every", is_flag=True, help="Name also every text that is missing or waits for its review.")
def check(file: Path | None, *, every: bool) -> None:
    """Check a translator's FILE (.po), else every packaged one.

    Exit 1 when a text would be said wrongly or never, and when Persian or English are not complete.
    """
    sources = {file.name: file.read_bytes()} if file else {f"{each}.po": packaged(each) for each in LANGUAGES}
    good = [_is_good(name, po, every=every) for name, po in sources.items()]
    sys.exit(0 if all(good) else 1)


def _is_good(name: str, po: bytes, *, every: bool) -> bool:
    try:
        found = examine(po)
    except TranslationUnreadable as error:
        click.echo(f"{name}: cannot be read: {error}")
        return False
    must_be_complete = name.removesuffix(".po") in COMPLETE
    for line in _lines(found, every=every or must_be_complete):
        click.echo(f"{name}: {line}")
    click.echo(
        f"{name}: {found.translated} texts translated, {len(found.missing)} missing (said in Persian), "
        f"{len(found.for_review)} marked fuzzy: to be reviewed by a native speaker"
    )
    return found.complete if must_be_complete else not found.wrong


def _lines(found: Findings, *, every: bool) -> Iterator[str]:
    for msgid, wanted, there in found.places:
        yield f"other places, {_named(wanted)} became {_named(there)}: {msgid}"
    yield from (f"left over: {msgid}" for msgid in found.left_over)
    if every:
        yield from (f"missing: {msgid}" for msgid in found.missing)
        yield from (f"to be reviewed: {msgid}" for msgid in found.for_review)


def _named(places: frozenset[str]) -> str:
    return " ".join(f"{{{place}}}" for place in sorted(places)) or "none"
