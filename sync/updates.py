"""Forms, media and case lists from the central: fetched whole, checked, and only then put in place."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets.texts import T, Text
from forms.errors import FormRefused
from forms.parse import parse_xform
from sync.caselists import CASE_LIST, read_cases
from sync.media import ArrivingMedia
from sync.openrosa.errors import BadAnswer, Rejected, Unauthorised
from sync.openrosa.formlist import md5_of
from sync.openrosa.verdicts import Verdict
from sync.store.errors import MediaMissing, RecordRefused, StoreBusy, StoreFull
from sync.store.odk_envelope import sealing_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.openrosa.formlist import ListedForm
    from sync.openrosa.manifest import ListedMedia
    from sync.source import FormSource
    from sync.store import Store
    from sync.store.records import Case, InstalledForm, Scope

_log = logging.getLogger(__name__)
_FORM_LIMIT = 32 * 1024 * 1024
_CASES_LIMIT = 64 * 1024 * 1024
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


class Updates:
    """Brings one central's forms and cases up to date; blocking, on the store of the calling thread."""

    def __init__(self, store: Store, client: FormSource, scope: Scope) -> None:
        """Everything is written in the name of `scope`."""
        self._store, self._client, self._scope = store, client, scope
        self._media = ArrivingMedia(store, client, scope)

    def run(self) -> Updated:
        """Fetch what is new. A form that cannot be used is a problem in the answer and never stops the others.

        Raises what stops the whole run: Unreachable, CaptivePortal, Untrusted, Unauthorised, ServerTrouble, Cancelled,
        BadAnswer or Rejected for the list itself, and StoreUnusable.
        """
        # Of a form that is listed in several versions the last one counts: one alone can be offered.
        listed, done = {form.form_id: form for form in self._client.form_list()}, _Done()
        for form in listed.values():
            try:
                self._update(form, done)
            except (BadAnswer, Rejected, StoreFull, StoreBusy, RecordRefused) as error:
                _log.warning("form %s was not updated: %s", form.form_id, error)
                done.problems.append(Problem(form.form_id, error.text))
            except Unauthorised:
                self._client.form_list()  # raises where it is the key that is refused, and not this form to it
                done.problems.append(Problem(form.form_id, Verdict.NOT_ASSIGNED.text))
            except FormRefused as error:
                _log.warning("form %s cannot be installed: %s", form.form_id, error)
                done.problems.append(Problem(form.form_id, _refused(error)))
        if not done.problems:
            self._media.forget()
        names = frozenset(listed)
        withdrawn = self._withdraw(names)
        return Updated(names, tuple(done.installed), withdrawn, tuple(done.cases), tuple(done.problems))

    def _update(self, form: ListedForm, done: _Done) -> None:
        manifest = self._client.manifest(form)
        for listed in manifest:
            if listed.filename == CASE_LIST:
                self._take_over_cases(listed, done)
        current = self._store.forms.current_of(self._scope.central, form.form_id)
        if _same(current, form, form.hash, manifest):
            return
        xform = self._xform(form, current)
        declared = form.hash or md5_of(xform)
        if _same(current, form, declared, manifest):  # a list without hashes tells only after the download
            return
        media = [self._media.bring(one, current) for one in manifest]
        try:
            done.installed.append(
                self._store.forms.install(
                    self._scope,
                    form_id=form.form_id,
                    version=form.version,
                    name=form.name,
                    hash=declared,
                    xform=xform,
                    media=media,
                )
            )
        except MediaMissing:  # what a broken run had brought was swept away meanwhile
            self._media.forget()
            raise

    def _xform(self, form: ListedForm, current: InstalledForm | None) -> bytes:
        """Return the form's XML: the one that is here when only its media changed, else fetched and tried out."""
        if current is not None and form.hash and current.hash == form.hash and current.key.version == form.version:
            return self._store.forms.xform(current.key)
        xform = b"".join(self._client.download(form.download_url, expected=form.hash, limit=_FORM_LIMIT))
        parsed = parse_xform(xform)
        if parsed.form_id != form.form_id or parsed.version != form.version:
            raise BadAnswer(f"the form listed as {form.form_id} {form.version} is another one")
        if parsed.submission.public_key is not None:
            sealing_key(parsed.submission.public_key)  # else people would answer what cannot be recorded
        return xform

    def _take_over_cases(self, listed: ListedMedia, done: _Done) -> None:
        """Take over the case list when it changed; its hash tells only that, and the forms of a central share it."""
        if listed.hash and listed.hash == self._store.settings.get(self._scope.central, _CASES_HASH):
            return
        content = b"".join(self._client.download(listed.download_url, limit=_CASES_LIMIT))
        done.cases.extend(self._store.cases.upsert(self._scope, read_cases(content, self._scope.central)))
        self._media.keep(listed, iter([content]))
        self._store.settings.put(self._scope, _CASES_HASH, listed.hash)

    def _withdraw(self, listed: frozenset[str]) -> tuple[InstalledForm, ...]:
        gone = [form for form in self._store.forms.current(self._scope.central) if form.key.form_id not in listed]
        found = (self._store.forms.withdraw(self._scope, form.key.form_id) for form in gone)
        return tuple(form for form in found if form is not None)


def _same(current: InstalledForm | None, form: ListedForm, declared: str, manifest: Iterable[ListedMedia]) -> bool:
    """Tell whether `current` is the listed form, of hash `declared`, with the listed media; "" is no hash at all."""
    listed = {one.filename: one.hash for one in manifest}
    return (
        current is not None
        and declared != ""
        and all(listed.values())
        and (current.hash, current.key.version) == (declared, form.version)
        and {file.name: file.hash for file in current.media} == listed
    )


def _refused(error: FormRefused) -> Text:
    first = next(iter(error.problems), None)
    if first is None:
        return T("The new version of this form cannot be used here; the one before it stays.")
    return T("The new version of this form cannot be used here; the one before it stays. {reason}", reason=first.text)
