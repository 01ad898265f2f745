"""The way of submissions to their central: the disk is the queue, an attempt is on it before the first byte leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sync.store.columns import read, read_optional, text_read, text_written, written
from sync.store.errors import NoSuchRecord
from sync.store.records import Attempt, RecordKey, Status, Submission
from sync.store.submissions import submission_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from assets.texts import Text
    from sync.store.acts import Act, Acts
    from sync.store.records import Scope

# A wait longer than this was written under a clock that was wrong: do not let it hold a submission back for years.
LONGEST_WAIT = timedelta(days=1)
_OF_KEY = "central = ? and instance_id = ?"
# Each part is read from an index and stops at the limit, whatever the queue's length. What was held back goes after
# what never was and takes turns: oldest first, records that fail for ever would be tried for ever before all others.
_DUE = """
select * from (
select * from (select * from submissions where {which} status = 'complete' and not_before is null
    order by counter limit ?4)
union all select * from (select * from submissions where {which} status = 'complete' and not_before is not null
    and not_before <= ?2 order by not_before limit ?4)
union all select * from (select * from submissions where {which} status = 'complete' and not_before is not null
    and not_before > ?3 order by not_before desc limit ?4))
order by not_before is not null, not_before, counter limit ?4
"""


class Queue:
    """What is to be sent, what was tried, what the central said."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._connection = acts.connection

    def next_due(
        self, now: datetime, *, central: str | None = None, passed_over: Collection[str] = ()
    ) -> Submission | None:
        """Return the first of `pending`, None when there is none."""
        return next(iter(self.pending(now, central=central, passed_over=passed_over, limit=1)), None)

    def pending(
        self, now: datetime, *, central: str | None = None, passed_over: Collection[str] = (), limit: int = 100
    ) -> tuple[Submission, ...]:
        """Return up to `limit` submissions that may be tried now, of all forms but those `passed_over` by their id.

        First what was not held back, oldest first by the device's count of acts; then what was, in the order in which
        the waits ended.
        """
        which = "" if central is None else "central = ?1 and"
        if passed_over:
            which += f" form_id not in ({', '.join(f'?{5 + number}' for number in range(len(passed_over)))}) and"
        values = (central, written(now), written(now + LONGEST_WAIT), limit, *passed_over)
        rows = self._connection.rows(_DUE.format(which=which), values)
        return tuple(submission_of(row) for row in rows)

    def waiting(self, central: str, *, after: int = -1, limit: int = 100) -> tuple[Submission, ...]:
        """Return up to `limit` submissions that wait, due or not, oldest first, those after the count `after`."""
        rows = self._connection.rows(
            "select * from submissions where central = ? and status = 'complete' and counter > ? "
            "order by counter limit ?",
            (central, after, limit),
        )
        return tuple(submission_of(row) for row in rows)

    def backlog(self, *, central: str | None = None) -> int:
        """Return how many submissions are not delivered and not rejected, due or waiting; the machine's own aside."""
        row = self._connection.row(
            "select count(*) from submissions where status = 'complete' and (?1 is null or central = ?1)", (central,)
        )
        return (int(row[0]) if row else 0) - self._of_machine(central)

    def is_longer_than(self, limit: int) -> bool:
        """Whether more than `limit` submissions wait to be sent, the machine's own aside; counts no further."""
        most = limit + self._of_machine(None)
        row = self._connection.row(
            "select count(*) from (select 1 from submissions where status = 'complete' limit ?)", (most + 1,)
        )
        return row is not None and row[0] > most

    def waits_since(self) -> datetime | None:
        """Return when the oldest submission that waits was finalised, None when none waits but the machine's own."""
        row = self._connection.row(
            "select finalised_at from submissions where status = 'complete' and of_machine = 0 order by counter limit 1"
        )
        return None if row is None else read(row["finalised_at"])

    def delivered_at(self) -> datetime | None:
        """Return when the newest of the delivered applications was taken by its central, None where none was."""
        row = self._connection.row(
            "select submitted_at from submissions where status = 'submitted' and of_machine = 0 "
            "order by counter desc limit 1"
        )
        return None if row is None else read(row["submitted_at"])

    def begin_attempt(self, scope: Scope, key: RecordKey) -> Attempt:
        """Record that an attempt begins now; raises NoSuchRecord unless the submission still waits to be sent.

        An attempt that is never ended was cut off: its outcome is unknown, and the submission is simply sent again.
        """
        with self._acts.act(scope) as act:
            changed = act.connection.execute(
                f"update submissions set attempts = attempts + 1 where {_OF_KEY} and status = 'complete'", _values(key)
            )
            if not changed:
                raise NoSuchRecord(key.instance_id)
            act.connection.execute(
                "insert into attempts select ?1, ?2, ?3, ?4, ?5, attempts, ?6, ?7, null, null, null from submissions "
                "where central = ?1 and instance_id = ?5",
                (key.central, *act.who[1:], key.instance_id, written(act.at), act.counter),
            )
        return self.attempts(key)[-1]

    def attempts(self, key: RecordKey) -> tuple[Attempt, ...]:
        """Return every attempt to deliver this submission, the first one first."""
        rows = self._connection.rows(f"select * from attempts where {_OF_KEY} order by number", _values(key))
        return tuple(
            Attempt(
                key=key,
                number=row["number"],
                started_at=read(row["started_at"]),
                ended_at=read_optional(row["ended_at"]),
                verdict=row["verdict"],
                reason=text_read(row["reason"]),
            )
            for row in rows
        )

    def acknowledge(
        self, scope: Scope, key: RecordKey, *, verdict: str, attachments: Iterable[str] = (), reason: Text | None = None
    ) -> Submission:
        """Record that the central has the XML and these attachments; returns the submission as it stands now.

        It is `submitted` once every attachment is acknowledged; until then it stays `complete`, for the next part.
        """
        with self._acts.act(scope) as act:
            self._require(key)
            for name in attachments:
                act.connection.execute(
                    f"update attachments set acknowledged_at = ? where {_OF_KEY} and name = ? "
                    "and acknowledged_at is null",
                    (written(act.at), *_values(key), name),
                )
            self._end_attempt(act, key, verdict, reason)
            if not self._owed(key):
                changed = act.connection.execute(
                    "update submissions set status = 'submitted', not_before = null, submitted_at = ? "
                    f"where {_OF_KEY} and status <> 'submitted'",
                    (written(act.at), *_values(key)),
                )
                if changed:
                    act.record("submission.submitted", key.instance_id, verdict)
        return self._get(key)

    def refuse(
        self,
        scope: Scope,
        key: RecordKey,
        *,
        verdict: str,
        reason: Text | None = None,
        not_before: datetime | None = None,
        permanent: bool = False,
    ) -> Submission:
        """Record that this attempt did not deliver; a permanent refusal ends in `rejected`, kept with its reason.

        Otherwise it waits until `not_before` (None: at once). What was submitted stays submitted.
        """
        with self._acts.act(scope) as act:
            self._require(key)
            self._end_attempt(act, key, verdict, reason)
            act.connection.execute(
                f"update submissions set status = ?, not_before = ? where {_OF_KEY} and status = 'complete'",
                (
                    Status.REJECTED if permanent else Status.COMPLETE,
                    None if permanent or not_before is None else written(not_before),
                    *_values(key),
                ),
            )
            if permanent:
                act.record("submission.rejected", key.instance_id, verdict)
        return self._get(key)

    def _end_attempt(self, act: Act, key: RecordKey, verdict: str, reason: Text | None) -> None:
        said = (verdict, text_written(reason))
        act.connection.execute(
            f"update attempts set ended_at = ?, verdict = ?, reason = ? where {_OF_KEY} and number = "
            f"(select attempts from submissions where {_OF_KEY})",
            (written(act.at), *said, *_values(key), *_values(key)),
        )
        act.connection.execute(
            f"update submissions set verdict = ?, reason = ? where {_OF_KEY} and status = 'complete'",
            (*said, *_values(key)),
        )

    def _of_machine(self, central: str | None) -> int:
        """Return how many of the machine's own reports wait; few are ever kept, and they have an index of their own."""
        row = self._connection.row(
            "select count(*) from submissions indexed by submissions_of_machine "
            "where of_machine = 1 and status = 'complete' and (?1 is null or central = ?1)",
            (central,),
        )
        return int(row[0]) if row else 0

    def _owed(self, key: RecordKey) -> int:
        row = self._connection.row(
            f"select count(*) from attachments where {_OF_KEY} and acknowledged_at is null", _values(key)
        )
        return int(row[0]) if row else 0

    def _require(self, key: RecordKey) -> None:
        if self._connection.row(f"select 1 from submissions where {_OF_KEY}", _values(key)) is None:
            raise NoSuchRecord(key.instance_id)

    def _get(self, key: RecordKey) -> Submission:
        row = self._connection.row(f"select * from submissions where {_OF_KEY}", _values(key))
        if row is None:
            raise NoSuchRecord(key.instance_id)
        return submission_of(row)


def _values(key: RecordKey) -> tuple[str, str]:
    return (key.central, key.instance_id)
