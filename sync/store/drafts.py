"""Drafts: every answer on the disk before the next question shows, sealed under a key of the draft's own.

The one rule: at the desk a draft is kept until it is finished or given up. At a kiosk it lives as long
as its visitor stands there; one cut off by a crash can be reopened for 30 minutes by staff, then it is shredded.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from forms.tracking import tracking_code
from sync.store.columns import read, scope_of, written
from sync.store.data_keys import ANSWERS, data_key, drop_key, keep_key, sealing_context
from sync.store.errors import NoSuchRecord
from sync.store.records import Draft, FormKey, KeptAt, RecordKey
from sync.store.sealing import new_key, seal, unseal

if TYPE_CHECKING:
    from datetime import datetime

    from sync.store.acts import Acts
    from sync.store.attachments import Attachments
    from sync.store.connection import Row
    from sync.store.file import StoreFile
    from sync.store.records import Scope

REOPENABLE = timedelta(minutes=30)
_HEAD = (
    "select central, office, device, actor, instance_id, form_id, version, edition, code, kept_at, place, language, "
    "started_at, saved_at from drafts"
)


class Drafts:
    """The drafts of every central on this device."""

    def __init__(self, acts: Acts, file: StoreFile, attachments: Attachments) -> None:
        self._acts = acts
        self._connection = acts.connection
        self._at_hand: tuple[RecordKey, bytes] | None = None
        self._file = file
        self._attachments = attachments

    def begin(
        self, scope: Scope, form: FormKey, instance_id: str, *, kept_at: KeptAt, language: str, savepoint: bytes
    ) -> Draft:
        """Start a draft with its first savepoint; `form` must be installed, and stays while the draft lives."""
        key, data = RecordKey(scope.central, instance_id), new_key()
        sealed = seal(data, savepoint, sealing_context(key, ANSWERS))
        with self._acts.act(scope) as act:
            keep_key(act, key, ANSWERS, data)
            now = written(act.at)
            about = (form.form_id, form.version, form.edition, tracking_code(instance_id), kept_at)
            act.connection.execute(
                "insert into drafts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*act.who, instance_id, *about, self._file.run, now, now, act.counter, language, "", sealed),
            )
            act.record("draft.begin", instance_id, form.form_id)
        return self.get(key)

    def save(self, key: RecordKey, savepoint: bytes, *, place: str, language: str) -> None:
        """Keep the newest savepoint; it is on the disk when this returns. Raises NoSuchRecord, StoreFull."""
        sealed = seal(self._key_at_hand(key), savepoint, sealing_context(key, ANSWERS))
        changed = self._connection.execute(
            "update drafts set sealed = ?, place = ?, language = ?, saved_at = ? where central = ? and instance_id = ?",
            (sealed, place, language, written(self._file.clock.now()), key.central, key.instance_id),
        )
        if not changed:
            raise NoSuchRecord(key.instance_id)

    def carry(self, scope: Scope, key: RecordKey, form: FormKey, savepoint: bytes) -> Draft:
        """Let a draft go on in another edition of its form, which must be installed, with what fits there."""
        sealed = seal(self._key_at_hand(key), savepoint, sealing_context(key, ANSWERS))
        with self._acts.act(scope) as act:
            changed = act.connection.execute(
                "update drafts set version = ?, edition = ?, sealed = ?, saved_at = ? "
                "where central = ? and instance_id = ?",
                (form.version, form.edition, sealed, written(act.at), key.central, key.instance_id),
            )
            if not changed:
                raise NoSuchRecord(key.instance_id)
            act.record("draft.carry", key.instance_id, f"{form.form_id} {form.version}")
        return self.get(key)

    def get(self, key: RecordKey) -> Draft:
        """Return one draft without its answers; raises NoSuchRecord."""
        row = self._connection.row(f"{_HEAD} where central = ? and instance_id = ?", (key.central, key.instance_id))
        if row is None:
            raise NoSuchRecord(key.instance_id)
        return _draft(row)

    def savepoint(self, key: RecordKey) -> bytes:
        """Return the newest savepoint as it was saved; raises NoSuchRecord, StoreDamaged."""
        row = self._connection.row(
            "select sealed from drafts where central = ? and instance_id = ?", (key.central, key.instance_id)
        )
        if row is None:
            raise NoSuchRecord(key.instance_id)
        return unseal(data_key(self._connection, key, ANSWERS), row["sealed"], sealing_context(key, ANSWERS))

    def kept(self) -> tuple[Draft, ...]:
        """Return the desk's drafts, the last saved first."""
        return tuple(
            _draft(row) for row in self._connection.rows(f"{_HEAD} where kept_at = 'desk' order by saved_at desc")
        )

    def give_up(self, scope: Scope, key: RecordKey) -> None:
        """Shred a draft and its attachments: what was answered can be read by nobody afterwards."""
        self._shred(scope, [key], "draft.give_up")

    def interrupted(self, now: datetime) -> tuple[Draft, ...]:
        """Return the kiosk's drafts that a crash cut off and that staff may still reopen."""
        return tuple(draft for draft in self._cut_off() if not self._too_late(draft, now))

    def reopen(self, scope: Scope, key: RecordKey) -> Draft:
        """Let staff go on with an interrupted draft; it belongs to this run again. Raises NoSuchRecord."""
        if key not in {draft.key for draft in self.interrupted(self._file.clock.now())}:
            raise NoSuchRecord(key.instance_id)
        with self._acts.act(scope) as act:
            act.connection.execute(
                "update drafts set run = ? where central = ? and instance_id = ?",
                (self._file.run, key.central, key.instance_id),
            )
            act.record("draft.reopen", key.instance_id)
        return self.get(key)

    def sweep(self, scope: Scope, now: datetime) -> tuple[RecordKey, ...]:
        """Shred the interrupted drafts whose 30 minutes are over; returns them. Only the kiosk itself may sweep."""
        late = [draft.key for draft in self._cut_off() if self._too_late(draft, now)]
        if late:
            self._shred(scope, late, "draft.sweep")
        return tuple(late)

    def _key_at_hand(self, key: RecordKey) -> bytes:
        """Return the key of the draft being filled in, looked up once: reading it for each answer costs a tenth of it.

        A key that was shredded meanwhile seals for a row that is not there any more.
        """
        if self._at_hand is None or self._at_hand[0] != key:
            self._at_hand = (key, data_key(self._connection, key, ANSWERS))
        return self._at_hand[1]

    def _cut_off(self) -> tuple[Draft, ...]:
        """Every kiosk draft of another run: a run that ends as it should leaves none behind.

        A command beside the kiosk cannot tell them from the draft that somebody is filling in: for it there are none.
        """
        if self._file.beside:
            return ()
        rows = self._connection.rows(
            f"{_HEAD} where kept_at = 'kiosk' and run <> ? order by saved_at", (self._file.run,)
        )
        return tuple(_draft(row) for row in rows)

    def _too_late(self, draft: Draft, now: datetime) -> bool:
        """A clock set back since the last savepoint cannot tell that savepoint's age: then count from the start."""
        since = draft.saved_at if draft.saved_at <= now else self._file.opened_at
        return abs(now - since) > REOPENABLE

    def _shred(self, scope: Scope, keys: list[RecordKey], name: str) -> None:
        self._at_hand = None
        with self._acts.act(scope) as act:
            for key in keys:
                drop_key(act.connection, key, ANSWERS)
                act.connection.execute(
                    "delete from drafts where central = ? and instance_id = ?", (key.central, key.instance_id)
                )
                act.record(name, key.instance_id)
            files = [file for key in keys for file in self._attachments.drop(act, key)]
        self._connection.shred()
        self._attachments.unlink(files)


def _draft(row: Row) -> Draft:
    return Draft(
        key=RecordKey(row["central"], row["instance_id"]),
        form=FormKey(row["central"], row["form_id"], row["version"], row["edition"]),
        code=row["code"],
        kept_at=KeptAt(row["kept_at"]),
        place=row["place"],
        language=row["language"],
        started_at=read(row["started_at"]),
        saved_at=read(row["saved_at"]),
        scope=scope_of(row),
    )
