"""What commands tell: sentences in a person's language, and refusals as such a sentence with exit status 1."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, cast

import click

from assets.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assets.texts import Text


class _Worded(Protocol):
    text: Text


def tell(text: Text, language: str) -> None:
    """Print a sentence."""
    click.echo(say(text, language))


@contextmanager
def refusing(language: str, *refusals: type[Exception]) -> Iterator[None]:
    """Say the `text` of whichever of `refusals` was in the way, and end with 1; all others go on as they are."""
    try:
        yield
    except refusals as refused:
        raise click.ClickException(say(cast("_Worded", refused).text, language)) from refused
