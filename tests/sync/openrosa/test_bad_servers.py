"""Servers that break off, lie, never end, lead away or listen in: each ends in our own error, in bounded time."""

from __future__ import annotations

import itertools
import logging
import socket
import time
import traceback
from typing import TYPE_CHECKING

import pytest

from sync.openrosa.auth import Basic, Digest
from sync.openrosa.errors import (
    BadAnswer,
    CaptivePortal,
    OpenRosaError,
    Rejected,
    ServerTrouble,
    Unauthorised,
    Unreachable,
    Untrusted,
    WrongHash,
)
from tests.sync.openrosa.answers import PORTAL, form_list, head_of_submission, listed, manifest, page, problem, stored
from tests.sync.openrosa.conftest import TOKEN
from tests.sync.openrosa.scripted import Asked, Reply

if TYPE_CHECKING:
    from tests.sync.openrosa.conftest import Connect, Serve

XML = b"<data/>"


def dripping() -> Reply:
    def drops() -> object:
        for _ in range(200):
            time.sleep(0.05)
            yield b"x"

    return Reply(200, pieces=drops())  # type: ignore[arg-type]


LISTS = {
    "nothing at all": (Reply(raw=b""), Unreachable),
    "half a status line": (Reply(raw=b"HTTP/1.1 20"), Unreachable),
    "half a head": (Reply(raw=b"HTTP/1.1 200 OK\r\nDate: Sun"), Unreachable),
    "not HTTP": (Reply(raw=b"SSH-2.0-OpenSSH_9.2\r\n"), Unreachable),
    "silence": (Reply(hang=True), Unreachable),
    "half an answer": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<xforms"), Unreachable),
    "a body that never ends": (Reply(200, pieces=itertools.repeat(b"<xforms>" * 10_000)), BadAnswer),
    "a length of gigabytes": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx"), BadAnswer),
    "a length of thousands of digits": (
        Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n<xforms/>"),
        BadAnswer,
    ),
    "a length that is no number": (
        Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n<xforms/>"),
        OpenRosaError,
    ),
    "drop by drop": (dripping(), Unreachable),
    "truncated XML": (Reply(200, b"<xforms><xform>"), BadAnswer),
    "another document": (Reply(200, b"<manifest/>"), BadAnswer),
    "a document type": (Reply(200, b'<!DOCTYPE x [<!ENTITY a "b">]><xforms>&a;</xforms>'), BadAnswer),
    "a form without an address": (Reply(200, b"<xforms><xform><formID>a</formID></xform></xforms>"), BadAnswer),
    "broken compression": (Reply(200, b"not gzip", {"Content-Encoding": "gzip"}), BadAnswer),
    "a captive portal": (page(200), CaptivePortal),
    "a portal with the wrong type": (Reply(200, PORTAL, {"Content-Type": "text/xml"}), CaptivePortal),
    "401": (problem(401, "no"), Unauthorised),
    "403": (problem(403, "no"), Unauthorised),
    "404": (problem(404, "no project"), Rejected),
    "500": (problem(500, "database"), ServerTrouble),
    "502 of a proxy": (page(502), ServerTrouble),
    "a redirect to a file": (Reply(302, headers={"Location": "file:///etc/passwd"}), BadAnswer),
    "a redirect to another host": (Reply(302, headers={"Location": "http://login.example/"}), CaptivePortal),
    "a redirect to another port": (Reply(302, headers={"Location": "http://127.0.0.1:1/"}), BadAnswer),
    "a redirect to nowhere": (Reply(302, headers={"Location": "http://[/"}), BadAnswer),
    "a redirect in a circle": (Reply(302, headers={"Location": "formList"}), BadAnswer),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_form_list_that_cannot_be_used(case: str, serve: Serve, connect: Connect) -> None:
    reply, error = LISTS[case]
    started = time.monotonic()
    with pytest.raises(error):
        connect(serve(lambda _: reply).url, read_timeout=0.4).form_list()
    assert time.monotonic() - started < 8


@pytest.mark.parametrize("said", ["9" * 5000, "-1", "many", "\u0663\u0660", ""])
def test_a_limit_that_is_no_sensible_number_leaves_our_own(said: str, serve: Serve, connect: Connect) -> None:
    head = f"HTTP/1.1 204 No Content\r\nX-OpenRosa-Accept-Content-Length: {said}\r\n\r\n".encode()
    assert connect(serve(lambda _: Reply(raw=head)).url, batch_limit=123_456).probe() >= 123_456


def test_a_list_that_cannot_be_read_is_asked_for_anew(serve: Serve, connect: Connect) -> None:
    """A proxy that garbles an answer leaves its ETag whole: kept, the damage would come back with every 304."""
    whole = form_list(listed("a", "1", b"", "http://127.0.0.1/a.xml"))
    tag = {"ETag": '"one"'}

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match"):
            return Reply(304, headers=tag)
        garbled = len(server.asked) == 1
        return Reply(200, whole.body[:-20] if garbled else whole.body, tag)

    server = serve(answer)
    client = connect(server.url)
    with pytest.raises(BadAnswer):
        client.form_list()
    assert [form.form_id for form in client.form_list()] == ["a"]
    assert [form.form_id for form in client.form_list()] == ["a"]
    assert [asked.headers.get("If-None-Match") for asked in server.asked] == [None, None, '"one"']


def test_nobody_listens(connect: Connect) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable):
        connect(f"http://127.0.0.1:{port}").form_list()


def test_no_such_host(connect: Connect) -> None:
    with pytest.raises(Unreachable):
        connect("https://central.invalid").form_list()


def test_plain_http_leaves_this_machine_never(connect: Connect) -> None:
    with pytest.raises(Untrusted):
        connect("http://192.0.2.1").form_list()


def test_a_file_with_another_hash_is_not_used(serve: Serve, connect: Connect) -> None:
    server = serve(lambda _: Reply(200, b"changed on the way"))
    client = connect(server.url)
    with pytest.raises(WrongHash):
        list(client.download(f"{server.url}/form.xml", expected="md5:" + "0" * 32))


def test_a_file_that_a_portal_answers_is_not_used(serve: Serve, connect: Connect) -> None:
    server = serve(lambda _: page(200))
    with pytest.raises(CaptivePortal):
        list(connect(server.url).download(f"{server.url}/cases.csv"))


def test_a_file_on_another_host_is_not_fetched(serve: Serve, connect: Connect) -> None:
    with pytest.raises(BadAnswer):
        list(connect(serve(lambda _: stored()).url).download("http://127.0.0.2/form.xml"))


def test_a_file_larger_than_it_may_be(serve: Serve, connect: Connect) -> None:
    server = serve(lambda _: Reply(200, pieces=itertools.repeat(b"x" * 1000)))
    with pytest.raises(BadAnswer):
        list(connect(server.url).download(f"{server.url}/form.xml", limit=100_000))


@pytest.mark.parametrize(
    "name", ["../x.csv", "/etc/passwd", "a/b.csv", "..", "", "a\\b.csv", "C:x.csv", "a..b", ".hidden", "a" * 300]
)
def test_media_names_that_would_leave_the_folder(name: str, serve: Serve, connect: Connect) -> None:
    server = serve(lambda _: manifest((name, "md5:" + "0" * 32, "http://127.0.0.1/x")))
    client = connect(server.url)
    server.answer = lambda asked: (
        form_list(listed("f", "1", b"", f"{server.url}/f.xml", f"{server.url}/m"))
        if "formList" in asked.path
        else manifest((name, "", f"{server.url}/x"))
    )
    (form,) = client.form_list()
    with pytest.raises(BadAnswer):
        client.manifest(form)


def test_an_unchanged_list_costs_a_304(serve: Serve, connect: Connect) -> None:
    def answer(asked: Asked) -> Reply:
        whole = form_list(listed("f", "1", b"", f"{server.url}/f.xml"))
        same = asked.headers["If-None-Match"] == whole.headers["ETag"]
        return Reply(304, headers={"ETag": whole.headers["ETag"]}) if same else whole

    server = serve(answer)
    client = connect(server.url)
    assert client.form_list() == client.form_list()
    assert [asked.headers["If-None-Match"] is None for asked in server.asked] == [True, False]


def test_a_redirect_within_the_central_is_followed(serve: Serve, connect: Connect) -> None:
    def answer(asked: Asked) -> Reply:
        if asked.path == "/moved":
            return form_list(listed("f", "1", b"", f"{server.url}/f.xml"))
        return Reply(302, headers={"Location": "/moved"})

    server = serve(answer)
    assert [form.form_id for form in connect(server.url).form_list()] == ["f"]


def test_a_password_is_not_sent_in_the_clear(connect: Connect) -> None:
    with pytest.raises(Unauthorised):
        connect("http://192.0.2.1", credentials=Basic("kiosk", "pass"))


def test_wrong_digest_credentials_are_not_repeated(serve: Serve, connect: Connect) -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="DJANGO", nonce="abc", qop="auth", algorithm="MD5"'}
    server = serve(lambda _: Reply(401, b"{}", challenge))
    with pytest.raises(Unauthorised):
        connect(server.url, credentials=Digest("kiosk", "wrong")).form_list()
    assert len(server.asked) == 2, "the challenge, one answer to it, and no more: Ona locks out after ten"


def test_digest_answers_the_challenge_and_sends_the_whole_body_again(serve: Serve, connect: Connect) -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="DJANGO", nonce="abc", qop="auth", algorithm="MD5"'}

    def answer(asked: Asked) -> Reply:
        if not str(asked.headers["Authorization"]).startswith("Digest"):
            return Reply(401, b"{}", challenge)
        return head_of_submission() if asked.method == "HEAD" else stored()

    server = serve(answer)
    client = connect(server.url, credentials=Digest("kiosk", "right"))
    assert len(list(client.submit(XML))) == 1
    assert XML in server.asked[-1].body


def test_a_persian_name_answers_the_challenge(serve: Serve, connect: Connect) -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="DJANGO", nonce="abc", qop="auth", algorithm="MD5"'}
    said: list[str] = []

    def answer(asked: Asked) -> Reply:
        name = str(asked.headers["Authorization"] or "")
        if not name:
            return Reply(401, b"{}", challenge)
        said.append(name.encode("latin-1").decode())
        return form_list(listed("f", "1", b"", "http://127.0.0.1/unused"))

    assert connect(serve(answer).url, credentials=Digest("دهیار", "گذرواژه")).form_list()
    assert 'username="دهیار"' in said[0]


def test_tokens_and_passwords_stay_out_of_logs_and_errors(
    serve: Serve, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(lambda _: Reply(raw=b""))
    client = connect(server.url, credentials=Basic("kiosk", "passw0rd"))
    said = [repr(client.central)]
    for call in (client.form_list, client.probe, lambda: list(client.submit(XML))):
        with pytest.raises(OpenRosaError) as caught:
            call()
        said.append("".join(traceback.format_exception(caught.value)))
    server.answer = lambda _: problem(500, "trouble")
    with pytest.raises(ServerTrouble):
        client.form_list()
    said.append(caplog.text)
    assert "formList" in caplog.text
    for secret in (TOKEN, "passw0rd"):
        assert not [text for text in said if secret in text]
