"""Correcting what came back: a new filling-in that begins with the answers and files of the old one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assets.services import is_anonymous
from assets.texts import T, say
from forms.entry import FormEntry
from forms.errors import SavepointRefused
from forms.parse import parse_xform
from kiosk.logbook import Logbook
from kiosk.visit import name_log, world_of
from sync.openrosa.verdicts import Verdict
from sync.store.errors import NoSuchRecord
from sync.store.records import KeptAt, RecordKey, Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assets.texts import Text
    from sync.store import Store
    from sync.store.records import DeskRow, Draft, FormKey, Scope, Submission

NEEDS_CORRECTION = "needs_correction"  # the status that the office gives a case


class NotCorrectable(Exception):
    """The application cannot be corrected here; `text` says why and what to do."""

    text: Text = T("The answers of this application are no longer on this machine. Please fill it in anew.")


def is_correctable(store: Store, row: DeskRow) -> bool:
    """Tell whether staff may correct this application: it came back, is readable here, and was not corrected yet.

    What was said without a name is not read at the desk, so not corrected there either.
    What the office has a newer version of is not corrected here: the office has to be called.
    """
    came_back = row.status is Status.REJECTED or row.case_status == NEEDS_CORRECTION
    is_ours = not row.sealed and not is_anonymous(row.form_id) and row.verdict != Verdict.STALE_CORRECTION.value
    return came_back and is_ours and store.corrections.of(row.key) is None


def asked_by_office(message: str) -> Text:
    """Return what the office wants of an application, in its own words."""
    return T("The office asks for a correction: {message}", message=message)


def came_back_for(store: Store, correction: RecordKey) -> Text | None:
    """Return why the record that `correction` takes the place of came back; None for what corrects nothing."""
    replaced = store.corrections.replaced_by(correction)
    if replaced is None:
        return None
    submission = store.submissions.get(replaced)
    case = store.cases.by_code(submission.code, central=replaced.central)
    if case is not None and case.status == NEEDS_CORRECTION:
        return asked_by_office(case.message)
    return submission.reason


def begin_correction(
    store: Store, scope: Scope, key: RecordKey, *, now: Callable[[], datetime], geopoint: str = ""
) -> Draft:
    """Begin a draft with what `key` said and had attached; it is on the disk when this returns.

    Raises NotCorrectable, FormError when the form fails on the answers, StoreError.
    """
    scope = replace(scope, central=key.central)
    submission = store.submissions.get(key)
    try:
        xml, form = store.submissions.xml(key), _form(store, submission)
        entry = FormEntry.edit(
            parse_xform(store.forms.xform(form)),
            world_of(store, scope, form, now, geopoint),
            xml,
            language=submission.language,
            deprecates=_is_at_the_central(store, submission),
        )
    except (NoSuchRecord, SavepointRefused) as gone:
        raise NotCorrectable from gone
    name_log(entry)
    correction = RecordKey(key.central, entry.instance_id)
    store.corrections.begin(scope, correction, key)
    draft = store.drafts.begin(
        scope,
        form,
        entry.instance_id,
        kept_at=KeptAt.KIOSK,
        language=submission.language,
        savepoint=entry.savepoint(),
    )
    for file in store.attachments.of(key):
        with store.attachments.open(key, file.name) as content:
            store.attachments.add(scope, correction, file.name, file.mediatype, content)
    _note_reason(store, scope, entry, draft, submission)
    return draft


def _note_reason(store: Store, scope: Scope, entry: FormEntry, draft: Draft, submission: Submission) -> None:
    """Write into the audit log why a finished form is changed, where it wants to know: what it came back with."""
    settings = entry.form.audit
    if settings is None or not settings.reasons:
        return
    case = store.cases.by_code(submission.code, central=submission.key.central)
    came_back = case.message if case is not None and case.status == NEEDS_CORRECTION else ""
    reason = came_back or (say(submission.reason, "en") if submission.reason is not None else "")
    logbook = Logbook(store, scope, draft.key, settings, entry)
    logbook.trail.happened("change reason", reason=reason)
    logbook.keep()


def _form(store: Store, submission: Submission) -> FormKey:
    """Return the edition it was filled in with, or where that is gone the one that is offered now."""
    try:
        return store.forms.get(submission.form).key
    except NoSuchRecord:
        current = store.forms.current_of(submission.form.central, submission.form.form_id)
        if current is None:
            raise
        return current.key


def _is_at_the_central(store: Store, submission: Submission) -> bool:
    """Tell whether the central has the record: only then may another deprecate it."""
    if submission.status is Status.SUBMITTED:
        return True
    return any(file.acknowledged_at is not None for file in store.attachments.of(submission.key))
