"""Submissions: finished filling-ins whose bytes never change again."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from forms.tracking import case_code, normalise, tracking_code
from sync.store.checkpoints import add_checkpoint
from sync.store.columns import read, read_optional, scope_of, text_read, written
from sync.store.data_keys import ANSWERS, drop_key
from sync.store.errors import AlreadyFinalised, AttachmentMissing, NoSuchRecord
from sync.store.records import FormKey, RecordKey, Status, Submission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.store.acts import Act, Acts
    from sync.store.attachments import Attachments
    from sync.store.connection import Row
    from sync.store.device import Device
    from sync.store.records import Scope

_OF_KEY = "central = ? and instance_id = ?"


class Submissions:
    """The submissions of every central on this device; how they travel is told by `Queue`."""

    def __init__(self, acts: Acts, attachments: Attachments, device: Device) -> None:
        self._acts = acts
        self._connection = acts.connection
        self._attachments = attachments
        self._device = device

    def finalise(
        self,
        scope: Scope,
        form: FormKey,
        instance_id: str,
        *,
        xml: bytes,
        attachments: Sequence[str],
        instance_name: str,
        language: str,
    ) -> Submission:
        """Freeze `xml` as the submission `instance_id`, in the one transaction that shreds its draft.

        `attachments` are the file names in the XML; the draft's other files are shredded with it. The same bytes
        again are no change. Raises AlreadyFinalised, AttachmentMissing, StoreFull; then nothing has changed.
        """
        key, digest = RecordKey(scope.central, instance_id), sha256(xml).hexdigest()
        signature = self._device.sign(xml)
        with self._acts.act(scope) as act:
            known = self._sha256(key)
            if known is not None and known != digest:
                raise AlreadyFinalised
            surplus = []
            if known is None:
                surplus = self._keep_named(act, key, attachments)
                self._insert(act, key, form, (digest, signature, len(xml)), language)
                values = (*act.who, instance_id, instance_name, xml)
                act.connection.execute("insert into payloads values (?, ?, ?, ?, ?, ?, ?)", values)
                act.record("submission.finalise", instance_id, f"{form.form_id} {form.version} {digest}")
                add_checkpoint(act, self._device)
            drop_key(act.connection, key, ANSWERS)
            act.connection.execute(f"delete from drafts where {_OF_KEY}", (key.central, key.instance_id))
        self._connection.shred()
        self._attachments.unlink(surplus)
        return self.get(key)

    def get(self, key: RecordKey) -> Submission:
        """Return one submission; raises NoSuchRecord."""
        row = self._connection.row(f"select * from submissions where {_OF_KEY}", (key.central, key.instance_id))
        if row is None:
            raise NoSuchRecord(key.instance_id)
        return submission_of(row)

    def xml(self, key: RecordKey) -> bytes:
        """Return the frozen bytes; raises NoSuchRecord."""
        row = self._connection.row(f"select xml from payloads where {_OF_KEY}", (key.central, key.instance_id))
        if row is None:
            raise NoSuchRecord(key.instance_id)
        return bytes(row["xml"])

    def by_code(self, code: str) -> Submission | None:
        """Return the submission with the tracking code `code`, in any digits and spacing; None when it is not ours."""
        row = self._connection.row("select * from submissions where code = ?", (normalise(code),))
        return None if row is None else submission_of(row)

    def _sha256(self, key: RecordKey) -> str | None:
        row = self._connection.row(f"select sha256 from submissions where {_OF_KEY}", (key.central, key.instance_id))
        return None if row is None else str(row["sha256"])

    def _keep_named(self, act: Act, key: RecordKey, names: Sequence[str]) -> list[str]:
        """Drop the draft's files that the XML does not name; returns them, to unlink after the act."""
        kept = {attachment.name for attachment in self._attachments.of(key)}
        for name in names:
            if name not in kept:
                raise AttachmentMissing(name)
        return self._attachments.drop(act, key, kept - set(names))

    def _insert(self, act: Act, key: RecordKey, form: FormKey, frozen: tuple[str, bytes, int], language: str) -> None:
        codes = (tracking_code(key.instance_id), case_code(key.instance_id))
        about = (form.form_id, form.version, form.edition, *codes, language)
        act.connection.execute(
            "insert into submissions values "
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'complete', null, null, 0, null, null)",
            (*act.who, key.instance_id, *about, written(act.at), act.counter, *frozen),
        )


def submission_of(row: Row) -> Submission:
    """Return the record of a row of `submissions`."""
    return Submission(
        key=RecordKey(row["central"], row["instance_id"]),
        form=FormKey(row["central"], row["form_id"], row["version"], row["edition"]),
        code=row["code"],
        language=row["language"],
        finalised_at=read(row["finalised_at"]),
        counter=row["counter"],
        sha256=row["sha256"],
        signature=row["signature"],
        size=row["size"],
        status=Status(row["status"]),
        verdict=row["verdict"],
        reason=text_read(row["reason"]),
        attempts=row["attempts"],
        not_before=read_optional(row["not_before"]),
        submitted_at=read_optional(row["submitted_at"]),
        scope=scope_of(row),
    )
