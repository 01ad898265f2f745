"""A machine behind a relay notices nothing of it but its certificate; nothing counts before the central has it."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests

from sync.openrosa.errors import Unreachable, Untrusted
from sync.openrosa.verdicts import Verdict
from sync.relay.errors import RelayRunning
from sync.relay.holding import Holding
from sync.store.records import Status
from tests.faults.central import attachments, received
from tests.faults.proxy import Fault
from tests.sync.counter import open_counter
from tests.sync.openrosa.scripted import Asked, Scripted
from tests.sync.openrosa.scripted import Reply as ScriptedReply
from tests.sync.relay.conftest import KEY, relaying

if TYPE_CHECKING:
    from pathlib import Path

    from sync.central.running import CentralHandle
    from sync.openrosa.auth import Credentials
    from sync.relay.holding import Reply
    from sync.relay.upstream import StoredBody
    from sync.store.records import Submission
    from tests.sync.counter import Counter
    from tests.sync.relay.conftest import Office


def state(counter: Counter, record: Submission) -> tuple[Status, str | None]:
    kept = counter.store.submissions.get(record.key)
    return kept.status, kept.verdict


def later(counter: Counter) -> None:
    counter.clock.pass_by(timedelta(hours=2))


def test_forms_come_and_applications_go_as_without_it(counter: Counter, office: Office, tmp_path: Path) -> None:
    (form,) = office.run(counter).forms
    record = counter.finalise(form.key, b"a" * 90_000, b"b" * 70_000)
    assert office.run(counter, batch_limit=100_000).delivered == (record.code,)
    assert received(tmp_path / "central") == {record.key.instance_id: [counter.store.submissions.xml(record.key)]}
    assert None not in attachments(tmp_path / "central").values()
    assert office.left() == [], "nothing is kept of what the central has"


def test_two_machines_deliver_through_one(office: Office, tmp_path: Path) -> None:
    for number in range(2):
        with closing(open_counter(tmp_path / f"machine-{number}", seed=number)) as counter:
            (form,) = office.run(counter).forms
            record = counter.finalise(form.key, b"photo")
            assert office.run(counter).delivered == (record.code,)
    assert len(received(tmp_path / "central")) == 2


def test_what_the_line_does_not_take_is_held_and_counts_only_when_the_central_has_it(
    counter: Counter, office: Office, tmp_path: Path
) -> None:
    (form,) = office.run(counter).forms
    records = [counter.finalise(form.key, b"photo %d" % number) for number in range(4)]
    office.down()
    assert office.run(counter).delivered == ()
    assert [state(counter, record) for record in records] == [(Status.COMPLETE, Verdict.HELD.value)] * 4
    assert len(office.holding.waiting()) == 4
    office.up()
    assert office.relay.forward() == 4
    assert len(received(tmp_path / "central")) == 4, "it went while the machine slept"
    later(counter)
    assert set(office.run(counter).delivered) == {record.code for record in records}
    assert {len(found) for found in received(tmp_path / "central").values()} == {1}
    assert office.holding.waiting() == ()


def test_held_again_and_again_it_is_held_once(counter: Counter, office: Office) -> None:
    counter.finalise(office.run(counter).forms[0].key, b"photo")
    office.down()
    for _ in range(3):
        office.run(counter)
        later(counter)
    assert len(office.holding.waiting()) == 1
    assert len(office.left()) == 2, "one body, and what is said of it"


def test_a_relay_that_dies_forgets_nothing(
    counter: Counter, office: Office, tmp_path: Path, central: CentralHandle
) -> None:
    record = counter.finalise(office.run(counter).forms[0].key, b"photo")
    office.down()
    office.run(counter)
    (office.folder / ".tmp-half").write_bytes(b"half a body")
    (office.folder / "0123").write_bytes(b"a body that nobody names")
    office.holding.close()
    with relaying(office.folder, central.base_url, office.certificates) as (again, holding, _):
        assert len(holding.waiting()) == 1
        assert len(office.left()) == 2
        assert again.forward() == 1
    assert list(received(tmp_path / "central")) == [record.key.instance_id]


def test_a_second_relay_on_the_same_folder_is_refused_until_the_first_has_ended(office: Office) -> None:
    with pytest.raises(RelayRunning):
        Holding(office.folder, KEY)
    office.holding.close()
    Holding(office.folder, KEY).close()


def test_one_that_the_central_stumbles_over_does_not_hold_up_the_others(
    counter: Counter, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (form,) = office.run(counter).forms
    records = [counter.finalise(form.key, b"photo %d" % number) for number in range(3)]
    office.down()
    office.run(counter)
    office.up()
    pass_on = office.relay.upstream.post

    def stumble(target: str, content_type: str, body: StoredBody, credentials: Credentials) -> Reply | None:
        return None if b"photo 0" in b"".join(body) else pass_on(target, content_type, body, credentials)

    monkeypatch.setattr(office.relay.upstream, "post", stumble)
    assert sum(office.relay.forward() for _ in range(3)) == 2
    assert set(received(tmp_path / "central")) == {record.key.instance_id for record in records[1:]}
    monkeypatch.setattr(office.relay.upstream, "post", pass_on)
    assert office.relay.forward() == 1
    assert len(received(tmp_path / "central")) == 3


def test_what_the_disk_has_spoilt_holds_up_nobody_and_goes_from_its_machine(
    counter: Counter, office: Office, tmp_path: Path
) -> None:
    (form,) = office.run(counter).forms
    records = [counter.finalise(form.key, b"photo %d" % number) for number in range(3)]
    office.down()
    office.run(counter)
    office.up()
    first, second, _ = office.holding.waiting()
    (office.folder / first.body).unlink()
    (office.folder / f"{second.fingerprint}.post").write_bytes(b"torn")
    assert office.relay.forward() == 1
    assert list(received(tmp_path / "central")) == [records[2].key.instance_id]
    later(counter)
    office.run(counter)
    assert set(received(tmp_path / "central")) == {record.key.instance_id for record in records}
    assert office.holding.waiting() == ()


def test_an_answer_lost_after_the_central_acted_ends_as_one_record(
    counter: Counter, office: Office, tmp_path: Path
) -> None:
    record = counter.finalise(office.run(counter).forms[0].key, b"photo" * 1000)
    office.line.will([Fault(cut_down=0), Fault(cut_down=0), Fault(cut_up=900)])
    for _ in range(4):
        office.run(counter)
        office.relay.forward()
        later(counter)
    assert state(counter, record)[0] is Status.SUBMITTED
    assert received(tmp_path / "central") == {record.key.instance_id: [counter.store.submissions.xml(record.key)]}


def test_a_refusal_of_the_central_is_the_machines_to_hear(counter: Counter, office: Office) -> None:
    office.run(counter)
    strange = counter.finalise(counter.install("unknown"))
    office.down()
    office.run(counter)
    office.up()
    assert office.relay.forward() == 1
    later(counter)
    office.run(counter)
    assert state(counter, strange) == (Status.REJECTED, Verdict.UNKNOWN_FORM.value)


def test_answers_that_nobody_comes_for_are_forgotten_and_harm_nobody(
    counter: Counter, office: Office, tmp_path: Path
) -> None:
    record = counter.finalise(office.run(counter).forms[0].key)
    office.down()
    office.run(counter)
    office.up()
    office.relay.forward()
    office.relay.forget(0)
    assert len(list(office.folder.glob("*.answer"))) == 1
    office.relay.forget(time.time() + 1)
    assert office.left() == []
    later(counter)
    assert office.run(counter).delivered == (record.code,)
    assert len(received(tmp_path / "central")[record.key.instance_id]) == 1


def test_a_file_that_breaks_off_on_the_way_is_told_as_such(counter: Counter, office: Office, tmp_path: Path) -> None:
    def half(_: Asked) -> ScriptedReply:
        return ScriptedReply(pieces=iter([b"x" * 200_000]), headers={"Content-Length": "400000"})

    with (
        closing(Scripted(half)) as far,
        relaying(tmp_path / "other", far.url, office.certificates) as (_, _, address),
    ):
        url = f"{address}{urlsplit(office.url).path}"
        counter.agent(url, ca=office.certificates.authority, certificate=office.certificates.machine)
        with pytest.raises(Unreachable):
            list(counter.clients[-1].download(f"{url}/forms/claim/attachments/film.mp4"))
        assert len(far.asked) == 1


def test_nobody_without_the_offices_certificate_is_let_in(counter: Counter, office: Office) -> None:
    stranger = office.run(counter, certificate=office.certificates.stranger)
    nobody = office.run(counter, certificate=None)
    for report in (stranger, nobody):
        assert not report.online
        assert report.stopped in (Untrusted.text, Unreachable.text)
    assert office.run(counter).stopped is None


def test_a_machine_whose_certificate_was_revoked_is_let_in_no_more(
    counter: Counter, office: Office, tmp_path: Path, central: CentralHandle
) -> None:
    gone = {"certificate": office.certificates.neighbour}
    assert office.run(counter, **gone).stopped is None
    revoked = office.certificates.revoked
    with relaying(tmp_path / "new", central.base_url, office.certificates, revoked=revoked) as (_, _, address):
        there = replace(office, url=address + urlsplit(office.url).path)
        assert there.run(counter, **gone).stopped in (Untrusted.text, Unreachable.text)
        assert there.run(counter).stopped is None, "the others are not concerned"


def test_a_relay_of_nobody_we_know_gets_nothing(counter: Counter, office: Office) -> None:
    counter.finalise(counter.install())
    assert office.run(counter, ca=None).stopped == Untrusted.text


def test_what_is_held_can_be_read_by_nobody_without_the_relays_key(counter: Counter, office: Office) -> None:
    counter.finalise(office.run(counter).forms[0].key, b"CANARY" * 500, name="CANARY name")
    token = office.url.split("/")[5].encode()
    office.down()
    office.run(counter)
    for path in office.left():
        content = path.read_bytes()
        assert b"CANARY" not in content
        assert token not in content
    held = office.holding.waiting()
    office.holding.close()
    with closing(Holding(office.folder, KEY)) as again:
        assert again.waiting() == held != ()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/key/abc/projects/1/../../../admin", 404),
        ("GET", "/v1/users", 404),
        ("GET", "/v1/key/abc/projects/1/forms/../manifest", 404),
        ("GET", "/clerk/./formList", 404),
        ("GET", "/a/b/c/d/e/f/formList", 404),
        ("POST", "/v1/key/abc/projects/1/forms", 404),
        ("HEAD", "/v1/users", 404),
        ("POST", "/v1/key/abc/projects/1/submission", 400),
    ],
)
def test_only_the_protocols_own_addresses_are_passed_on(method: str, path: str, status: int, office: Office) -> None:
    met = len(office.line.met)
    base = office.url.split("/v1/")[0]
    request = requests.Request(method, base, data=b"no multipart" if method == "POST" else None).prepare()
    request.url = base + path
    with requests.Session() as session:
        session.verify, session.cert = str(office.certificates.authority), str(office.certificates.machine)
        assert session.send(request, verify=session.verify, cert=session.cert, timeout=5).status_code == status
    assert len(office.line.met) == met, "the central was not asked"


def test_plain_http_hears_nothing(office: Office) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(office.certificates.authority)
    context.load_cert_chain(office.certificates.machine)
    context.check_hostname = False
    host, port = office.url.split("/")[2].split(":")
    with socket.create_connection((host, int(port)), timeout=5) as plain:
        plain.sendall(b"GET /v1/key/abc/projects/1/formList HTTP/1.1\r\n\r\n")
        assert b"200" not in plain.recv(100), "no answer to plain HTTP"
    with socket.create_connection((host, int(port)), timeout=5) as plain, context.wrap_socket(plain) as line:
        assert line.version() in ("TLSv1.2", "TLSv1.3")
