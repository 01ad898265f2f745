"""Once a day the machine tells its centre how it stands, and not a word about anybody."""

from __future__ import annotations

import base64
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from assets import read
from assets.services import HEALTH_FORM
from forms.xlsform import to_xform
from kiosk.catalogue import offers
from kiosk.printer_state import PrinterState
from kiosk.retention import shred_delivered
from sync.central.official_client import Official
from sync.store import Store
from sync.store.checked_clock import CheckedClock
from sync.store.checking import check_store
from sync.store.checkpoints import PrintedCheckpoint
from sync.store.device_signature import read_signature
from sync.store.errors import AuditBroken, NoSuchRecord
from sync.store.records import KeptAt, Status
from tests.faults.central import received
from tests.kiosk.health.conftest import said
from tests.sync.counter import KEY
from tests.sync.envelope import public_key
from tests.sync.store.forgery import behind_the_back, hash_anew, sign_anew

if TYPE_CHECKING:
    from sync.store.records import Submission
    from tests.kiosk.health.conftest import Machine

CANARY = "zanbagh-4471"
YEARS = timedelta(days=20 * 365)


def made(machine: Machine) -> Submission:
    report = machine.counter.store.reports.newest("demo")
    assert report is not None
    return report


def test_the_centre_learns_how_the_machine_stands(machine: Machine) -> None:
    machine.round()
    machine.round()
    machine.hand_in()
    machine.counter.clock.pass_by(timedelta(hours=25, minutes=50))
    machine.health.report(machine.counter.store)
    delivered = made(machine)
    machine.hand_in()
    machine.counter.clock.pass_by(timedelta(hours=14))
    machine.round()
    _, report = machine.reports()
    assert report == machine.counter.store.submissions.xml(delivered.key), "the frozen bytes"
    told = said(report)
    assert (told["office"], told["device"], told["waits"], told["oldest_hours"]) == ("deh-bala", "counter-1", "1", "25")
    assert (told["key_level"], told["printer"], told["faults"]) == ("tpm", "ready", "")
    assert (told["last_delivery"], told["clock_skew"], told["update_result"]) == ("", "", "")
    assert int(told["free_mb"]) == pytest.approx(shutil.disk_usage(machine.data).free / 1e6, rel=0.2)
    assert datetime.fromisoformat(told["made_at"]) == delivered.finalised_at


def test_it_is_signed_as_everything_that_leaves(machine: Machine) -> None:
    machine.round()
    machine.round()
    store, report = machine.counter.store, made(machine)
    with Official(machine.central.official_url, machine.central.password) as official:
        kept = official.submission(HEALTH_FORM, report.key.instance_id)
        (file,) = kept["attachments"]
    assert (file["name"], file["sha256"] is None, kept["code"]) == ("device-signature.txt", False, report.code)
    with store.attachments.open(report.key, file["name"]) as stream:
        assert read_signature(stream.read()).holds(kept["xml"].encode(), store.device.public_key)
    assert store.submissions.get(report.key).status is Status.SUBMITTED
    assert check_store(store).problems == ()


def test_its_mark_can_be_checked_with_the_machines_key_alone(machine: Machine) -> None:
    machine.round()
    machine.round()
    told, store = said(machine.reports()[0]), machine.counter.store
    lines = [f"pishkhan/audit/{told['checkpoint_key']}", *(told[f"checkpoint_{one}"] for one in ("size", "root", "at"))]
    signed = "".join(f"{line}\n" for line in lines).encode()
    key = Ed25519PublicKey.from_public_bytes(store.device.public_key)
    key.verify(base64.b64decode(told["checkpoint_signature"]), signed)
    with pytest.raises(InvalidSignature):
        key.verify(base64.b64decode(told["checkpoint_signature"]), signed.replace(b"audit", b"other"))
    assert PrintedCheckpoint.read(told["checkpoint"]) == PrintedCheckpoint(
        int(told["checkpoint_size"]), base64.b64decode(told["checkpoint_root"])[:8]
    )


def test_a_log_written_and_signed_anew_is_told_by_an_older_report(machine: Machine) -> None:
    machine.round()
    machine.hand_in()
    machine.round()
    store, mark = machine.counter.store, PrintedCheckpoint.read(said(machine.reports()[0])["checkpoint"])
    assert mark is not None
    assert store.audit.verify([mark]) == store.audit.size()
    behind_the_back(store, "update audit set actor = 'nobody' where number = 1")
    hash_anew(store)
    sign_anew(store)
    assert store.audit.verify() == store.audit.size(), "without the report nobody would know"
    with pytest.raises(AuditBroken):
        store.audit.verify([mark])


def test_one_a_day(machine: Machine) -> None:
    for _ in range(30):
        machine.round()
        machine.round()
        machine.counter.clock.pass_by(timedelta(hours=8))
    assert len(machine.reports()) == 10
    moments = [datetime.fromisoformat(said(report)["made_at"]) for report in machine.reports()]
    assert {after - before for before, after in pairwise(moments)} == {timedelta(hours=24)}


def test_as_often_as_the_technician_says_and_never_where_she_says_so(machine: Machine) -> None:
    machine.health.config = replace(machine.health.config, report_hours=6)
    for _ in range(4):
        machine.round()
        machine.counter.clock.pass_by(timedelta(hours=6))
    machine.round()
    assert len(machine.reports()) == 4
    machine.health.config = replace(machine.health.config, report_hours=0)
    machine.counter.clock.pass_by(timedelta(days=9))
    machine.round()
    assert machine.health.report(machine.counter.store, at_once=True) is None


def test_a_month_without_a_line_makes_none(machine: Machine) -> None:
    machine.round()
    for _ in range(30):
        machine.counter.clock.pass_by(timedelta(days=1))
        machine.round("http://127.0.0.1:9/v1/key/none/projects/1")
    assert len(machine.counter.store.queue.pending(machine.counter.clock.now())) == 1, "the one from before"
    machine.round()
    machine.round()
    old, new = (said(report) for report in machine.reports())
    assert datetime.fromisoformat(new["made_at"]) - datetime.fromisoformat(old["made_at"]) == timedelta(days=30)
    assert machine.counter.store.queue.pending(machine.counter.clock.now()) == ()


@pytest.mark.parametrize("wrong", [YEARS, -YEARS])
def test_a_clock_that_is_wrong_by_years_neither_silences_nor_doubles_it(machine: Machine, wrong: timedelta) -> None:
    told, counter = machine.counter.clock, machine.counter
    true, told.at = told.at, told.at + wrong
    counter.store.close()
    clock = CheckedClock(told)
    counter.store = Store.open(counter.store.file.folder, KEY, clock)
    machine.round()
    clock.hear(true + timedelta(seconds=told.seconds))  # now the centre's clock is known: it was never that long ago
    for _ in range(2 * 24):
        machine.round()
        told.pass_by(timedelta(hours=1))
    before, *reports = [said(report) for report in machine.reports()]
    assert datetime.fromisoformat(before["made_at"]) == true + wrong
    moments = [datetime.fromisoformat(report["made_at"]) for report in reports]
    assert moments == [true, true + timedelta(days=1)]
    assert {(report["faults"], float(report["clock_skew"])) for report in reports} == {
        ("clock_wrong", -wrong.total_seconds())
    }


def test_it_counts_as_no_application(machine: Machine) -> None:
    machine.round()
    report, store = made(machine), machine.counter.store
    assert [offer.form.key.form_id for offer in offers(store)] == ["claim"]
    assert (store.queue.backlog(), store.queue.waits_since(), store.desk.page()) == (0, None, ())
    assert machine.round().waiting == 0
    with Official(machine.central.official_url, machine.central.password) as official:
        assert official.submissions() == []
        assert official.submission(HEALTH_FORM, report.key.instance_id)["code"] == report.code


def test_it_is_kept_no_longer_than_applications(machine: Machine) -> None:
    machine.round()
    machine.round()
    report, store = made(machine), machine.counter.store
    machine.counter.clock.pass_by(timedelta(days=31))
    assert shred_delivered(store, machine.counter.scope, machine.counter.clock.now(), keep_days=30) == 1
    with pytest.raises(NoSuchRecord):
        store.submissions.xml(report.key)
    machine.round()
    machine.round()
    assert len(machine.reports()) == 2, "the rhythm knows its stub"


def test_where_the_centre_offers_no_form_nothing_is_said(machine: Machine) -> None:
    with Official(machine.central.official_url, machine.central.password) as official:
        official.set_form_state(HEALTH_FORM, "closing")
        machine.round()
        machine.round()
        assert machine.counter.store.reports.newest("demo") is None
        official.set_form_state(HEALTH_FORM, "open")
    machine.round()
    machine.round()
    assert len(machine.reports()) == 1, "the centre alone decides"


def test_a_form_that_asks_for_something_else_stops_nobody(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    other = to_xform(read(f"forms/{HEALTH_FORM}.xlsx"), name=HEALTH_FORM).xform
    other = other.replace(b'version="2026112201"', b'version="9"').replace(b". &gt;= 0", b". &gt; 1000000000")
    with Official(machine.central.official_url, machine.central.password) as official:
        official.publish(f"{HEALTH_FORM}.xml", other)
    machine.round()
    record = machine.hand_in()
    assert machine.round().delivered == (record.code,)
    assert machine.counter.store.reports.newest("demo") is None
    assert machine.health.unfit is not None
    assert caplog.text.count("no health report is made") == 1


def test_a_form_that_is_to_be_sealed_gets_no_report(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing goes out plain that its author wanted sealed, not even this."""
    sealed = to_xform(read(f"forms/{HEALTH_FORM}.xlsx"), name=HEALTH_FORM).xform
    sealed = sealed.replace(b'version="2026112201"', b'version="9"').replace(
        b"</instance>", f'</instance><submission base64RsaPublicKey="{public_key()}"/>'.encode(), 1
    )
    with Official(machine.central.official_url, machine.central.password) as official:
        official.publish(f"{HEALTH_FORM}.xml", sealed)
    machine.round()
    machine.round()
    assert machine.counter.store.reports.newest("demo") is None
    assert "it is to be sealed" in caplog.text


def test_a_form_that_asks_for_less_is_filled_in(machine: Machine) -> None:
    form = """
| survey | | | |
| | type | name | label::English (en) |
| | text | device | Machine |
| | integer | waits | Waiting |
| settings | form_id | version | |
| | counter_health | 2030 | |
"""
    with Official(machine.central.official_url, machine.central.password) as official:
        official.publish(f"{HEALTH_FORM}.xml", to_xform(form.encode(), name=HEALTH_FORM).xform)
    machine.round()
    machine.round()
    told = said(machine.reports()[0])
    assert (told["device"], told["waits"]) == ("counter-1", "0")


def test_faults_are_closed_codes(machine: Machine) -> None:
    config = machine.health.config
    limits = replace(config.limits, free_mb=10**9)
    machine.health.config = replace(config, limits=limits, fleet_key="fleet.pem")
    machine.health.printer = lambda: PrinterState.FAULT
    machine.round()
    machine.round()
    assert said(machine.reports()[0])["faults"] == "disk_full key_not_escrowed printer"


def test_no_word_about_anybody_is_in_it(machine: Machine) -> None:
    """A canary in answers, file names, drafts, staff, cases and print orders; the report knows none of it."""
    store, scope = machine.counter.store, replace(machine.counter.scope, actor=CANARY)
    machine.counter.scope = scope
    machine.round()
    record = machine.hand_in(CANARY)
    form = store.forms.current_of("demo", "claim")
    assert form is not None
    store.drafts.begin(scope, form.key, f"uuid:{CANARY}", kept_at=KeptAt.DESK, language="fa", savepoint=CANARY.encode())
    store.prints.order(scope, "receipt", CANARY, "fa")
    machine.counter.clock.pass_by(timedelta(days=2))
    machine.round()
    machine.round()
    everything = received(machine.data)
    assert CANARY.encode() in everything[record.key.instance_id][0]
    assert len(machine.reports()) == 2
    for report in machine.reports():
        assert CANARY.encode() not in report
        assert record.code.encode() not in report
        assert record.key.instance_id.encode() not in report
