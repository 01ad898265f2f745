"""Everything a running form takes from outside: clock, randomness, device properties and resources."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _epoch() -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """The outside of a form; two runs with equal worlds and answers give equal bytes.

    now: an aware datetime, in the time zone of the office.
    random: the only source of randomness (instance ids, `random()`, `uuid()`).
    device: properties by name: deviceid, username, phonenumber, email, office; geopoint, where this device stands.
    resources: media by file name as the form names it, without `jr://…/`; may read lazily.
    """

    now: Callable[[], datetime] = _epoch
    random: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - not for secrets
    device: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, bytes] = field(default_factory=dict)
