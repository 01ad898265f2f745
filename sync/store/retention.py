"""What was delivered long enough ago is shredded; the stub stays: code, form, times, hash, signature, delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.store.checkpoints import add_checkpoint
from sync.store.columns import written
from sync.store.submissions import submission_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sync.store.acts import Acts
    from sync.store.attachments import Attachments
    from sync.store.device import Device
    from sync.store.records import RecordKey, Scope, Submission

BATCH = 100
_DUE = (
    "select s.* from payloads p join submissions s on s.central = p.central and s.instance_id = p.instance_id "
    "where s.status = 'submitted' and s.submitted_at < ? order by s.counter limit ?"
)


class Retention:
    """Ends the keeping of payloads and attachments that their central has."""

    def __init__(self, acts: Acts, attachments: Attachments, device: Device) -> None:
        self._acts = acts
        self._connection = acts.connection
        self._attachments = attachments
        self._device = device

    def due(self, before: datetime, *, limit: int = BATCH) -> tuple[Submission, ...]:
        """Return up to `limit` submissions, oldest first, acknowledged before that moment and not yet shredded."""
        return tuple(submission_of(row) for row in self._connection.rows(_DUE, (written(before), limit)))

    def shred(self, scope: Scope, keys: Sequence[RecordKey]) -> None:
        """Shred payload and attachments of these submissions, all or none; nobody can read them here any more.

        What was not acknowledged the database itself refuses to delete.
        """
        files = []
        with self._acts.act(scope) as act:
            for key in keys:
                act.connection.execute(
                    "delete from payloads where central = ? and instance_id = ?", (key.central, key.instance_id)
                )
                files += self._attachments.drop(act, key)
                act.record("submission.shred", key.instance_id)
            add_checkpoint(act, self._device)
        self._connection.shred()
        self._attachments.unlink(files)
