"""What a repository offers this machine, once its signatures were followed from the root that is trusted here."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuf.api import exceptions as tuf
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.ngclient import Updater

from sync.releases.errors import (
    FolderUnusable,
    NoRoom,
    NotTrusted,
    ReleaseDamaged,
    ReleaseExpired,
    ReleaseOlder,
    RootUnusable,
    SourceUnusable,
)
from sync.releases.standing import newest_time
from sync.releases.version import is_version, numbers
from sync.store.durable import make_folder, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from tuf.api.metadata import TargetFile

    from sync.releases.source import Source
    from sync.releases.standing import Releases

KEPT = "metadata"
_ROLES = (Root.type, Timestamp.type, Snapshot.type, Targets.type)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the trusted root, the machine's platform, the version that runs, and the best time known."""

    root: bytes
    platform: str
    running: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A release in a repository: its version, the bytes of its archive and of what is in it."""

    version: str
    size: int
    unpacked: int
    target: TargetFile


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: the newest release for this platform, None where there is none, and who can fetch it."""

    newest: Offer | None
    updater: Updater


def ask(releases: Releases, source: Source, asker: Asker) -> Asked:
    """Follow the repository's signatures and return what it offers; what was seen once is the least from then on.

    Raises ReleaseRefused, SourceUnusable, RootUnusable, FolderUnusable.
    """
    kept = releases.folder / KEPT
    seen = releases.standing().seen
    with told():
        make_folder(kept)
        updater = _updater(kept, source, asker)
        updater.refresh()
        _make_last(kept)
        targets = _checked(kept, newest_time(asker.now, seen))
    releases.note_time(asker.now)
    return Asked(_newest(targets, asker.platform), updater)


@contextmanager
def told(needed: int = 0) -> Iterator[None]:
    """Turn what TUF and the disk raise into our own errors; `needed` bytes are asked for where there is no room."""
    try:
        yield
    except tuf.ExpiredMetadataError as error:
        raise ReleaseExpired from error
    except tuf.BadVersionNumberError as error:
        raise ReleaseOlder from error
    except (tuf.LengthOrHashMismatchError, tuf.DownloadLengthMismatchError) as error:
        raise ReleaseDamaged from error
    except tuf.RepositoryError as error:
        raise NotTrusted from error
    except tuf.DownloadError as error:
        raise SourceUnusable from error
    except OSError as error:
        raise (NoRoom(needed) if error.errno in _FULL else FolderUnusable()) from error


def _updater(kept: Path, source: Source, asker: Asker) -> Updater:
    try:
        return Updater(
            str(kept), source.metadata, str(kept), source.targets, fetcher=source.fetcher, bootstrap=asker.root
        )
    except tuf.RepositoryError as error:
        raise RootUnusable from error


def _checked(kept: Path, now: datetime) -> Targets:
    """Hold what TUF accepted by the device's clock against `now`, for that clock may have been set back."""
    for role in _ROLES:
        if Metadata[Root].from_file(str(kept / f"{role}.json")).signed.is_expired(now):
            raise ReleaseExpired
    return Metadata[Targets].from_file(str(kept / f"{Targets.type}.json")).signed


def _newest(targets: Targets, platform: str) -> Offer | None:
    found = [offer for target in targets.targets.values() if (offer := _offer(target, platform)) is not None]
    return max(found, key=lambda offer: numbers(offer.version), default=None)


def _offer(target: TargetFile, platform: str) -> Offer | None:
    """Return what is for this platform; a list may hold what a later program knows, and this one does not."""
    about = target.custom if isinstance(target.custom, dict) else {}
    version, unpacked = about.get("version"), about.get("unpacked")
    known = isinstance(version, str) and is_version(version) and isinstance(unpacked, int)
    if not known or about.get("platform") != platform:
        return None
    return Offer(str(version), target.length, int(unpacked or 0), target)


def _make_last(folder: Path) -> None:
    """TUF replaces its files whole but leaves them to the system: after a power cut it would know less than before."""
    for path in (*folder.glob("*.json"), *folder.glob("*/*.json")):
        handle = os.open(path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    sync_folder(folder)
    sync_folder(folder / "root_history")
