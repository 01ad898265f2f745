"""Entities made from submissions: each app user's own case list, and what the official's decision does to it."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
import requests
from lxml import etree

from tests.sync.central.visit import case_id, visit, visit_form

if TYPE_CHECKING:
    from sync.central.official_client import Official
    from tests.sync.central.conftest import Kiosk

MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


def cases(kiosk: Kiosk) -> list[dict[str, str]]:
    answer = kiosk.get("/forms/visit/attachments/cases.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode())))


def list_entry(kiosk: Kiosk) -> etree._Element:
    root = etree.fromstring(kiosk.get("/forms/visit/manifest").content)
    return next(file for file in root if file.findtext(f"{MANIFEST}filename") == "cases.csv")


def test_a_submission_makes_a_case_in_its_senders_list_only(kiosk: Kiosk, other_kiosk: Kiosk) -> None:
    assert cases(kiosk) == []
    kiosk.submit(visit("a"))
    expected = {"name": case_id("a"), "label": "a", "__version": "1"}
    assert cases(kiosk) == [expected | {"code": "code-a", "status": "delivered", "message": ""}]
    assert cases(other_kiosk) == []


def test_the_official_s_decision_changes_the_list_its_version_and_its_hash(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a"))
    kiosk.submit(visit("b"))
    before = list_entry(kiosk)
    assert before.get("type") == "entityList"
    official.decide("visit", "uuid:a", "rejected", "مدرک کم بود، «شناسنامه» را بیاورید")
    decided, untouched = cases(kiosk)
    assert (decided["status"], decided["__version"]) == ("rejected", "2")
    assert decided["message"] == "مدرک کم بود، «شناسنامه» را بیاورید"
    assert (untouched["status"], untouched["__version"]) == ("delivered", "1")
    assert list_entry(kiosk).findtext(f"{MANIFEST}hash") != before.findtext(f"{MANIFEST}hash")


def test_a_rejection_needs_its_reason_and_a_status_must_be_known(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a"))
    for status, message in (("rejected", "  "), ("delivered", ""), ("lost", ""), ("approved", "x" * 2001)):
        with pytest.raises(requests.HTTPError) as refused:
            official.decide("visit", "uuid:a", status, message)
        assert refused.value.response.status_code == 400
    assert cases(kiosk)[0]["__version"] == "1"
    assert official.submission("visit", "uuid:a")["decisions"] == []


def test_the_same_bytes_again_neither_double_a_case_nor_undo_a_decision(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a"))
    official.decide("visit", "uuid:a", "approved", "تبریک")
    kiosk.submit(visit("a"))
    (only,) = cases(kiosk)
    assert (only["status"], only["message"], only["__version"]) == ("approved", "تبریک", "2")


def test_a_deleted_submission_takes_its_case_along(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a"))
    official.delete_submission("visit", "uuid:a")
    assert cases(kiosk) == []


def test_a_submission_may_update_the_entity_it_names(kiosk: Kiosk) -> None:
    kiosk.submit(visit("a"))
    update = visit("b").replace(b'create="1"', b'update="1"').replace(case_id("b").encode(), case_id("a").encode())
    assert kiosk.submit(update).status_code == 201
    (only,) = cases(kiosk)
    assert (only["label"], only["code"], only["__version"]) == ("b", "code-b", "2")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'create="1"', b'create="0"'),
        (case_id("a").encode(), b"no-uuid"),
        (b"<label>a</label>", b"<label/>"),
        (b'dataset="cases"', b'dataset="others"'),
    ],
)
def test_a_faulty_entity_never_refuses_the_submission(
    kiosk: Kiosk, official: Official, right: bytes, wrong: bytes
) -> None:
    assert kiosk.submit(visit("a").replace(right, wrong)).status_code == 201
    assert len(official.submissions()) == 1
    assert cases(kiosk) == []


def test_an_answer_that_was_not_relevant_leaves_its_property_empty(kiosk: Kiosk) -> None:
    kiosk.submit(visit("a").replace(b"<code>code-a</code>", b""))
    assert cases(kiosk)[0]["code"] == ""


def test_a_later_version_of_the_form_may_add_properties(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a"))
    grown = visit_form("2").replace(b'"/data/who" type', b'"/data/who" entities:saveto="who" type')
    official.publish("visit.xml", grown)
    kiosk.submit(visit("b", version="2"))
    assert [case["who"] for case in cases(kiosk)] == ["", "زهرا"]
