"""One person's filling-in, and the acts on it: each saves before it returns what changed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.definition import FormDef
    from forms.pages import Page
    from forms.state import Changes, ReviewEntry
    from sync.store import Store
    from sync.store.records import Draft, FormKey, KeptAt, RecordKey, Scope, Submission


@dataclass(slots=True)
class Visit:
    """A form being filled in and the draft that keeps it; `place` is the first reference of the page shown."""

    store: Store
    scope: Scope
    form: FormKey
    entry: FormEntry
    key: RecordKey
    language: str
    place: str = ""
    asked: tuple[Page, ...] | None = None  # the pages of now, until an answer changes them


def begin(
    store: Store,
    scope: Scope,
    form: FormKey,
    *,
    now: Callable[[], datetime],
    language: str,
    kept_at: KeptAt,
    definition: FormDef | None = None,
) -> Visit:
    """Start a new filling-in of `form`; its first savepoint is on the disk when this returns.

    `definition` is the form where it was prepared before.
    Raises FormError when the form fails on its own defaults, StoreError when nothing can be saved.
    """
    if definition is None:
        definition = _definition(store, form)
    entry = FormEntry.start(definition, world_of(store, scope, form, now), language=language)
    draft = store.drafts.begin(
        scope, form, entry.instance_id, kept_at=kept_at, language=language, savepoint=entry.savepoint()
    )
    return Visit(store, scope, form, entry, draft.key, language)


def resume(store: Store, scope: Scope, draft: Draft, *, now: Callable[[], datetime]) -> Visit:
    """Go on with a kept or reopened draft, at the page where it was left. Raises FormError, StoreError."""
    entry = FormEntry.restore(
        _definition(store, draft.form),
        world_of(store, scope, draft.form, now),
        store.drafts.savepoint(draft.key),
        language=draft.language,
    )
    owner = replace(scope, actor=draft.scope.actor)
    return Visit(store, owner, draft.form, entry, draft.key, draft.language, draft.place)


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
    named = {node.value for node in visit.entry.nodes() if node.type == "binary"}
    for attachment in visit.store.attachments.of(visit.key):
        if attachment.name not in named:
            visit.store.attachments.remove(visit.scope, visit.key, attachment.name)
    return changes


def move_to(visit: Visit, page: Page) -> None:
    """Remember the page shown; the next act saves it, or `keep_place`."""
    visit.place = page.refs[0] if page.refs else page.repeat or ""


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
    found = _asked(visit)
    return found[:-1] if _ends_with_consent(visit, found) else found


def consent_ref(visit: Visit) -> str | None:
    """Return the form's own consent, an acknowledgement alone on its last page; None when it asks for none.

    It is asked after the answers were checked: nobody can agree to what she has not seen.
    """
    found = _asked(visit)
    return found[-1].refs[0] if _ends_with_consent(visit, found) else None


def review(visit: Visit) -> tuple[ReviewEntry, ...]:
    """Return the answers as a person reads them, without the consent that is still to be given."""
    consent = consent_ref(visit)
    return tuple(entry for entry in visit.entry.review() if entry.ref != consent)


def finalise(visit: Visit) -> Submission:
    """Freeze the answers as a submission, in one transaction that shreds the draft.

    Raises NotFinalisable when answers are missing or break a rule, StoreError when it cannot be saved: the draft
    is then as it was.
    """
    done = visit.entry.finalise()
    return visit.store.submissions.finalise(
        visit.scope,
        visit.form,
        done.instance_id,
        xml=done.xml,
        attachments=done.attachments,
        instance_name=done.instance_name or "",
        language=visit.language,
    )


def give_up(visit: Visit) -> None:
    """Shred the draft and its files."""
    visit.store.drafts.give_up(visit.scope, visit.key)


def _ends_with_consent(visit: Visit, found: tuple[Page, ...]) -> bool:
    if len(found) < 2 or len(found[-1].refs) != 1:
        return False
    return visit.entry.node(found[-1].refs[0]).control == "trigger"


def _save(visit: Visit) -> None:
    visit.store.drafts.save(visit.key, visit.entry.savepoint(), place=visit.place, language=visit.language)


def _definition(store: Store, form: FormKey) -> FormDef:
    return parse_xform(store.forms.xform(form))


def world_of(store: Store, scope: Scope, form: FormKey, now: Callable[[], datetime]) -> World:
    """Return what `form` takes from outside on this machine."""
    return World(
        now=now,
        random=random.SystemRandom(),
        device={"deviceid": scope.device, "username": scope.office, "office": scope.office},
        resources=store.forms.media(form),
    )


def _asked(visit: Visit) -> tuple[Page, ...]:
    if visit.asked is None:
        visit.asked = visit.entry.pages()
    return visit.asked
