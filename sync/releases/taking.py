"""Taking a newer program: fetched, held against its signatures, unpacked beside the one that runs, and left to wait."""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from dataclasses import replace
from tempfile import gettempprefix
from typing import TYPE_CHECKING
from uuid import uuid4

from sync.releases.asking import KEPT, ask, told
from sync.releases.errors import AlreadyTaking, FailedBefore, NoRoom
from sync.releases.standing import Outcome, Result
from sync.releases.unpacking import unpack
from sync.releases.version import numbers
from sync.store.durable import make_folder, sync_folder
from sync.store.locks import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.releases.asking import Asked, Asker, Offer
    from sync.releases.source import Source
    from sync.releases.standing import Releases, Standing

log = logging.getLogger(__name__)
_LOCK = "taking.lock"
_STAGED = "taking-"
_SPARE = 20_000_000  # bytes that must be left for the counter itself


def check(releases: Releases, source: Source, asker: Asker) -> Offer | None:
    """Return the release that `take` would take, None where nothing newer is offered. Raises ReleaseError."""
    with _alone(releases):
        return _wanted(releases, ask(releases, source, asker), asker, again=False)


def take(releases: Releases, source: Source, asker: Asker, *, again: bool = False) -> Offer | None:
    """Take the newest release; it waits until the program is next started. None where nothing newer is offered.

    `again` takes one that failed here before. Raises ReleaseError; then nothing has changed. May be repeated after
    anything: what is whole is not fetched twice.
    """
    with _alone(releases):
        _sweep(releases)
        asked = ask(releases, source, asker)
        offer = _wanted(releases, asked, asker, again=again)
        if offer is None:
            return None
        if not releases.is_there(offer.version):
            _bring(releases, asked, offer)
        result = Result(offer.version, Outcome.TAKEN, asker.now)
        releases.change(lambda standing: _waiting(standing, result))
        _sweep(releases)
    log.info("release %s was taken and waits", offer.version)
    return offer


def _wanted(releases: Releases, asked: Asked, asker: Asker, *, again: bool) -> Offer | None:
    """Return the newest release where it is newer than what runs and what was taken before. Raises FailedBefore."""
    standing = releases.standing()
    known = [asker.running, *(one for one in (standing.current, standing.waiting) if one)]
    newest = asked.newest
    if newest is None or any(numbers(newest.version) <= numbers(one) for one in known):
        return None
    if newest.version in standing.failed and not again:
        raise FailedBefore(newest.version)
    return newest


def _waiting(standing: Standing, result: Result) -> Standing:
    failed = tuple(one for one in standing.failed if one != result.version)
    return replace(standing, waiting=result.version, failed=failed, last=result)


def _bring(releases: Releases, asked: Asked, offer: Offer) -> None:
    """Fetch and unpack under a name of its own, and give the folder its name once all of it is on the disk."""
    staged = _staged(releases)
    archive = staged.with_suffix(".archive")
    needed = 2 * offer.size + offer.unpacked + _SPARE
    try:
        with told(needed):
            if shutil.disk_usage(releases.folder).free < needed:
                raise NoRoom(needed)
            asked.updater.download_target(offer.target, str(archive))
            with archive.open("rb") as file:
                unpack(file, staged, offer.unpacked)
            staged.replace(releases.folder / offer.version)
            sync_folder(releases.folder)
    finally:
        _remove(archive)
        _remove(staged)


def _staged(releases: Releases) -> Path:
    """Return a path that nothing lies at, under which nothing is ever used."""
    return releases.folder / f"{_STAGED}{uuid4().hex}"


@contextmanager
def _alone(releases: Releases) -> Iterator[None]:
    with told():
        make_folder(releases.folder)
        lock = FileLock(releases.folder / _LOCK)
    with lock:
        if not lock.take():
            raise AlreadyTaking
        yield


def _sweep(releases: Releases) -> None:
    """Remove what was cut off, and releases that are neither used, nor waiting, nor the way back."""
    standing = releases.standing()
    kept = {standing.current, standing.before, standing.waiting}
    with told():
        for path in list(releases.folder.iterdir()):
            if releases.is_there(path.name) and path.name not in kept:
                path.replace(_staged(releases))  # cut off while it goes, it must not bear its name any more
        for path in releases.folder.glob(f"{_STAGED}*"):
            _remove(path)
        for path in (releases.folder / KEPT).glob(f"{gettempprefix()}*"):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
