"""Installed forms: whole editions that come and go at once and stay while drafts or unsent submissions need them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sync.store.columns import read, written
from sync.store.errors import MediaMissing, NoSuchRecord
from sync.store.media import FormMedia
from sync.store.records import FormKey, FormState, InstalledForm, MediaFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import BinaryIO

    from sync.store.acts import Act, Acts
    from sync.store.connection import Row
    from sync.store.media import MediaFolder
    from sync.store.records import Scope

_EDITION_DIGITS = 16
_OF_KEY = "central = ? and form_id = ? and version = ? and edition = ?"
_HEAD = "select central, form_id, version, edition, name, hash, state, installed_at from forms"
_DROP_NOT_NEEDED = """
delete from forms where state <> 'current'
    and not exists (select 1 from drafts d where d.central = forms.central and d.form_id = forms.form_id
        and d.version = forms.version and d.edition = forms.edition)
    and not exists (select 1 from submissions s where s.central = forms.central and s.form_id = forms.form_id
        and s.version = forms.version and s.edition = forms.edition and s.status <> 'submitted')
    returning central, form_id, version, edition
"""


class Forms:
    """The forms of every central on this device."""

    def __init__(self, acts: Acts, media: MediaFolder) -> None:
        self._acts = acts
        self._connection = acts.connection
        self._media = media

    def add_media(self, scope: Scope, name: str, hash: str, content: BinaryIO) -> MediaFile:  # noqa: A002
        """Keep one media file before the form that needs it is installed; `hash` is the server's ("md5:…")."""
        sha256, size = self._media.add(scope, content)
        return MediaFile(name, hash, sha256, size)

    def install(
        self,
        scope: Scope,
        *,
        form_id: str,
        version: str,
        name: str,
        hash: str,  # noqa: A002 - the formList's own word
        xform: bytes,
        media: Sequence[MediaFile] = (),
    ) -> InstalledForm:
        """Make this edition the current one, whole or not at all; the one before it becomes superseded.

        Raises MediaMissing when a file of `media` was not added before. Installing the same bytes again is no change.
        """
        for file in media:
            if not self._media.has(file.sha256):
                raise MediaMissing(file.name)
        key = FormKey(scope.central, form_id, version, edition_of(xform, media))
        with self._acts.act(scope) as act:
            self._retire(act, form_id, FormState.SUPERSEDED)
            act.connection.execute(
                "insert into forms values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'current', ?, ?) on conflict do update set "
                "state = 'current', name = excluded.name, hash = excluded.hash, installed_at = excluded.installed_at",
                (*act.who, form_id, version, key.edition, name, hash, xform, written(act.at), act.counter),
            )
            for file in media:
                act.connection.execute(
                    "insert into form_media values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                    (*act.who, form_id, version, key.edition, file.name, file.hash, file.sha256, file.size),
                )
            act.record("form.install", f"{form_id} {version}", key.edition)
        return self.get(key)

    def withdraw(self, scope: Scope, form_id: str) -> InstalledForm | None:
        """Offer `form_id` no more, because its central no longer lists it; returns the edition that was current."""
        current = self.current_of(scope.central, form_id)
        if current is None:
            return None
        with self._acts.act(scope) as act:
            self._retire(act, form_id, FormState.WITHDRAWN)
            act.record("form.withdraw", f"{form_id} {current.key.version}", current.key.edition)
        return self.get(current.key)

    def note_fault(self, scope: Scope, key: FormKey, node: str, part: str) -> None:
        """Write into the audit that `part` of `node` fails in this edition: its author needs to know, no answer."""
        with self._acts.act(scope) as act:
            act.record("form.fault", f"{key.form_id} {key.version}", f"{part} of {node}")

    def current(self, central: str | None = None) -> tuple[InstalledForm, ...]:
        """Return the forms offered to visitors, of one central or of all, by form id."""
        rows = self._connection.rows(
            f"{_HEAD} where state = 'current' and (?1 is null or central = ?1) order by form_id, central", (central,)
        )
        return tuple(self._installed(row) for row in rows)

    def current_of(self, central: str, form_id: str) -> InstalledForm | None:
        """Return the edition of `form_id` offered now, None when it is not offered."""
        row = self._connection.row(
            f"{_HEAD} where central = ? and form_id = ? and state = 'current'", (central, form_id)
        )
        return None if row is None else self._installed(row)

    def get(self, key: FormKey) -> InstalledForm:
        """Return one edition; raises NoSuchRecord."""
        row = self._connection.row(f"{_HEAD} where {_OF_KEY}", _values(key))
        if row is None:
            raise NoSuchRecord(key.form_id)
        return self._installed(row)

    def xform(self, key: FormKey) -> bytes:
        """Return the XForm's bytes as they were installed; raises NoSuchRecord."""
        row = self._connection.row(f"select xform from forms where {_OF_KEY}", _values(key))
        if row is None:
            raise NoSuchRecord(key.form_id)
        return bytes(row["xform"])

    def media(self, key: FormKey) -> Mapping[str, bytes]:
        """Return the edition's media by file name; each is read when it is asked for."""
        return FormMedia(self._media, self.get(key).media)

    def media_file(self, sha256: str, name: str) -> bytes:
        """Return the content that `sha256` (hex) names; raises MediaMissing(name), StoreDamaged."""
        return self._media.read(sha256, name)

    def sweep(self) -> tuple[FormKey, ...]:
        """Remove the editions that nobody needs any more, and media that no edition names; returns those editions."""
        removed = tuple(FormKey(*row) for row in self._connection.rows(_DROP_NOT_NEEDED))
        needed = {row["sha256"] for row in self._connection.rows("select distinct sha256 from form_media")}
        self._media.keep_only(needed)
        return removed

    def hide_media(self) -> None:
        """Let no name of a media file tell what is in it, as names of before did. Only while no other process works."""
        self._media.hide(row["sha256"] for row in self._connection.rows("select distinct sha256 from form_media"))

    def _retire(self, act: Act, form_id: str, state: FormState) -> None:
        act.connection.execute(
            "update forms set state = ? where central = ? and form_id = ? and state = 'current'",
            (state, act.scope.central, form_id),
        )

    def _installed(self, row: Row) -> InstalledForm:
        key = FormKey(row["central"], row["form_id"], row["version"], row["edition"])
        files = self._connection.rows(
            f"select name, hash, sha256, size from form_media where {_OF_KEY} order by name", _values(key)
        )
        return InstalledForm(
            key=key,
            name=row["name"],
            hash=row["hash"],
            state=FormState(row["state"]),
            media=tuple(MediaFile(file["name"], file["hash"], file["sha256"], file["size"]) for file in files),
            installed_at=read(row["installed_at"]),
        )


def edition_of(xform: bytes, media: Sequence[MediaFile]) -> str:
    """Return the edition of a form with these bytes and these media files."""
    digest = hashlib.sha256(hashlib.sha256(xform).digest())
    for file in sorted(media, key=lambda file: file.name):
        digest.update(f"{len(file.name)}:{file.name}{file.sha256}".encode())
    return digest.hexdigest()[:_EDITION_DIGITS]


def _values(key: FormKey) -> tuple[str, str, str, str]:
    return (key.central, key.form_id, key.version, key.edition)
