"""Submissions: finished filling-ins whose bytes never change again."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from forms.tracking import case_code, normalise, tracking_code
from sync.store.checkpoints import add_checkpoint
from sync.store.columns import read, read_optional, scope_of, text_read, written
from sync.store.data_keys import ANSWERS, drop_key
from sync.store.device_signature import SIGNATURE_TYPE, written_signature
from sync.store.enveloping import envelop
from sync.store.errors import AlreadyFinalised, AttachmentMissing, NoSuchRecord
from sync.store.records import FormKey, RecordKey, Status, Submission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.store.acts import Act, Acts
    from sync.store.attachments import Attachments
    from sync.store.connection import Row
    from sync.store.device import Device
    from sync.store.enveloping import Enveloped
    from sync.store.records import Companion, Scope

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
        signature_file: str = "",
        public_key: str | None = None,
        companion: Companion | None = None,
    ) -> Submission:
        """Freeze `xml` as the submission `instance_id`, in the one transaction that shreds its draft.

        `attachments` are the file names in the XML; the draft's other files are shredded with it. The same bytes
        again are no change. `signature_file`, one of them, is made here: the device's signature over the others. With
        the form's `public_key` all of it is frozen as an ODK envelope and nothing readable stays; the `companion` is
        frozen with it. Raises AlreadyFinalised, AttachmentMissing, SealingKeyUnfit, StoreFull; then all is as it was.
        """
        key = RecordKey(scope.central, instance_id)
        known = self._known(key, sha256(xml).hexdigest())
        if known is None and signature_file:
            self._sign(scope, key, xml, [name for name in attachments if name != signature_file], signature_file)
        if known is None and public_key is not None:
            self._require(key, attachments)
            sealed = envelop(self._attachments, key, form, xml, attachments, public_key)
            frozen = Frozen(form, instance_id, sealed.manifest, "", language, sealed=True)
        else:
            sealed, frozen = None, Frozen(form, instance_id, xml, instance_name, language)
        try:
            surplus = self._freeze(scope, frozen, attachments, sealed, companion)
        except BaseException:
            self._attachments.unlink(file.file for file in (sealed.files if sealed else ()))
            raise
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

    def _sign(self, scope: Scope, key: RecordKey, xml: bytes, names: Sequence[str], signature_file: str) -> None:
        """Add the device's signature over `xml` and the draft's files `names` as one more of its files."""
        self._require(key, names)
        digests = {one.name: one.sha256 for one in self._attachments.of(key)}
        signed = written_signature(self._device, xml, [(name, digests[name]) for name in names])
        self._attachments.add(scope, key, signature_file, SIGNATURE_TYPE, io.BytesIO(signed))

    def _freeze(
        self,
        scope: Scope,
        frozen: Frozen,
        names: Sequence[str],
        sealed: Enveloped | None,
        companion: Companion | None,
    ) -> list[str]:
        """Do all of it in one act; returns the files that no row names any more."""
        key = RecordKey(scope.central, frozen.instance_id)
        surplus: list[str] = []
        with self._acts.act(scope) as act:
            if self._known(key, frozen.sha256) is None:
                kept = () if sealed is not None else names
                surplus = self._keep_named(act, key, kept)
                freeze(act, self._device, frozen, act.counter)
                for file in sealed.files if sealed is not None else ():
                    self._attachments.put(act, key, file)
                if companion is not None:
                    beside = Frozen(
                        companion.form, companion.instance_id, companion.xml, "", frozen.language, companion_of=key
                    )
                    freeze(act, self._device, beside, act.next_count())
                add_checkpoint(act, self._device)
            elif sealed is not None:  # somebody was quicker
                surplus = [file.file for file in sealed.files]
            drop_key(act.connection, key, ANSWERS)
            act.connection.execute(f"delete from drafts where {_OF_KEY}", (key.central, key.instance_id))
        return surplus

    def _known(self, key: RecordKey, digest: str) -> Submission | None:
        """Return what was frozen as `key`, None for nothing; raises AlreadyFinalised when that were other bytes.

        Of a sealed record nobody can tell any more; its draft is gone, so it can only be the one that was sealed.
        """
        row = self._connection.row(f"select * from submissions where {_OF_KEY}", (key.central, key.instance_id))
        if row is None:
            return None
        if not row["sealed"] and row["sha256"] != digest:
            raise AlreadyFinalised
        return submission_of(row)

    def _require(self, key: RecordKey, names: Sequence[str]) -> None:
        kept = {attachment.name for attachment in self._attachments.of(key)}
        for name in names:
            if name not in kept:
                raise AttachmentMissing(name)

    def _keep_named(self, act: Act, key: RecordKey, names: Sequence[str]) -> list[str]:
        """Drop the draft's files but `names`; returns them, to unlink after the act."""
        self._require(key, names)
        kept = {attachment.name for attachment in self._attachments.of(key)}
        return self._attachments.drop(act, key, kept - set(names))


@dataclass(frozen=True, slots=True)
class Frozen:
    """Bytes that never change again, and what is known of them."""

    form: FormKey
    instance_id: str
    xml: bytes
    name: str
    language: str
    sealed: bool = False
    companion_of: RecordKey | None = None
    of_machine: bool = False

    @property
    def sha256(self) -> str:
        """Of the bytes, in hex."""
        return sha256(self.xml).hexdigest()


def freeze(act: Act, device: Device, frozen: Frozen, counter: int) -> None:
    """Write `frozen` with the device's signature over it and its row in the audit log, inside an act."""
    form, instance_id = frozen.form, frozen.instance_id
    signature = device.sign(frozen.xml)
    codes = (tracking_code(instance_id), case_code(instance_id))
    about = (form.form_id, form.version, form.edition, *codes, frozen.language)
    bytes_ = (frozen.sha256, signature, len(frozen.xml))
    of = frozen.companion_of.instance_id if frozen.companion_of else None
    kind = (frozen.sealed, of, act.clock_offset, frozen.of_machine)
    act.connection.execute(
        "insert into submissions values "
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'complete', null, null, 0, null, null, ?, ?, ?, ?)",
        (*act.who, instance_id, *about, written(act.at), counter, *bytes_, *kind),
    )
    act.connection.execute(
        "insert into payloads values (?, ?, ?, ?, ?, ?, ?)", (*act.who, instance_id, frozen.name, frozen.xml)
    )
    signed = base64.b64encode(signature).decode()
    act.record("submission.finalise", instance_id, f"{form.form_id} {form.version} {frozen.sha256} {signed}")


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
        sealed=bool(row["sealed"]),
        companion_of=row["companion_of"],
        clock_offset=row["clock_offset"],
        of_machine=bool(row["of_machine"]),
    )
