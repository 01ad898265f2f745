"""Submissions: every answer that a real ODK Central gives, over real HTTP."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from forms.tracking import tracking_code
from sync.central.answers import LIMIT
from sync.central.errors import Refused
from sync.central.submission_xml import read_submission
from tests.sync.central.visit import visit, visit_form

if TYPE_CHECKING:
    from sync.central.official_client import Official
    from sync.central.running import CentralHandle
    from tests.sync.central.conftest import Kiosk

MESSAGE = "{http://openrosa.org/http/response}message"


def said(text: str) -> str:
    """The message of an OpenRosa envelope."""
    return etree.fromstring(text.encode()).findtext(MESSAGE) or ""


def stored(official: Official, name: str) -> bytes:
    return str(official.submission("visit", f"uuid:{name}")["xml"]).encode()


def files(official: Official, name: str) -> dict[str, str | None]:
    return {file["name"]: file["sha256"] for file in official.submission("visit", f"uuid:{name}")["attachments"]}


def test_a_submission_is_acknowledged_and_stored_as_the_very_bytes(kiosk: Kiosk, official: Official) -> None:
    answer = kiosk.submit(visit("a"))
    assert answer.status_code == 201
    assert said(answer.text) == "full submission upload was successful!"
    (found,) = official.submissions()
    assert (found["instance_id"], found["code"], found["status"]) == ("uuid:a", tracking_code("uuid:a"), "delivered")
    assert stored(official, "a") == visit("a")


def test_the_same_bytes_again_are_the_same_record_also_six_at_once(kiosk: Kiosk, official: Official) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: kiosk.submit(visit("a"), photo_png=b"1"), range(6)))
    assert [answer.status_code for answer in answers] == [201] * 6
    assert kiosk.submit(visit("a")).status_code == 201
    assert len(official.submissions()) == 1


@pytest.mark.parametrize("other", [visit("a") + b"\n", visit("a", who="رضا")])
def test_one_byte_different_is_refused_and_the_first_stays(kiosk: Kiosk, official: Official, other: bytes) -> None:
    kiosk.submit(visit("a"))
    answer = kiosk.submit(other)
    assert answer.status_code == 409
    assert "different XML" in said(answer.text)
    assert stored(official, "a") == visit("a")


def test_a_closed_form_takes_nothing_not_even_again_and_a_closing_one_everything(
    kiosk: Kiosk, official: Official
) -> None:
    kiosk.submit(visit("a"))
    official.set_form_state("visit", "closing")
    assert kiosk.submit(visit("b")).status_code == 201
    official.set_form_state("visit", "closed")
    for xml in (visit("a"), visit("c")):
        answer = kiosk.submit(xml)
        assert answer.status_code == 409
        assert "not currently accepting submissions" in said(answer.text)
    official.set_form_state("visit", "open")
    assert kiosk.submit(visit("c")).status_code == 201


def test_a_record_deleted_in_the_office_never_comes_back(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a"))
    official.delete_submission("visit", "uuid:a")
    for xml in (visit("a"), visit("a", who="رضا"), visit("b", replaces="a")):
        answer = kiosk.submit(xml)
        assert answer.status_code == 409
        assert "has been deleted. You may not resubmit" in said(answer.text)
    assert official.submissions() == []


def test_an_unknown_form_or_version_is_404(kiosk: Kiosk) -> None:
    assert kiosk.submit(visit("a", form_id="none")).status_code == 404
    answer = kiosk.submit(visit("a", version="7"))
    assert answer.status_code == 404
    assert "'7'" in said(answer.text)


def test_a_form_that_is_not_assigned_is_401_though_the_token_is_right(kiosk: Kiosk, official: Official) -> None:
    (user,) = official.app_users()
    official.assign("visit", user["id"], assigned=False)
    assert kiosk.submit(visit("a")).status_code == 401
    assert kiosk.get("/formList").status_code == 200
    assert official.submissions() == []


def test_a_wrong_token_hears_its_answer_even_after_a_large_body(kiosk: Kiosk) -> None:
    kiosk.url = kiosk.url.replace(kiosk.url.split("/")[-3], "a" * 64)
    answer = kiosk.submit(visit("a", photo="photo.png"), photo_png=bytes(20_000_000))
    assert answer.status_code == 403


def test_a_record_edited_in_the_office_is_out_of_date_for_its_sender(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a", photo="photo.png"))
    official.edit_submission("visit", visit("a2", who="رضا", photo="photo.png", replaces="a"))
    answer = kiosk.submit(visit("a", photo="photo.png"))
    assert answer.status_code == 409
    assert "(undefined) is now out of date" in said(answer.text)
    assert kiosk.late_file("visit", "uuid:a", "photo.png", b"1").status_code == 403
    assert stored(official, "a") == visit("a2", who="رضا", photo="photo.png", replaces="a")


def test_a_correction_replaces_the_record_and_keeps_its_files(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a", photo="photo.png"), photo_png=b"1")
    correction = visit("a2", who="رضا", photo="photo.png", replaces="a")
    assert kiosk.submit(correction).status_code == 201
    assert kiosk.submit(correction).status_code == 201
    (found,) = official.submissions()
    assert (found["instance_id"], found["edited"]) == ("uuid:a", 1)
    assert files(official, "a") == {"photo.png": sha256(b"1").hexdigest()}


def test_a_correction_of_what_was_corrected_already_is_stale(kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a"))
    kiosk.submit(visit("a2", replaces="a"))
    stale = kiosk.submit(visit("a3", replaces="a"))
    assert stale.status_code == 409
    assert "(uuid:a) is now out of date" in said(stale.text)
    assert kiosk.submit(visit("b", replaces="never-seen")).status_code == 404
    official.set_form_state("visit", "closing")
    assert kiosk.submit(visit("a4", replaces="a2")).status_code == 409


def test_only_files_that_the_xml_names_are_kept(kiosk: Kiosk, official: Official) -> None:
    assert kiosk.submit(visit("a", photo="photo.png"), other_png=b"2").status_code == 201
    assert files(official, "a") == {"photo.png": None}
    assert kiosk.submit(visit("a", photo="photo.png"), photo_png=b"1").status_code == 201
    assert files(official, "a") == {"photo.png": sha256(b"1").hexdigest()}


def test_a_file_whose_field_is_not_named_like_it_is_dropped(kiosk: Kiosk, official: Official) -> None:
    parts = {
        "xml_submission_file": ("s.xml", visit("a", photo="photo.png"), "text/xml"),
        "file1": ("photo.png", b"1", "image/png"),
    }
    assert kiosk.http.post(f"{kiosk.url}/submission", files=parts, timeout=30).status_code == 201
    assert files(official, "a") == {"photo.png": None}


def test_a_late_file_is_acknowledged_by_itself_once(kiosk: Kiosk, other_kiosk: Kiosk, official: Official) -> None:
    kiosk.submit(visit("a", photo="photo.png"))
    assert other_kiosk.late_file("visit", "uuid:a", "photo.png", b"1").status_code == 403
    assert kiosk.late_file("visit", "uuid:a", "other.png", b"1").status_code == 404
    assert kiosk.late_file("visit", "uuid:none", "photo.png", b"1").status_code == 404
    assert kiosk.late_file("visit", "uuid:a", "photo.png", b"1").status_code == 200
    assert kiosk.late_file("visit", "uuid:a", "photo.png", b"1").status_code == 403
    assert files(official, "a") == {"photo.png": sha256(b"1").hexdigest()}


def test_more_than_the_proxy_lets_through_is_413_in_html(kiosk: Kiosk, official: Official) -> None:
    answer = kiosk.submit(visit("a", photo="photo.png"), photo_png=bytes(LIMIT + 1))
    assert answer.status_code == 413
    assert answer.headers["Content-Type"].startswith("text/html")
    assert official.submissions() == []


def test_nul_and_invalid_utf8_break_it_as_they_break_the_real_one(kiosk: Kiosk) -> None:
    for xml in (visit("a", who="\0"), visit("a").replace("زهرا".encode(), b"\xff\xfe")):
        answer = kiosk.submit(xml)
        assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})


def test_xml_cut_short_is_stored_as_it_is(kiosk: Kiosk, official: Official) -> None:
    cut = visit("a")[:-20]
    assert kiosk.submit(cut).status_code == 201
    assert stored(official, "a") == cut


def test_without_an_instance_id_each_post_is_a_record(kiosk: Kiosk, official: Official) -> None:
    anonymous = visit("a").replace(b"<instanceID>uuid:a</instanceID>", b"")
    assert [kiosk.submit(anonymous).status_code for _ in range(2)] == [201, 201]
    invented = {found["instance_id"] for found in official.submissions()}
    assert len(invented) == 2
    assert all(instance_id.startswith("uuid:") for instance_id in invented)


@pytest.mark.parametrize("xml", [b"", b"no xml", b"<data/>", b'<!DOCTYPE d [<!ENTITY x "y">]>' + visit("a")])
def test_what_is_no_submission_is_400(kiosk: Kiosk, official: Official, xml: bytes) -> None:
    answer = kiosk.submit(xml)
    assert answer.status_code == 400
    assert said(answer.text)
    assert official.submissions() == []


def test_a_body_that_is_no_multipart_or_lacks_the_xml_is_400(kiosk: Kiosk) -> None:
    post, url = kiosk.http.post, f"{kiosk.url}/submission"
    assert post(url, data=b"x", timeout=30).status_code == 400
    assert post(url, files={"photo.png": ("photo.png", b"1")}, timeout=30).status_code == 400
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert post(url, data=b"--b\r\nContent-Disposition: form", headers=headers, timeout=30).status_code == 400


def test_a_connection_cut_before_the_last_byte_stores_nothing_and_the_resend_does(
    central: CentralHandle, kiosk: Kiosk, official: Official
) -> None:
    request = kiosk.http.prepare_request(_post(kiosk, visit("a", photo="photo.png"), bytes(500_000)))
    body, address = request.body, urlsplit(central.base_url)
    assert isinstance(body, bytes)
    head = f"POST {urlsplit(request.url).path!s} HTTP/1.1\r\nHost: {address.netloc}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    with socket.create_connection((address.hostname or "", address.port or 0)) as line:
        line.sendall(head.encode() + b"\r\n" + body[:-10])
    assert official.submissions() == []
    assert kiosk.http.send(request, timeout=30).status_code == 201
    assert files(official, "a") == {"photo.png": sha256(bytes(500_000)).hexdigest()}


def _post(kiosk: Kiosk, xml: bytes, photo: bytes) -> requests.Request:
    parts = {"xml_submission_file": ("s.xml", xml, "text/xml"), "photo.png": ("photo.png", photo, "image/png")}
    return requests.Request("POST", f"{kiosk.url}/submission", files=parts)


def test_an_app_user_may_not_read_what_was_submitted(kiosk: Kiosk) -> None:
    kiosk.submit(visit("a"))
    for path in ("", "/uuid:a", "/uuid:a.xml", "/uuid:a/attachments"):
        assert kiosk.get(f"/forms/visit/submissions{path}").status_code == 403


def test_an_encrypted_submission_names_its_files_in_its_manifest(kiosk: Kiosk, official: Official) -> None:
    official.publish("sealed.xml", visit_form().replace(b'id="visit"', b'id="sealed"'))
    sealed = (
        b'<data id="sealed" version="1" encrypted="yes" xmlns="http://opendatakit.org/submissions">'
        b'<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>uuid:s</orx:instanceID></orx:meta>'
        b"<media><file>photo.png.enc</file></media><encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>"
    )
    parts = {"xml_submission_file": ("s.xml", sealed, "text/xml")}
    parts |= {name: (name, name.encode(), "") for name in ("photo.png.enc", "submission.xml.enc")}
    assert kiosk.http.post(f"{kiosk.url}/submission", files=parts, timeout=30).status_code == 201
    found = official.submission("sealed", "uuid:s")["attachments"]
    assert {file["name"] for file in found if file["sha256"]} == {"photo.png.enc", "submission.xml.enc"}


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='<>/"= data&;idx\0é', max_size=60).map(str.encode)))
def test_no_bytes_do_worse_than_be_refused(data: bytes) -> None:
    read, refusal = None, None
    try:
        read = read_submission(data)
    except Refused as error:
        refusal = error
    if read is not None:
        assert read.data == data
        assert read.form_id
    assert refusal is None or refusal.status in {400, 500}
