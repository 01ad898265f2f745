"""Forms, media and case lists from the central: fetched whole, checked, and only then put in place."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets.texts import T, Text
from forms.errors import FormRefused
from forms.parse import parse_xform
from sync.caselists import CASE_LIST, read_cases
from sync.openrosa.errors import BadAnswer, Rejected
from sync.openrosa.formlist import md5_of
from sync.store.errors import MediaMissing, RecordRefused, StoreBusy, StoreFull
from sync.store.records import MediaFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sync.openrosa.client import OpenRosaClient
    from sync.openrosa.formlist import ListedForm
    from sync.openrosa.manifest import ListedMedia
    from sync.store import Store
    from sync.store.records import Case, InstalledForm, Scope

_log = logging.getLogger(__name__)
_FORM_LIMIT = 32 * 1024 * 1024
_CASES_LIMIT = 64 * 1024 * 1024
_ARRIVED = "media that arrived"
_CASES_HASH = "hash of the case list"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one form was not updated; the edition before it stays in use."""

    form_id: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Updated:
    """What changed on this device, and what did not come; `listed` is None when the list itself did not."""

    listed: frozenset[str] | None = None
    installed: tuple[InstalledForm, ...] = ()
    withdrawn: tuple[InstalledForm, ...] = ()
    cases: tuple[Case, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Done:
    installed: list[InstalledForm] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    case_lists: dict[str, bytes] = field(default_factory=dict)


class Updates:
    """Brings one central's forms and cases up to date; blocking, on the store of the calling thread."""

    def __init__(self, store: Store, client: OpenRosaClient, scope: Scope) -> None:
        """Everything is written in the name of `scope`."""
        self._store, self._client, self._scope = store, client, scope

    def run(self) -> Updated:
        """Fetch what is new. A form that cannot be used is a problem in the answer and never stops the others.

        Raises what stops the whole run: Unreachable, CaptivePortal, Untrusted, Unauthorised, ServerTrouble, Cancelled,
        BadAnswer or Rejected for the list itself, and StoreUnusable.
        """
        listed, done = self._client.form_list(), _Done()
        for form in listed:
            try:
                self._update(form, done)
            except (BadAnswer, Rejected) as error:
                _log.warning("form %s was not updated: %s", form.form_id, error)
                done.problems.append(Problem(form.form_id, error.text))
            except FormRefused as error:
                _log.warning("form %s cannot be installed: %s", form.form_id, error)
                done.problems.append(Problem(form.form_id, _refused(error)))
            except (StoreFull, StoreBusy, RecordRefused) as error:
                _log.warning("form %s could not be kept: %s", form.form_id, error)
                done.problems.append(Problem(form.form_id, error.text))
        if not done.problems:
            self._forget_arrived()
        names = frozenset(form.form_id for form in listed)
        return Updated(names, tuple(done.installed), self._withdraw(names), tuple(done.cases), tuple(done.problems))

    def _update(self, form: ListedForm, done: _Done) -> None:
        manifest = self._client.manifest(form)
        self._update_cases(manifest, done)
        current = self._store.forms.current_of(self._scope.central, form.form_id)
        if current is not None and _same(current, form, manifest):
            return
        xform = self._xform(form, current)
        media = [self._media(one, current, done) for one in manifest]
        try:
            done.installed.append(
                self._store.forms.install(
                    self._scope,
                    form_id=form.form_id,
                    version=form.version,
                    name=form.name,
                    hash=form.hash or md5_of(xform),
                    xform=xform,
                    media=media,
                )
            )
        except MediaMissing:
            self._forget_arrived()
            raise

    def _xform(self, form: ListedForm, current: InstalledForm | None) -> bytes:
        """Return the form's XML: the one that is here when only its media changed, else fetched and tried out."""
        if current is not None and form.hash and current.hash == form.hash and current.key.version == form.version:
            return self._store.forms.xform(current.key)
        xform = b"".join(self._client.download(form.download_url, expected=form.hash, limit=_FORM_LIMIT))
        parsed = parse_xform(xform)
        if parsed.form_id != form.form_id or parsed.version != form.version:
            raise BadAnswer(f"the form listed as {form.form_id} {form.version} is another one")
        return xform

    def _media(self, listed: ListedMedia, current: InstalledForm | None, done: _Done) -> MediaFile:
        """Return the file as it is kept, fetching it only when neither the current edition nor a broken run had it."""
        if listed.hash:
            known = [file for file in (current.media if current else ()) if file.hash == listed.hash]
            known += self._arrived(listed)
            if known:
                return MediaFile(listed.filename, listed.hash, known[0].sha256, known[0].size)
        content = done.case_lists.get(listed.hash) if listed.filename == CASE_LIST else None
        source = iter([content]) if content is not None else self._download(listed)
        kept = self._store.forms.add_media(
            self._scope, listed.filename, listed.hash, io.BufferedReader(_Arriving(source))
        )
        self._note_arrived(kept)
        return kept

    def _download(self, listed: ListedMedia) -> Iterator[bytes]:
        # the hash of an entity list is not the md5 of its CSV
        return self._client.download(listed.download_url, expected="" if listed.is_entity_list else listed.hash)

    def _update_cases(self, manifest: Iterable[ListedMedia], done: _Done) -> None:
        for listed in manifest:
            if listed.filename != CASE_LIST or listed.hash in done.case_lists:
                continue
            if listed.hash and listed.hash == self._store.settings.get(self._scope.central, _CASES_HASH):
                continue
            content = b"".join(self._client.download(listed.download_url, limit=_CASES_LIMIT))
            cases = read_cases(content, self._scope.central)
            done.cases.extend(self._store.cases.upsert(self._scope, cases))
            self._store.settings.put(self._scope, _CASES_HASH, listed.hash)
            done.case_lists[listed.hash] = content

    def _withdraw(self, listed: frozenset[str]) -> tuple[InstalledForm, ...]:
        gone = [form for form in self._store.forms.current(self._scope.central) if form.key.form_id not in listed]
        found = (self._store.forms.withdraw(self._scope, form.key.form_id) for form in gone)
        return tuple(form for form in found if form is not None)

    def _arrived(self, listed: ListedMedia) -> list[MediaFile]:
        kept = json.loads(self._store.settings.get(self._scope.central, _ARRIVED) or "{}").get(listed.hash)
        return [MediaFile(listed.filename, listed.hash, kept[0], kept[1])] if kept else []

    def _note_arrived(self, file: MediaFile) -> None:
        """Remember a file that came while its form is still under way: a broken run goes on with the next file."""
        if not file.hash:
            return
        kept = json.loads(self._store.settings.get(self._scope.central, _ARRIVED) or "{}")
        self._store.settings.put(
            self._scope, _ARRIVED, json.dumps({**kept, file.hash: [file.sha256, file.size]}, sort_keys=True)
        )

    def _forget_arrived(self) -> None:
        if self._store.settings.get(self._scope.central, _ARRIVED) not in (None, "{}"):
            self._store.settings.put(self._scope, _ARRIVED, "{}")


class _Arriving(io.RawIOBase):
    """A stream over blocks that arrive; what the arrival raises comes out of `read`."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks, self._left = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            try:
                self._left = next(self._blocks)
            except StopIteration:
                return 0
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


def _same(current: InstalledForm, form: ListedForm, manifest: Iterable[ListedMedia]) -> bool:
    listed = {one.filename: one.hash for one in manifest}
    return (
        form.hash != ""
        and all(listed.values())
        and current.hash == form.hash
        and current.key.version == form.version
        and {file.name: file.hash for file in current.media} == listed
    )


def _refused(error: FormRefused) -> Text:
    first = next(iter(error.problems), None)
    if first is None:
        return T("The new version of this form cannot be used here; the one before it stays.")
    return T("The new version of this form cannot be used here; the one before it stays. {reason}", reason=first.text)
