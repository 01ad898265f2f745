"""Which program runs on this machine, which waits, which is on trial: one small file that is replaced whole.

The file is the pointer: no link has to be switched beside it, so nothing can disagree, and Windows needs no privilege.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assets.texts import T
from sync.releases.errors import FolderUnusable, StandingDamaged
from sync.releases.version import is_version
from sync.store.checked_clock import LONGEST_SILENCE, MADE
from sync.store.columns import read, written
from sync.store.durable import make_folder, sweep_temporary, write_durably
from sync.store.locks import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from assets.texts import Text

_FORMAT = 1
_STANDING, _LOCK = "standing.json", "standing.lock"


class Outcome(StrEnum):
    """What became of the last newer program."""

    TAKEN = "taken"
    STARTED = "started"
    WENT_BACK = "went back"
    STAYED = "stayed"
    LEFT = "left"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the release `version`, and when, by the best time known."""

    version: str
    outcome: Outcome
    at: datetime

    @property
    def good(self) -> bool:
        """Whether nobody has to look."""
        return self.outcome in (Outcome.TAKEN, Outcome.STARTED)

    @property
    def text(self) -> Text:
        """It in words."""
        return _texts(self.version)[self.outcome]


@dataclass(frozen=True, slots=True)
class Standing:
    """Versions, "" for the program that was installed first; `before` is None where there is nothing to go back to.

    `tries` counts the starts of a `current` that has not said yet that it is healthy, None once it has. `failed` are
    versions that never did. `seen` is the newest time that was known here. `leaving`: somebody wants to go back.
    """

    current: str = ""
    before: str | None = None
    waiting: str | None = None
    tries: int | None = None
    failed: tuple[str, ...] = ()
    last: Result | None = None
    seen: datetime | None = None
    leaving: bool = False

    def json(self) -> bytes:
        """Return it as it is kept."""
        about = asdict(self) | {"format": _FORMAT, "seen": self.seen and written(self.seen)}
        if self.last is not None:
            about["last"] = asdict(self.last) | {"at": written(self.last.at)}
        return json.dumps(about, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> Standing:
        """Return what `json` wrote. Raises StandingDamaged."""
        try:
            return _standing(json.loads(content))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StandingDamaged from error


def _standing(about: dict[str, Any]) -> Standing:
    """Launcher and release are of different ages: what is not there yet, or not known any more, is left out."""
    failed = about.get("failed", ())
    named = [about["current"], about.get("before"), about.get("waiting"), *failed]
    if about["format"] != _FORMAT or not all(one is None or one == "" or is_version(one) for one in named):
        raise ValueError("of another format")
    seen, tries = about.get("seen"), about.get("tries")
    return Standing(
        current=about["current"] or "",
        before=about.get("before"),
        waiting=about.get("waiting"),
        tries=None if tries is None else int(tries),
        failed=tuple(failed),
        last=_result(about.get("last")),
        seen=seen and read(seen),
        leaving=about.get("leaving") is True,
    )


def _result(about: dict[str, str] | None) -> Result | None:
    if about is None or about["outcome"] not in set(Outcome):
        return None
    return Result(about["version"], Outcome(about["outcome"]), read(about["at"]))


def _texts(version: str) -> dict[Outcome, Text]:
    return {
        Outcome.TAKEN: T("Version {version} is here and starts after the next person.", version=version),
        Outcome.STARTED: T("Version {version} was taken and started.", version=version),
        Outcome.WENT_BACK: T("Version {version} did not start. The program before it runs again.", version=version),
        Outcome.LEFT: T("Version {version} was left. The program before it runs again.", version=version),
        Outcome.KEPT: T(
            "The program before version {version} could not take over, so version {version} goes on.",
            version=version,
        ),
        Outcome.STAYED: T(
            "Version {version} does not start, and the program before it could not take over. "
            "Nothing is lost; the technician should call the centre.",
            version=version,
        ),
    }


class Releases:
    """The folder of releases: each in a folder of its own that is called as its version, and the standing."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which may not be there yet."""
        self.folder = folder

    def standing(self) -> Standing:
        """Return how it stands; a folder that is not there holds nothing yet. Raises FolderUnusable."""
        try:
            return Standing.read((self.folder / _STANDING).read_bytes())
        except FileNotFoundError:
            return Standing()
        except OSError as error:
            raise FolderUnusable from error

    def change(self, step: Callable[[Standing], Standing]) -> Standing:
        """Let `step` say how it stands from now on, alone; on the disk when this returns. Raises FolderUnusable."""
        try:
            make_folder(self.folder)
            with FileLock(self.folder / _LOCK) as lock:
                lock.take(wait=True)
                before = self.standing()
                after = step(before)
                if after != before:
                    sweep_temporary(self.folder)
                    write_durably(self.folder / _STANDING, after.json())
                return after
        except OSError as error:
            raise FolderUnusable from error

    def is_there(self, version: str) -> bool:
        """Whether the release `version` is unpacked here; only whole ones have their name."""
        return is_version(version) and (self.folder / version).is_dir()

    def note_time(self, now: datetime) -> None:
        """Remember the newest time that was known here: a clock set back makes nothing valid again."""
        self.change(lambda standing: replace(standing, seen=newest_time(now, standing.seen)))


def newest_time(now: datetime, seen: datetime | None) -> datetime:
    """Return `now`, or the newest time `seen` where the clock was set back or cannot be believed."""
    floor = max(seen, MADE) if seen is not None else MADE
    return now if floor <= now <= floor + LONGEST_SILENCE else floor


def last_result(folder: Path) -> Result | None:
    """Return what became of the last newer program in `folder`, None where there was none. Raises FolderUnusable."""
    return Releases(folder).standing().last
