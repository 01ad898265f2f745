"""The audit log: what a form asks for and nothing else, in the CSV of the specification."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from forms.audit import AuditEvent, AuditSettings, audit_csv
from forms.parse import parse_xform
from tests.forms.scenario import NOW, bind, question, xform

START = round(NOW.timestamp() * 1000)
EVENTS = (
    AuditEvent("form start", NOW, user="zahra"),
    AuditEvent(
        "question",
        NOW,
        NOW + timedelta(milliseconds=1500),
        "/data/house[1]/name",
        (35.7, 51.4, 4.0),
        "Sara",
        'Zahra, "the\ntall"',
        "zahra",
        "a slip",
    ),
    AuditEvent("question", NOW, NOW, "/data/age", old_value='"40"', new_value='"40"'),
)


@pytest.mark.parametrize(
    ("attributes", "settings"),
    [
        ({}, AuditSettings("/data/meta/audit")),
        ({"odk__location-priority": "balanced"}, AuditSettings("/data/meta/audit", location=True)),
        (
            {"odk__track-changes": "true", "odk__identify-user": "true", "odk__track-changes-reasons": "on-form-edit"},
            AuditSettings("/data/meta/audit", changes=True, user=True, reasons=True),
        ),
        ({"odk__track-changes": "false"}, AuditSettings("/data/meta/audit")),
    ],
)
def test_a_form_says_what_its_log_holds(attributes: dict[str, str], settings: AuditSettings) -> None:
    data = "<a/><meta><instanceID/><audit/></meta>"
    form = parse_xform(xform(data, bind("meta/audit", type="binary", **attributes), question("a")))
    assert form.audit == settings


def test_a_form_without_the_node_wants_no_log(shared: Path) -> None:
    assert parse_xform(xform("<a/>")).audit is None
    asked = parse_xform((shared / "forms/xform/two-question-audit-track-changes.xml").read_bytes()).audit
    assert asked == AuditSettings("/data/meta/audit", changes=True)


def test_times_are_milliseconds_and_columns_are_those_asked_for() -> None:
    lines = audit_csv(EVENTS, AuditSettings("/data/meta/audit")).decode().splitlines()
    assert lines == [
        "event,node,start,end",
        f"form start,,{START},",
        f"question,/data/house[1]/name,{START},{START + 1500}",
        f"question,/data/age,{START},{START}",
    ]


def test_everything_asked_for_reads_back_as_it_happened() -> None:
    settings = AuditSettings("/data/meta/audit", location=True, changes=True, user=True, reasons=True)
    log = audit_csv(EVENTS, settings).decode()
    assert '"Zahra, ""the\ntall"""' in log
    began, named, unchanged = csv.DictReader(log.splitlines(keepends=True))
    assert (began["latitude"], began["user"]) == ("", "zahra")
    assert [named[k] for k in ("latitude", "longitude", "accuracy")] == ["35.7", "51.4", "4.0"]
    assert [named[k] for k in ("old-value", "new-value")] == ["Sara", 'Zahra, "the\ntall"']
    assert named["change-reason"] == "a slip"
    assert (unchanged["old-value"], unchanged["new-value"]) == ("", "")
