"""One person's filling-in, and the acts on it: each saves before it returns what changed."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forms.audit import AUDIT_FILE
from forms.entry import FormEntry
from forms.errors import FormError
from forms.parse import parse_xform
from forms.paths import plain_path
from forms.world import World
from kiosk.carrying import Version, carry
from kiosk.logbook import Logbook
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.audit import AuditEventName
    from forms.definition import FormDef
    from forms.pages import Page
    from forms.state import Changes, Fault, ReviewEntry
    from kiosk.carrying import LeftBehind
    from sync.store import Store
    from sync.store.records import Draft, FormKey, KeptAt, RecordKey, Scope

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Visit:
    """A form being filled in and the draft that keeps it; `place` is the first reference of the page shown.

    logbook: the audit log, None where the form asks for none.
    left_behind: what a newer version of the form had no place for, until the person has seen it.
    failed: the nodes of the form, with the part, that could not be computed and were told.
    resumed: begun earlier, by whoever said then who is here: nothing lies before the first page.
    """

    store: Store
    scope: Scope
    form: FormKey
    entry: FormEntry
    key: RecordKey
    language: str
    place: str = ""
    asked: tuple[Page, ...] | None = None  # the pages of now, until an answer changes them
    logbook: Logbook | None = None
    left_behind: LeftBehind | None = None
    failed: set[tuple[str, str]] = field(default_factory=set)
    resumed: bool = False


def begin(
    store: Store,
    scope: Scope,
    form: FormKey,
    *,
    now: Callable[[], datetime],
    language: str,
    kept_at: KeptAt,
    definition: FormDef | None = None,
    geopoint: str = "",
) -> Visit:
    """Start a new filling-in of `form`; its first savepoint is on the disk when this returns.

    `definition` is the form where it was prepared before; `geopoint` is where this machine stands.
    Raises FormError when the form fails on its own defaults, StoreError when nothing can be saved.
    """
    if definition is None:
        definition = _definition(store, form)
    entry = FormEntry.start(definition, world_of(store, scope, form, now, geopoint), language=language)
    name_log(entry)
    draft = store.drafts.begin(
        scope, form, entry.instance_id, kept_at=kept_at, language=language, savepoint=entry.savepoint()
    )
    visit = Visit(store, scope, form, entry, draft.key, language)
    _open_logbook(visit, "form start")
    return visit


def resume(store: Store, scope: Scope, draft: Draft, *, now: Callable[[], datetime], geopoint: str = "") -> Visit:
    """Go on with a kept or reopened draft, at the page where it was left; in the newest version of its form.

    `Visit.left_behind` tells what that has no place for. Raises FormError, StoreError.
    """
    owner = replace(scope, central=draft.key.central, actor=draft.scope.actor)
    saved = store.drafts.savepoint(draft.key)

    def version(form: FormKey) -> Version:
        return Version(_definition(store, form), world_of(store, scope, form, now, geopoint))

    visit = _carried(store, owner, draft, saved, version)
    if visit is None:
        older = version(draft.form)
        entry = FormEntry.restore(older.form, older.world, saved, language=draft.language)
        visit = Visit(store, owner, draft.form, entry, draft.key, draft.language, draft.place)
    visit.resumed = True
    _open_logbook(visit, "form resume")
    return visit


def _carried(
    store: Store, scope: Scope, draft: Draft, saved: bytes, version: Callable[[FormKey], Version]
) -> Visit | None:
    """Go on with `draft` in the version of its form that is offered now, None where that is its own or cannot be."""
    offered = store.forms.current_of(draft.key.central, draft.form.form_id)
    if offered is None or offered.key == draft.form:
        return None
    try:
        entry, lost = carry(version(draft.form), version(offered.key), saved, language=draft.language)
    except FormError as fault:
        log.warning("a draft stays in the version it was begun in: %s", type(fault).__name__)
        return None
    name_log(entry)
    store.drafts.carry(scope, draft.key, offered.key, entry.savepoint())
    return Visit(store, scope, offered.key, entry, draft.key, draft.language, draft.place, left_behind=lost)


def answer(visit: Visit, ref: str, raw: str) -> Changes:
    """Answer `ref` and save; a file that was the answer before is shredded.

    Raises InvalidAnswer, StoreError; after a StoreError the answer stands in memory, unsaved.
    """
    before = visit.entry.node(ref)
    changes = visit.entry.answer(ref, raw)
    if changes.structure or changes.relevance or changes.readonly or changes.labels:
        visit.asked = None
    _save(visit)
    if before.type == "binary" and before.value not in ("", raw):
        visit.store.attachments.remove(visit.scope, visit.key, before.value)
    return changes


def new_faults(visit: Visit, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return those of `faults` that were not told before, and write down for the technician where the form fails.

    Neither the log nor the store's audit learns what was answered.
    """
    new = [fault for fault in faults if (plain_path(fault.ref), fault.part) not in visit.failed]
    for fault in new:
        node = plain_path(fault.ref)
        visit.failed.add((node, fault.part))
        log.error("form %s %s fails at %s, %s", visit.form.form_id, visit.form.version, node, fault.part)
        visit.store.forms.note_fault(visit.scope, visit.form, node, fault.part)
    return tuple(new)


def add_repeat(visit: Visit, ref: str) -> Changes:
    """Append an instance to the repeat `ref` and save."""
    changes = visit.entry.add_repeat(ref)
    visit.asked = None
    _save(visit)
    return changes


def remove_repeat(visit: Visit, ref: str) -> Changes:
    """Remove the instance `ref`, shred the files that only it named, and save."""
    changes = visit.entry.remove_repeat(ref)
    visit.asked = None
    _save(visit)
    note(visit, "delete repeat", ref)
    named = {node.value for node in visit.entry.nodes() if node.type == "binary"} | {AUDIT_FILE}
    for attachment in visit.store.attachments.of(visit.key):
        if attachment.name not in named:
            visit.store.attachments.remove(visit.scope, visit.key, attachment.name)
    return changes


def move_to(visit: Visit, page: Page) -> None:
    """Remember the page shown; the next act saves it, or `keep_place`."""
    visit.place = page.refs[0] if page.refs else page.repeat or ""
    if visit.logbook is not None:
        visit.logbook.trail.shows(page)
        visit.logbook.try_to_keep()


def jump(visit: Visit) -> None:
    """Note that the person goes from the check of the answers straight to one of them."""
    note(visit, "jump")


def keep_place(visit: Visit) -> None:
    """Save the page shown, so that a reopened draft goes on there."""
    _save(visit)


def speak(visit: Visit, language: str) -> Changes:
    """Show the form in `language` from now on; answers and place stay."""
    changes = visit.entry.set_language(language)
    visit.language = language
    visit.asked = None
    _save(visit)
    return changes


def pages(visit: Visit) -> tuple[Page, ...]:
    """Return the pages before the check of the answers: all but the form's own consent at its end."""
    found = asked_pages(visit)
    return found[:-1] if _ends_with_consent(visit, found) else found


def consent_ref(visit: Visit) -> str | None:
    """Return the form's own consent, an acknowledgement alone on its last page; None when it asks for none.

    It is asked after the answers were checked: nobody can agree to what she has not seen.
    """
    found = asked_pages(visit)
    return found[-1].refs[0] if _ends_with_consent(visit, found) else None


def review(visit: Visit) -> tuple[ReviewEntry, ...]:
    """Return the answers as a person reads them, without the consent that is still to be given."""
    if visit.logbook is not None:
        visit.logbook.trail.shows_end()
        visit.logbook.try_to_keep()
    consent = consent_ref(visit)
    return tuple(entry for entry in visit.entry.review() if entry.ref != consent)


def give_up(visit: Visit) -> None:
    """Shred the draft and its files."""
    visit.store.drafts.give_up(visit.scope, visit.key)


def _ends_with_consent(visit: Visit, found: tuple[Page, ...]) -> bool:
    if len(found) < 2 or len(found[-1].refs) != 1:
        return False
    return visit.entry.node(found[-1].refs[0]).control == "trigger"


def _save(visit: Visit) -> None:
    try:
        visit.store.drafts.save(visit.key, visit.entry.savepoint(), place=visit.place, language=visit.language)
    except StoreError:
        note(visit, "save error")
        raise


def name_log(entry: FormEntry) -> None:
    """Have the submission name its audit log, where the form asks for one."""
    if entry.form.audit is not None:
        entry.answer(entry.form.audit.ref, AUDIT_FILE)


def _open_logbook(visit: Visit, event: AuditEventName) -> None:
    settings = visit.entry.form.audit
    if settings is not None:
        visit.logbook = Logbook(visit.store, visit.scope, visit.key, settings, visit.entry)
        visit.logbook.trail.happened(event)
        visit.logbook.keep()


def note(visit: Visit, event: AuditEventName, node: str = "") -> None:
    """Note in the audit log, where the form has one, that something happened."""
    if visit.logbook is not None:
        visit.logbook.trail.happened(event, node)


def _definition(store: Store, form: FormKey) -> FormDef:
    return parse_xform(store.forms.xform(form))


def world_of(store: Store, scope: Scope, form: FormKey, now: Callable[[], datetime], geopoint: str = "") -> World:
    """Return what `form` takes from outside on this machine; `geopoint` is where it stands, "" where nobody knows."""
    return World(
        now=now,
        random=random.SystemRandom(),
        device={"deviceid": scope.device, "username": scope.office, "office": scope.office, "geopoint": geopoint},
        resources=store.forms.media(form),
    )


def asked_pages(visit: Visit) -> tuple[Page, ...]:
    """Return every page of now, the form's own consent at its end included."""
    if visit.asked is None:
        visit.asked = visit.entry.pages()
    return visit.asked
