"""A copy of an application as it was handed in, from its frozen answers and the form that asked for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from assets.services import service_of
from assets.texts import T
from forms.entry import FormEntry
from forms.errors import FormError
from forms.parse import parse_xform
from forms.tracking import tracking_code
from kiosk.visit import review, world_of
from printing.application import Application
from printing.errors import NothingToPrint
from sync.store.errors import NoSuchRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from kiosk.config import Office
    from kiosk.visit import Visit
    from sync.store import Store
    from sync.store.records import RecordKey, Scope, Submission

_GONE = T("The answers were removed from this machine after they were delivered. Only the centre has them now.")
_UNREADABLE = T("The answers were sealed for the centre. This machine cannot read them any more.")
_PICTURES = ("image/png", "image/jpeg")


def application_of(
    store: Store,
    scope: Scope,
    submission: Submission,
    office: Office,
    now: Callable[[], datetime],
    language: str,
    *,
    copy: int = 1,
) -> Application:
    """Return what the copy says in `language`; raises NothingToPrint when this machine cannot read the answers."""
    entry = restored(store, scope, submission, now, language)
    service = service_of(submission.form.form_id)
    return Application(
        code=submission.code,
        office=office.name(language),
        service=service.title if service else entry.form.title or submission.form.form_id,
        finalised_at=submission.finalised_at.astimezone(),
        digest=bytes.fromhex(submission.sha256),
        entries=entry.review(),
        layout=entry.form.printing,
        pictures=_pictures(store, submission.key),
        copy_number=copy,
    )


def copy_before_sealing(visit: Visit, office: Office, language: str) -> Application:
    """Return what the copy of a draft says that nobody here can read once it is handed in."""
    entry, key = visit.entry, visit.key
    service = service_of(entry.form.form_id)
    return Application(
        code=tracking_code(key.instance_id),
        office=office.name(language),
        service=service.title if service else entry.form.title,
        finalised_at=None,
        digest=b"",
        entries=review(visit),
        layout=entry.form.printing,
        pictures=_pictures(visit.store, key),
    )


def restored(
    store: Store, scope: Scope, submission: Submission, now: Callable[[], datetime], language: str
) -> FormEntry:
    """Return the frozen answers in their form; raises NothingToPrint when this machine cannot read them."""
    try:
        form = parse_xform(store.forms.xform(submission.form))
        xml = store.submissions.xml(submission.key)
    except NoSuchRecord as gone:
        raise NothingToPrint(_GONE) from gone
    if sealed(xml):
        raise NothingToPrint(_UNREADABLE)
    try:
        return FormEntry.restore(form, world_of(store, scope, submission.form, now), xml, language=language)
    except FormError as fault:
        raise NothingToPrint(_UNREADABLE) from fault


def sealed(xml: bytes) -> bool:
    """Whether the frozen bytes are only the envelope of answers that the centre alone can open."""
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
    return root.get("encrypted") == "yes"


def _pictures(store: Store, key: RecordKey) -> dict[str, bytes]:
    pictures = {}
    for attachment in store.attachments.of(key):
        if attachment.mediatype in _PICTURES:
            with store.attachments.open(key, attachment.name) as content:
                pictures[attachment.name] = content.read()
    return pictures
