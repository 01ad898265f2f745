"""Submissions: finalised once, whole, in one transaction, and the bytes never change again."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forms.tracking import grouped, tracking_code
from sync.store.errors import AlreadyFinalised, AttachmentMissing, NoSuchRecord
from sync.store.records import RecordKey, Status
from tests.sync.store.given import VISITOR, ToldClock, attach, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store import Store
    from sync.store.records import FormKey

XML = '<data id="claim"><name>علی</name></data>\n'.encode()


def test_finalising_keeps_the_bytes_and_ends_the_draft(store: Store, form: FormKey, clock: ToldClock) -> None:
    draft = begin(store, form)
    attach(store, draft.key, "photo.jpg", b"photo")
    clock.passes(minutes=7)
    submission = finalise(store, form, "uuid:1", XML, "photo.jpg")
    assert store.submissions.xml(submission.key) == XML
    assert submission == store.submissions.get(draft.key)
    assert (submission.status, submission.attempts, submission.verdict) == (Status.COMPLETE, 0, None)
    assert (submission.code, submission.finalised_at) == (tracking_code("uuid:1"), clock.now())
    assert (submission.size, submission.sha256) == (len(XML), sha256(XML).hexdigest())
    with pytest.raises(NoSuchRecord):
        store.drafts.get(draft.key)
    with store.attachments.open(draft.key, "photo.jpg") as stream:
        assert stream.read() == b"photo"
    assert [row.act for row in store.audit.rows()] == ["form.install", "draft.begin", "submission.finalise"]


def test_the_device_has_signed_the_very_bytes(store: Store, form: FormKey) -> None:
    submission = finalise(store, form, "uuid:1", XML)
    Ed25519PublicKey.from_public_bytes(store.device.public_key).verify(submission.signature, XML)
    assert store.device.key_id == sha256(store.device.public_key).digest()[:4]


def test_finalising_the_same_bytes_again_is_no_change(store: Store, form: FormKey, clock: ToldClock) -> None:
    first = finalise(store, form, "uuid:1", XML)
    clock.passes(days=1)
    assert finalise(store, form, "uuid:1", XML) == first
    assert [row.act for row in store.audit.rows()].count("submission.finalise") == 1


def test_other_bytes_under_the_same_instance_id_are_refused(store: Store, form: FormKey) -> None:
    first = finalise(store, form, "uuid:1", XML)
    with pytest.raises(AlreadyFinalised):
        finalise(store, form, "uuid:1", XML + b"\n")
    assert store.submissions.xml(first.key) == XML


def test_the_same_instance_id_at_another_central_is_another_submission(store: Store, form: FormKey) -> None:
    ours = finalise(store, form, "uuid:1", XML)
    scope = type(VISITOR)("province", "office-7", "device-3", "citizen")
    theirs = store.submissions.finalise(
        scope, form, "uuid:1", xml=b"<other/>", attachments=(), instance_name="", language="en"
    )
    assert (store.submissions.xml(ours.key), store.submissions.xml(theirs.key)) == (XML, b"<other/>")


def test_a_photo_that_is_named_but_missing_stops_it_and_the_draft_stays(store: Store, form: FormKey) -> None:
    draft = begin(store, form, savepoint=b"<data>all</data>")
    with pytest.raises(AttachmentMissing):
        finalise(store, form, "uuid:1", XML, "photo.jpg")
    assert store.drafts.savepoint(draft.key) == b"<data>all</data>"
    with pytest.raises(NoSuchRecord):
        store.submissions.get(draft.key)
    assert store.audit.verify() == 2


def test_a_photo_that_is_not_named_any_more_is_shredded(store: Store, form: FormKey, folder: Path) -> None:
    draft = begin(store, form)
    attach(store, draft.key, "kept.jpg", b"kept")
    attach(store, draft.key, "irrelevant.jpg", b"gone")
    finalise(store, form, "uuid:1", XML, "kept.jpg")
    assert [one.name for one in store.attachments.of(draft.key)] == ["kept.jpg"]
    assert len(list((folder / "attachments").iterdir())) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "update payloads set xml = x'00'",
        "update submissions set sha256 = ''",
        "update submissions set counter = 0",
        "delete from payloads",
        "delete from submissions",
    ],
)
def test_the_database_itself_forbids_changing_what_is_finalised(store: Store, form: FormKey, statement: str) -> None:
    finalise(store, form, "uuid:1", XML)
    connection = store.file.connect()
    with pytest.raises(Exception, match=r"never change|not delivered|stays"):
        connection.execute(statement)
    connection.close()
    assert store.submissions.xml(RecordKey("ministry", "uuid:1")) == XML


def test_a_submission_is_found_by_its_code_however_it_is_typed(store: Store, form: FormKey) -> None:
    submission = finalise(store, form, "uuid:1")
    persian = grouped(submission.code).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert store.submissions.by_code(persian) == submission
    assert store.submissions.by_code("123") is None


def test_order_is_told_by_the_count_of_acts_not_by_the_clock(store: Store, clock: ToldClock) -> None:
    form = install(store).key
    first = finalise(store, form, "uuid:1")
    clock.passes(days=-7300)
    second = finalise(store, form, "uuid:2")
    assert second.counter > first.counter
    assert second.finalised_at < first.finalised_at
    assert [one.key for one in store.queue.pending(clock.now())] == [first.key, second.key]
