"""What a program knows that the launcher started: which release it is, and whether another one waits."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sync.releases.errors import FolderUnusable
from sync.releases.standing import Releases
from sync.releases.trial import healthy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

log = logging.getLogger(__name__)
FOLDER, VERSION = "PISHKHAN_RELEASES", "PISHKHAN_RELEASE"  # "" for the program that was installed first
SWITCH = 75  # exit status: somebody has left, and another release waits


@dataclass(frozen=True, slots=True)
class Launched:
    """This process's place among the releases. A folder that refuses never keeps the counter closed."""

    releases: Releases
    version: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Launched | None:
        """Return what the launcher told, None where the program was started without one."""
        if FOLDER not in environment:
            return None
        return cls(Releases(Path(environment[FOLDER])), environment.get(VERSION, ""))

    def is_on_trial(self) -> bool:
        """Whether this release has not been healthy yet, so that it ends rather than waits for somebody."""
        try:
            standing = self.releases.standing()
        except FolderUnusable:
            return False
        return standing.tries is not None and standing.current == self.version

    def say_healthy(self, now: datetime) -> None:
        """The store is open and the first page stood; `now` is the best time known."""
        try:
            self.releases.change(lambda standing: healthy(standing, self.version, now))
            self.releases.note_time(now)
        except FolderUnusable:
            log.exception("it could not be noted that this program is healthy")

    def has_to_go(self) -> bool:
        """Whether another release takes over now that a person has left."""
        try:
            standing = self.releases.standing()
        except FolderUnusable:
            return False
        return standing.waiting is not None or standing.leaving
