"""A newer program is started on trial: what the next start is, and what follows from how it went.

Every step is a function from one standing to the next, so that each is on the disk before anything happens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sync.releases.errors import NothingBefore
from sync.releases.standing import Outcome, Result
from sync.releases.version import numbers

if TYPE_CHECKING:
    from datetime import datetime

    from sync.releases.standing import Standing

TRIES = 3


def begin(standing: Standing, installed: str) -> Standing:
    """Return how it stands once the next start begins: a release that waits comes to its turn, a try is counted.

    `installed` is the version of the program that was installed first: set up anew by hand, it may be the newer one.
    """
    if standing.waiting is not None:
        before = standing.current if standing.tries is None else standing.before  # what never ran is no way back
        turn = standing.waiting
        standing = replace(standing, before=before, current=turn, waiting=None, tries=0, leaving=False)
    if standing.current and numbers(standing.current) <= numbers(installed):
        return replace(standing, current="", before=None, tries=None, leaving=False)
    if standing.tries is not None:
        return replace(standing, tries=standing.tries + 1)
    return standing


def is_over(standing: Standing) -> bool:
    """Whether the program that is current has to go: it did not start in three tries, or somebody wants it so."""
    return standing.waiting is None and (standing.leaving or (standing.tries is not None and standing.tries >= TRIES))


def healthy(standing: Standing, version: str, at: datetime) -> Standing:
    """`version` has opened the store and shown its first page."""
    if standing.current != version or standing.tries is None:
        return standing
    return replace(standing, tries=None, last=Result(version, Outcome.STARTED, at))


def went_back(standing: Standing, at: datetime) -> Standing:
    """The program before runs again; the one that failed is not taken again by itself."""
    outcome = Outcome.LEFT if standing.leaving else Outcome.WENT_BACK
    return replace(
        standing,
        current=standing.before or "",
        before=None,
        tries=None,
        leaving=False,
        failed=(*(one for one in standing.failed if one != standing.current), standing.current),
        last=Result(standing.current, outcome, at),
    )


def stayed(standing: Standing, at: datetime) -> Standing:
    """The program before cannot go on with the store: the newer one stays, and on trial is tried anew later."""
    outcome = Outcome.KEPT if standing.leaving else Outcome.STAYED
    tries = None if standing.tries is None else 0
    return replace(standing, tries=tries, leaving=False, last=Result(standing.current, outcome, at))


def leave(standing: Standing) -> Standing:
    """Somebody wants the program before: a release that only waits is given up, the current one left after the next
    person. Raises NothingBefore.
    """
    if standing.waiting is not None:
        failed = (*standing.failed, standing.waiting)
        return replace(standing, waiting=None, failed=failed, last=None)
    if standing.before is None:
        raise NothingBefore
    return replace(standing, leaving=True)
