"""Staff and their PINs: argon2id inside the encrypted store, and delays that neither restart nor clock shortens."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from forms.identifiers import normalise
from sync.store.errors import NoSuchRecord, PinDelayed, PinUnfit, PinWrong
from sync.store.records import Role, Staff

if TYPE_CHECKING:
    from sync.store.acts import Acts
    from sync.store.clock import Clock
    from sync.store.connection import Row
    from sync.store.records import Scope

FREE_TRIES = 5
FIRST_DELAY = 30  # seconds; doubles with every further wrong PIN
LONGEST_DELAY = 3600
SHORTEST_PIN = 4
_ROWS = ("01234567890", "09876543210")
_OF_NAME = "central = ? and name = ?"


class StaffBook:
    """The people who may enter with a PIN, of each central."""

    def __init__(self, acts: Acts, clock: Clock) -> None:
        self._acts = acts
        self._connection = acts.connection
        self._clock = clock

    def everyone(self, central: str) -> tuple[Staff, ...]:
        """Return the people of one central by name."""
        rows = self._connection.rows(
            "select central, name, role from staff where central = ? order by name", (central,)
        )
        return tuple(_staff(row) for row in rows)

    def set_pin(self, scope: Scope, name: str, role: Role, pin: str) -> Staff:
        """Give `name` a role and a new PIN, and new tries; raises PinUnfit."""
        from sync.store.pins import hashed

        kept = hashed(_fit(pin))
        with self._acts.act(scope) as act:
            act.connection.execute(
                "insert into staff (central, office, device, actor, name, role, pin_hash) values (?, ?, ?, ?, ?, ?, ?) "
                "on conflict do update set role = excluded.role, pin_hash = excluded.pin_hash, actor = excluded.actor, "
                "tries = 0, wait_seconds = 0",
                (*act.who, name, role, kept),
            )
            act.record("staff.set_pin", name, role)
        return Staff(scope.central, name, role)

    def enter(self, scope: Scope, name: str, pin: str) -> Staff:
        """Return who entered; raises PinWrong, PinDelayed, NoSuchRecord.

        The try is counted on the disk before the PIN is looked at, so pulling the plug wins nobody another try.
        """
        from sync.store.pins import is_hash_of

        row = self._count_try(scope, name)
        if not is_hash_of(row["pin_hash"], normalise(pin)):
            raise PinWrong(max(0, FREE_TRIES - row["tries"]))
        with self._acts.act(scope) as act:
            act.connection.execute(
                f"update staff set tries = 0, wait_seconds = 0 where {_OF_NAME}", (scope.central, name)
            )
            act.record("staff.enter", name)
        return _staff(row)

    def _count_try(self, scope: Scope, name: str) -> Row:
        """Count one try and start the delay it costs; returns the row with the new count."""
        delayed = None
        with self._acts.act(scope) as act:
            row = self._row(scope, name)
            remaining = self._remaining(row)
            if remaining > 0:
                delayed = PinDelayed(ceil(remaining))
                wait = (row["wait_seconds"], *self._wait_start(row, remaining))
                tries = row["tries"]
            else:
                tries = row["tries"] + 1
                wait = (_delay(tries), self._clock.monotonic(), self._clock.boot())
                act.record("staff.try", name, str(tries))
            act.connection.execute(
                f"update staff set tries = ?, wait_seconds = ?, wait_from = ?, boot = ? where {_OF_NAME}",
                (tries, *wait, scope.central, name),
            )
        if delayed:
            raise delayed
        return self._row(scope, name)

    def _remaining(self, row: Row) -> float:
        """Return the seconds left to wait; after a restart the whole delay begins again, for its start is unknown."""
        if row["boot"] != self._clock.boot():
            return float(row["wait_seconds"])
        return float(row["wait_from"] + row["wait_seconds"] - self._clock.monotonic())

    def _wait_start(self, row: Row, remaining: float) -> tuple[float, str]:
        return (self._clock.monotonic() + remaining - row["wait_seconds"], self._clock.boot())

    def _row(self, scope: Scope, name: str) -> Row:
        row = self._connection.row(f"select * from staff where {_OF_NAME}", (scope.central, name))
        if row is None:
            raise NoSuchRecord(name)
        return row


def _delay(tries: int) -> int:
    """Return the seconds to wait after this many wrong PINs in a row."""
    return 0 if tries < FREE_TRIES else min(LONGEST_DELAY, FIRST_DELAY * 2 ** (tries - FREE_TRIES))


def _fit(pin: str) -> str:
    digits = normalise(pin)
    guessable = len(set(digits)) == 1 or any(digits in row for row in _ROWS)
    if len(digits) < SHORTEST_PIN or not digits.isdigit() or guessable:
        raise PinUnfit
    return digits


def _staff(row: Row) -> Staff:
    return Staff(row["central"], row["name"], Role(row["role"]))
