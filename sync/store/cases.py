"""Cases: what the office says about applications, as the last case list told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.tracking import case_of
from sync.store.columns import written
from sync.store.records import Case

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.store.acts import Acts
    from sync.store.records import Scope

_CHANGED = (
    "insert into cases values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do update set status = excluded.status, "
    "message = excluded.message, service = excluded.service, updated = excluded.updated, seen_at = excluded.seen_at, "
    "counter = excluded.counter where (status, message, service, updated) "
    "<> (excluded.status, excluded.message, excluded.service, excluded.updated)"
)


class Cases:
    """The cases of every central on this device, by the 17 digits that the case list knows them by."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def upsert(self, scope: Scope, cases: Iterable[Case]) -> tuple[Case, ...]:
        """Take over a case list of the scope's central; returns the cases that are new or changed."""
        changed = []
        with self._acts.act(scope) as act:
            for case in cases:
                values = (*act.who, case.code, case.status, case.message, case.service, case.updated)
                if act.connection.execute(_CHANGED, (*values, written(act.at), act.counter)):
                    changed.append(case)
        return tuple(changed)

    def by_code(self, code: str, *, central: str | None = None) -> Case | None:
        """Return the case of a tracking code, with or without its check digit, in any digits and spacing."""
        row = self._acts.connection.row(
            "select central, code, status, message, service, updated from cases "
            "where code = ?1 and (?2 is null or central = ?2) order by counter desc",
            (case_of(code), central),
        )
        return None if row is None else Case(*row)
