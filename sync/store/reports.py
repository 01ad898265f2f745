"""What this machine reports of itself: submissions like any other but for who says them, one on its way at a time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sync.store.checkpoints import add_checkpoint
from sync.store.device_signature import SIGNATURE_TYPE, written_signature
from sync.store.records import RecordKey, Status
from sync.store.submissions import Frozen, freeze, submission_of

if TYPE_CHECKING:
    from sync.store.acts import Acts
    from sync.store.attachments import Attachments
    from sync.store.connection import Row
    from sync.store.device import Device
    from sync.store.records import FormKey, Scope, Submission

_NEWEST = "select * from submissions where central = ? and of_machine = 1 order by counter desc limit 1"


class Reports:
    """The machine's reports to every central; `Queue` sends them, `Retention` shreds them."""

    def __init__(self, acts: Acts, attachments: Attachments, device: Device) -> None:
        self._acts = acts
        self._attachments = attachments
        self._device = device

    def newest(self, central: str) -> Submission | None:
        """Return the report that was made last for `central`, None before the first."""
        row = self._newest(central)
        return None if row is None else submission_of(row)

    def freeze(
        self,
        scope: Scope,
        form: FormKey,
        instance_id: str,
        *,
        xml: bytes,
        language: str,
        after: str | None,
        signature_file: str = "",
    ) -> Submission | None:
        """Freeze `xml` as a report and return it; `after` is the instanceID of the newest one when it was decided on.

        None, and nothing is kept, where one still waits to be sent or another was made since: whoever was quicker has
        said it. `signature_file` is made here, the device's signature. Raises StoreFull, StoreBusy, StoreUnusable.
        """
        key = RecordKey(scope.central, instance_id)
        signed = io.BytesIO(written_signature(self._device, xml, []))
        files = [self._attachments.write(key, signature_file, SIGNATURE_TYPE, signed)] if signature_file else []
        frozen = Frozen(form, instance_id, xml, "", language, of_machine=True)
        made = False
        try:
            with self._acts.act(scope) as act:
                if self._is_next(scope.central, after):
                    freeze(act, self._device, frozen, act.counter)
                    for file in files:
                        self._attachments.put(act, key, file)
                    add_checkpoint(act, self._device)
                    made = True
        finally:
            if not made:
                self._attachments.unlink(file.file for file in files)
        return self.newest(scope.central) if made else None

    def _is_next(self, central: str, after: str | None) -> bool:
        row = self._newest(central)
        return row is None if after is None else _is(row, after)

    def _newest(self, central: str) -> Row | None:
        return self._acts.connection.row(_NEWEST, (central,))


def _is(row: Row | None, instance_id: str) -> bool:
    return row is not None and row["instance_id"] == instance_id and row["status"] != Status.COMPLETE
