"""The agent against the embedded central, over HTTP: from the form list to the official's answer on the kiosk."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.world import World
from kiosk.sealed import signature_file
from sync.central.official_client import Official
from sync.central.running import CentralHandle, central_in_thread
from sync.openrosa.errors import Unauthorised
from sync.openrosa.verdicts import Verdict
from sync.store.records import KeptAt, RecordKey, Status
from tests.sync.counter import Counter, open_counter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.store.records import InstalledForm, Submission

BILL = {
    "/data/bill/bill_id": "7748317800142",
    "/data/bill/payment_id": "1770160",
    "/data/payment/way": "pos",
    "/data/payment/pos/pos_reference": "123456789012",
    "/data/payment/pos/card_last4": "4321",
    "/data/agreement/consent": "OK",
}


@pytest.fixture
def official(central: CentralHandle) -> Iterator[Official]:
    with Official(central.official_url, central.password) as client:
        yield client


@pytest.fixture
def claim(counter: Counter, central: CentralHandle) -> InstalledForm:
    (form,) = counter.run(central.token_url).forms
    return form


def state(counter: Counter, record: Submission) -> tuple[Status, str | None]:
    kept = counter.store.submissions.get(record.key)
    return kept.status, kept.verdict


def again(counter: Counter, central: CentralHandle) -> tuple[str, ...]:
    counter.clock.pass_by(timedelta(hours=2))
    return counter.run(central.token_url).delivered


def test_a_record_with_photos_arrives_whole(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    record = counter.finalise(claim.key, b"one", b"two")
    assert counter.run(central.token_url).delivered == (record.code,)
    assert len(official.submissions()) == 1
    assert [one.acknowledged_at is not None for one in counter.store.attachments.of(record.key)] == [True, True]


def test_a_form_closed_by_the_office_waits_until_it_is_open_again(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    record = counter.finalise(claim.key)
    official.set_form_state("claim", "closed")
    assert counter.run(central.token_url).delivered == ()
    assert state(counter, record) == (Status.COMPLETE, Verdict.FORM_CLOSED.value)
    assert again(counter, central) == ()
    official.set_form_state("claim", "open")
    assert again(counter, central) == (record.code,)


def test_a_form_that_is_closing_takes_what_was_begun(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    record = counter.finalise(claim.key)
    official.set_form_state("claim", "closing")
    report = counter.run(central.token_url)
    assert ([form.key for form in report.withdrawn], report.delivered) == ([claim.key], (record.code,))


def test_a_form_not_assigned_to_this_kiosk_waits_for_the_technician(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    record = counter.finalise(claim.key)
    (user,) = official.app_users()
    official.assign("claim", user["id"], assigned=False)
    report = counter.run(central.token_url)
    assert (report.online, report.stopped, report.delivered) == (True, None, ())
    assert state(counter, record) == (Status.COMPLETE, Verdict.NOT_ASSIGNED.value)
    official.assign("claim", user["id"])
    assert again(counter, central) == (record.code,)


def test_a_revoked_token_stops_the_run(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    record = counter.finalise(claim.key)
    (user,) = official.app_users()
    official.revoke_app_user(user["id"])
    report = counter.run(central.token_url)
    assert (report.stopped, report.waiting) == (Unauthorised.text, 1)
    assert state(counter, record) == (Status.COMPLETE, None)


def test_what_the_office_deleted_is_kept_here_and_not_sent_again(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    """The answer to the first sending was lost, and the office deleted the record before the second."""
    record = counter.finalise(claim.key)
    _send_without_noting(counter, central, record)
    official.delete_submission("claim", record.key.instance_id)
    assert counter.run(central.token_url).delivered == ()
    assert state(counter, record) == (Status.REJECTED, Verdict.DELETED.value)


def test_what_the_office_edited_is_there(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    record = counter.finalise(claim.key)
    _send_without_noting(counter, central, record)
    xml = counter.store.submissions.xml(record.key).replace(b"Zahra", b"Zahra, corrected")
    instance = record.key.instance_id.encode()
    edited = xml.replace(
        b"<orx:instanceID>" + instance,
        b"<orx:deprecatedID>" + instance + b"</orx:deprecatedID><orx:instanceID>uuid:edited-" + instance[5:],
    )
    official.edit_submission("claim", edited)
    assert counter.run(central.token_url).delivered == (record.code,)
    assert state(counter, record) == (Status.SUBMITTED, Verdict.EDITED_SINCE.value)


def _send_without_noting(counter: Counter, central: CentralHandle, record: Submission) -> None:
    counter.agent(central.token_url)
    assert len(list(counter.clients[-1].submit(counter.store.submissions.xml(record.key)))) == 1


def test_the_officials_decision_is_on_the_kiosk_after_the_next_run(tmp_path: Path) -> None:
    """With a shipped service as a ministry wrote it, filled in as the form runs here."""
    with closing(open_counter(tmp_path)) as counter, central_in_thread(tmp_path / "central") as central:
        forms = {form.key.form_id: form for form in counter.run(central.token_url).forms}
        record = _pay_a_bill(counter, forms["bill_payment"])
        assert counter.run(central.token_url).delivered == (record.code,)
        (case,) = counter.run(central.token_url).cases
        assert counter.store.cases.by_code(record.code) == case
        with Official(central.official_url, central.password) as official:
            official.decide("bill_payment", record.key.instance_id, "approved", "پرداخت ثبت شد.")
        (changed,) = counter.run(central.token_url).cases
        assert (changed.status, changed.message) == ("approved", "پرداخت ثبت شد.")
        assert counter.store.cases.by_code(record.code) == changed


def _pay_a_bill(counter: Counter, form: InstalledForm) -> Submission:
    world = World(now=counter.clock.now, random=random.Random(3), resources=counter.store.forms.media(form.key))  # noqa: S311
    entry = FormEntry.start(parse_xform(counter.store.forms.xform(form.key)), world, language="fa")
    for ref, raw in BILL.items():
        entry.answer(ref, raw)
    done = entry.finalise()
    key = RecordKey("demo", done.instance_id)
    counter.store.drafts.begin(
        counter.scope, form.key, key.instance_id, kept_at=KeptAt.KIOSK, language="fa", savepoint=entry.savepoint()
    )
    return counter.store.submissions.finalise(
        counter.scope,
        form.key,
        key.instance_id,
        xml=done.xml,
        attachments=done.attachments,
        instance_name=done.instance_name or "",
        language="fa",
        signature_file=signature_file(entry),
    )


def test_what_was_left_of_a_broken_delivery_goes_file_by_file(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    record = counter.finalise(claim.key, b"a" * 70_000, b"b" * 70_000, b"c" * 70_000)
    sent = [0]

    def hear(_code: str, count: int, _total: int) -> None:
        sent[0] = count

    def is_over() -> bool:
        return sent[0] > 100_000

    assert counter.run(central.token_url, batch_limit=80_000, progress=hear, cancelled=is_over).delivered == ()
    owed = [one.name for one in counter.store.attachments.of(record.key) if one.acknowledged_at is None]
    assert owed == ["photo-1.jpg", "photo-2.jpg"]
    assert again(counter, central) == (record.code,)
    assert len(official.submissions()) == 1


def correct(counter: Counter, form: InstalledForm, old: Submission) -> Submission:
    """Finalise a correction of `old` with its photo, as the desk does."""
    world = World(now=counter.clock.now, random=counter.random)
    xml = counter.store.submissions.xml(old.key)
    entry = FormEntry.edit(parse_xform(counter.store.forms.xform(form.key)), world, xml)
    entry.answer("/data/name", "Maryam")
    scope, key = counter.scope, RecordKey(old.key.central, entry.instance_id)
    counter.store.drafts.begin(
        scope, form.key, entry.instance_id, kept_at=KeptAt.KIOSK, language="fa", savepoint=entry.savepoint()
    )
    for file in counter.store.attachments.of(old.key):
        with counter.store.attachments.open(old.key, file.name) as content:
            counter.store.attachments.add(scope, key, file.name, file.mediatype, content)
    counter.store.corrections.begin(scope, key, old.key)
    done = entry.finalise()
    return counter.store.submissions.finalise(
        scope,
        form.key,
        entry.instance_id,
        xml=done.xml,
        attachments=done.attachments,
        instance_name="",
        language="fa",
    )


def test_a_correction_takes_the_place_of_the_record_at_the_central(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    old = counter.finalise(claim.key, b"photo")
    counter.run(central.token_url)
    new = correct(counter, claim, old)
    assert again(counter, central) == (new.code,)
    (kept,) = official.submissions()
    assert kept["edited"]
    assert state(counter, new)[0] is Status.SUBMITTED


def test_a_correction_never_goes_before_what_it_replaces(
    counter: Counter, central: CentralHandle, official: Official, claim: InstalledForm
) -> None:
    old = counter.finalise(claim.key, b"photo")
    new = correct(counter, claim, old)
    late = counter.clock.now() + timedelta(hours=1)
    counter.store.queue.refuse(counter.scope, old.key, verdict=Verdict.SERVER_TROUBLE.value, not_before=late)
    assert counter.run(central.token_url).delivered == ()
    assert state(counter, new) == (Status.COMPLETE, Verdict.NOT_ITS_TURN.value)
    assert counter.store.submissions.get(new.key).attempts == 0, "not one byte of it left"
    assert again(counter, central) == (old.code, new.code)
    assert len(official.submissions()) == 1
