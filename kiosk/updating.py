"""Newer programs as this machine takes them: from the stick that is there, or from where the configuration says."""

from __future__ import annotations

import logging
import platform
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.texts import T
from sync.releases.errors import FolderUnusable, NoAddress, NotConfigured, ReleaseError, RootUnusable
from sync.releases.standing import Releases, last_result

if TYPE_CHECKING:
    from datetime import datetime

    from assets.texts import Text
    from kiosk.config import Updates
    from sync.releases.asking import Asker
    from sync.releases.source import Source
    from sync.releases.standing import Result
    from sync.store import Store
    from sync.store.clock import Clock

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FromStick:
    """What a stick brought besides answers: the version that now waits, "" for none, or why it was refused."""

    version: str = ""
    refused: Text | None = None

    @property
    def says(self) -> tuple[Text, ...]:
        """It in words."""
        if self.refused is not None:
            return (self.refused,)
        if self.version:
            words = T(
                "A newer program, version {version}, was on this stick. It starts after the next person.",
                version=self.version,
            )
            return (words,)
        return ()


def platform_name() -> str:
    """Return what releases for this kind of machine are called after: "linux-x86_64"."""
    return f"{sys.platform}-{platform.machine().lower()}"


def best_time(store: Store, clock: Clock) -> datetime:
    """Return the best time known: the clock's, or that of the register's last act where it was set back."""
    now, last = clock.now(), store.audit.newest_at()
    return now if last is None else max(now, last)


def releases_of(updates: Updates) -> Releases:
    """Return the machine's folder of releases. Raises NotConfigured."""
    if not updates.releases:
        raise NotConfigured
    return Releases(Path(updates.releases).absolute())


def asker_of(updates: Updates, now: datetime) -> Asker:
    """Return what this machine asks a repository with; `now` is the best time known. Raises RootUnusable."""
    from importlib.metadata import version  # with TUF, what only a machine that takes updates reads in

    from sync.releases.asking import Asker

    try:
        root = Path(updates.root).read_bytes()
    except OSError as error:
        raise RootUnusable from error
    return Asker(root, platform_name(), version("pishkhan"), now)


def source_of(updates: Updates, stick: Path | None) -> Source:
    """Return the repository on `stick`, or the one at the address that the configuration names. Raises NoAddress."""
    from sync.releases.packing import STICK
    from sync.releases.source import behind_line, on_stick

    room = releases_of(updates).folder
    if stick is not None:
        return on_stick(stick / STICK if (stick / STICK).is_dir() else stick, room)
    if not updates.url:
        raise NoAddress
    return behind_line(updates.url, room, time.monotonic)


def take_from_stick(updates: Updates, stick: Path, now: datetime) -> FromStick:
    """Take the newer program on `stick`, where there is one and this machine takes any at all."""
    from sync.releases.packing import STICK  # the start has no need of archives

    if not updates.releases or not (stick / STICK).is_dir():
        return FromStick()
    from sync.releases.taking import take  # it brings TUF, which most sticks do not need

    try:
        offer = take(releases_of(updates), source_of(updates, stick), asker_of(updates, now))
    except ReleaseError as reason:
        log.warning("the program on the stick was not taken: %s", type(reason).__name__)
        return FromStick(refused=reason.text)
    return FromStick() if offer is None else FromStick(offer.version)


def last_update(updates: Updates) -> Result | None:
    """Return what became of the last newer program; None where there was none, or it cannot be told now."""
    if not updates.releases:
        return None
    try:
        return last_result(Path(updates.releases))
    except FolderUnusable:
        log.warning("what became of the last update cannot be read")
        return None


def update_code(updates: Updates) -> str:
    """Return it as the health report says it, "" for none."""
    result = last_update(updates)
    return "" if result is None else f"{result.outcome} {result.version}"
