"""Corrections: which record takes the place of which, so that none is corrected twice and none goes out of turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.store.columns import written
from sync.store.records import RecordKey

if TYPE_CHECKING:
    from sync.store.acts import Acts
    from sync.store.records import Scope

_HANDED_IN = """
select c.instance_id from corrections c join submissions s using (central, instance_id)
where c.central = ? and c.replaces = ? order by c.counter desc limit 1
"""
_REPLACED = "select replaces from corrections where central = ? and instance_id = ?"
_WAITED_FOR = """
select s.instance_id from corrections c join submissions s on s.central = c.central and s.instance_id = c.replaces
where c.central = ? and c.instance_id = ? and s.status = 'complete'
"""


class Corrections:
    """The corrections of every central on this device."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def begin(self, scope: Scope, correction: RecordKey, replaced: RecordKey) -> None:
        """Note that `correction` will take the place of `replaced` once it is handed in."""
        with self._acts.act(scope) as act:
            act.connection.execute(
                "insert into corrections values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                (
                    correction.central,
                    *act.who[1:],
                    correction.instance_id,
                    replaced.instance_id,
                    written(act.at),
                    act.counter,
                ),
            )
            act.record("correction.begin", correction.instance_id, replaced.instance_id)

    def of(self, key: RecordKey) -> RecordKey | None:
        """Return the correction of `key` that was handed in, None when there is none."""
        row = self._acts.connection.row(_HANDED_IN, (key.central, key.instance_id))
        return None if row is None else RecordKey(key.central, row["instance_id"])

    def replaced_by(self, key: RecordKey) -> RecordKey | None:
        """Return the record that the correction `key` takes the place of, None where it corrects nothing."""
        row = self._acts.connection.row(_REPLACED, (key.central, key.instance_id))
        return None if row is None else RecordKey(key.central, row["replaces"])

    def waited_for(self, key: RecordKey) -> RecordKey | None:
        """Return the record that must reach the central before its correction `key` may go, None when it may."""
        row = self._acts.connection.row(_WAITED_FOR, (key.central, key.instance_id))
        return None if row is None else RecordKey(key.central, row["instance_id"])
