"""Forms, manifests and media files as an app user finds them."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING

import pytest
import requests
from lxml import etree

from tests.sync.central.visit import PLACES, visit, visit_form

if TYPE_CHECKING:
    from sync.central.official_client import Official
    from sync.central.running import CentralHandle
    from tests.sync.central.conftest import Kiosk

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


def hashed(content: bytes) -> str:
    return f"md5:{md5(content, usedforsecurity=False).hexdigest()}"


def listed(kiosk: Kiosk) -> list[dict[str, str]]:
    root = etree.fromstring(kiosk.get("/formList").content)
    return [{child.tag.removeprefix(LIST): child.text or "" for child in form} for form in root]


def media(kiosk: Kiosk, form_id: str = "visit") -> dict[str, dict[str, str]]:
    root = etree.fromstring(kiosk.get(f"/forms/{form_id}/manifest").content)
    files = [{child.tag.removeprefix(MANIFEST): child.text or "" for child in file} for file in root]
    return {file["filename"]: file for file in files}


def test_form_list_leads_to_the_very_bytes_whose_hash_it_names(kiosk: Kiosk) -> None:
    (form,) = listed(kiosk)
    assert (form["formID"], form["name"], form["version"]) == ("visit", "بازدید", "1")
    downloaded = kiosk.http.get(form["downloadUrl"], timeout=30)
    assert downloaded.content == visit_form()
    assert form["hash"] == hashed(downloaded.content)
    assert form["manifestUrl"] == f"{kiosk.url}/forms/visit/manifest"


def test_manifest_names_media_with_true_hashes_and_the_case_list(kiosk: Kiosk) -> None:
    files = media(kiosk)
    assert set(files) == {"places.csv", "cases.csv"}
    assert kiosk.http.get(files["places.csv"]["downloadUrl"], timeout=30).content == PLACES
    assert files["places.csv"]["hash"] == hashed(PLACES)


def test_a_wish_for_a_part_of_a_file_gets_the_whole(kiosk: Kiosk) -> None:
    answer = kiosk.get("/forms/visit/attachments/places.csv", Range="bytes=5-")
    assert (answer.status_code, answer.content) == (200, PLACES)


def test_openrosa_headers_and_server_time_come_with_every_answer_of_the_protocol(kiosk: Kiosk) -> None:
    for answer in (kiosk.get("/formList"), kiosk.head("/submission"), kiosk.get("/forms/visit/manifest")):
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert int(answer.headers["X-OpenRosa-Accept-Content-Length"]) == 100_000_000
        assert answer.headers["Date"].endswith("GMT")
    assert kiosk.head("/submission").status_code == 204


@pytest.mark.parametrize(
    "path",
    [
        "/formList",
        "/forms/visit.xml",
        "/forms/visit/manifest",
        "/forms/visit/attachments/places.csv",
        "/forms/visit/attachments/cases.csv",
    ],
)
def test_what_has_not_changed_is_not_sent_again(kiosk: Kiosk, path: str) -> None:
    first = kiosk.get(path)
    assert first.status_code == 200
    again = kiosk.get(path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert kiosk.get(path, **{"If-None-Match": '"something else"'}).content == first.content


def test_form_list_can_be_narrowed_to_one_form(kiosk: Kiosk, official: Official) -> None:
    official.publish("second.xml", visit_form().replace(b'id="visit"', b'id="second"'))
    root = etree.fromstring(kiosk.get("/formList?formID=second").content)
    assert [form.findtext(f"{LIST}formID") for form in root] == ["second"]
    assert {form["formID"] for form in listed(kiosk)} == {"visit", "second"}


def test_a_new_version_takes_the_place_of_the_old_one_which_still_takes_submissions(
    kiosk: Kiosk, official: Official
) -> None:
    official.publish("visit.xml", visit_form("2"))
    assert [form["version"] for form in listed(kiosk)] == ["2"]
    assert kiosk.submit(visit("old", version="1")).status_code == 201
    assert kiosk.submit(visit("new", version="2")).status_code == 201


def test_a_version_is_never_published_with_two_definitions(official: Official) -> None:
    with pytest.raises(requests.HTTPError) as refused:
        official.publish("visit.xml", visit_form() + b"\n")
    assert refused.value.response.status_code == 409
    assert official.publish("visit.xml", visit_form())["version"] == "1"


@pytest.mark.parametrize("xform", [b"", b"no xml", b"<html/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'])
def test_what_is_no_form_is_refused_with_its_file_name(official: Official, xform: bytes) -> None:
    with pytest.raises(requests.HTTPError) as refused:
        official.publish("broken.xml", xform)
    assert refused.value.response.status_code == 400
    assert "broken.xml" in refused.value.response.json()["message"]


def test_a_form_that_is_not_assigned_is_not_listed_and_not_readable(kiosk: Kiosk, official: Official) -> None:
    (user,) = official.app_users()
    official.assign("visit", user["id"], assigned=False)
    assert listed(kiosk) == []
    assert kiosk.get("/forms/visit.xml").status_code == 403
    assert kiosk.head("/submission").status_code == 204
    official.assign("visit", user["id"])
    assert [form["formID"] for form in listed(kiosk)] == ["visit"]


def test_closing_and_closed_forms_are_not_listed(kiosk: Kiosk, official: Official) -> None:
    official.set_form_state("visit", "closing")
    assert listed(kiosk) == []
    assert kiosk.get("/forms/visit.xml").status_code == 200
    official.set_form_state("visit", "closed")
    assert listed(kiosk) == []
    assert kiosk.get("/forms/visit.xml").status_code == 403


def test_what_is_not_there_is_404_in_json(kiosk: Kiosk) -> None:
    for path in ("/forms/none.xml", "/forms/visit/attachments/none.csv"):
        answer = kiosk.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, 404.1)
    assert kiosk.get("/forms/none/manifest").status_code == 404


def test_an_unknown_token_is_403_a_malformed_one_401_and_a_revoked_one_403(
    central: CentralHandle, official: Official
) -> None:
    headers = {"X-OpenRosa-Version": "1.0"}

    def status(token: str, project: int = 1) -> int:
        url = f"{central.base_url}/v1/key/{token}/projects/{project}/formList"
        return requests.get(url, headers=headers, timeout=30).status_code

    user = official.create_app_user("short-lived")
    assert status(user["token"]) == 200
    assert status(user["token"], project=2) == 404
    assert status("a" * 64) == 403
    assert status("short") == 401
    official.revoke_app_user(user["id"])
    assert status(user["token"]) == 403


def test_the_protocol_wants_its_version_header(kiosk: Kiosk) -> None:
    kiosk.http.headers.pop("X-OpenRosa-Version")
    for answer in (kiosk.get("/formList"), kiosk.submit(visit("a"))):
        assert answer.status_code == 400
        assert "X-OpenRosa-Version" in answer.text
        assert answer.headers["Content-Type"].startswith("text/xml")


def test_without_v1_the_address_answers_as_a_web_page_and_delivers_nothing(
    central: CentralHandle, kiosk: Kiosk, official: Official
) -> None:
    kiosk.url = kiosk.url.replace("/v1/", "/")
    answer = kiosk.submit(visit("lost"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert official.submissions() == []
    assert requests.get(f"{central.base_url}/v1/projects/1/formList", timeout=30).status_code == 401
