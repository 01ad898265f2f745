"""A submission on its way in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.openrosa.auth import PathToken

if TYPE_CHECKING:
    from sync.openrosa.auth import Credentials
    from sync.store.sealed_files import Source


@dataclass(frozen=True, slots=True)
class Incoming:
    """A POST as it comes: from which machine, to which path of the central, under whose credentials, and its body."""

    origin: str
    target: str = field(repr=False)
    content_type: str
    length: int
    stream: Source
    credentials: Credentials

    @property
    def account(self) -> str:
        """Whose account at the central it is for, and where: the same body for another one is another submission."""
        return self.target if isinstance(self.credentials, PathToken) else f"{self.credentials.user} {self.target}"
