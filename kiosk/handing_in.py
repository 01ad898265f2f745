"""The last acts on a visit: what still stands in the way, the consent, and the submission that it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.errors import NotFinalisable
from kiosk.sealed import companion_of, signature_file
from kiosk.visit import asked_pages, consent_ref, note
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from forms.state import Finalised, Violation
    from kiosk.visit import Visit
    from sync.store.records import Submission


def violations(visit: Visit) -> tuple[Violation, ...]:
    """Return what keeps the answers from being handed in, but for the consent that is still to be given."""
    consent = consent_ref(visit)
    found = tuple(violation for violation in visit.entry.validate() if violation.ref != consent)
    if found:
        note(visit, "constraint error")
    return found


def ask_consent(visit: Visit) -> str | None:
    """Note that the form's own consent is asked now; return its reference, None where the form asks for none."""
    ref = consent_ref(visit)
    if visit.logbook is not None and ref is not None:
        visit.logbook.trail.shows(asked_pages(visit)[-1])
    return ref


def finalise(visit: Visit) -> Submission:
    """Freeze the answers as a submission, in one transaction that shreds the draft.

    Raises NotFinalisable when answers are missing or break a rule, StoreError when it cannot be saved: the draft
    is then as it was.
    """
    try:
        done = visit.entry.finalise()
    except NotFinalisable:
        note(visit, "constraint error")
        raise
    try:
        _close_logbook(visit)
        return _record(visit, done)
    except StoreError:
        note(visit, "finalize error")
        raise


def _record(visit: Visit, done: Finalised) -> Submission:
    public_key = visit.entry.form.submission.public_key
    companion = companion_of(visit.store, visit.scope, visit.form, done.instance_id) if public_key else None
    return visit.store.submissions.finalise(
        visit.scope,
        visit.form,
        done.instance_id,
        xml=done.xml,
        attachments=done.attachments,
        instance_name=done.instance_name or "",
        language=visit.language,
        signature_file=signature_file(visit.entry),
        public_key=public_key,
        companion=companion,
    )


def _close_logbook(visit: Visit) -> None:
    """Note the end as ODK Collect does, and put the whole log on the disk: the submission takes it along."""
    if visit.logbook is not None:
        visit.logbook.trail.leaves()
        for event in ("form save", "form exit", "form finalize"):
            visit.logbook.trail.happened(event)
        visit.logbook.keep()
