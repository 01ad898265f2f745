"""What a relay holds, and for whom: only whole submissions, each for its own account, no answer beyond its time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import requests

from sync.central.official_client import Official
from sync.openrosa.verdicts import Verdict
from sync.store.errors import StoreDamaged
from sync.store.records import Status
from tests.faults.central import received

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from sync.central.running import CentralHandle
    from sync.relay.holding import Reply
    from tests.sync.counter import Counter
    from tests.sync.relay.conftest import Office

KIND = {"Content-Type": "multipart/form-data; boundary=b"}
WHOLE = (
    b'--b\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="submission.xml"\r\n'
    b"Content-Type: text/xml\r\n\r\n<data/>\r\n--b--\r\n"
)


def post(office: Office, body: bytes, *, token: str = "") -> requests.Response:
    """POST as a machine of the office does, under its own token or another."""
    url = f"{office.url}/submission"
    own = office.url.split("/")[5]
    about = {"cert": str(office.certificates.machine), "verify": str(office.certificates.authority)}
    return requests.post(url.replace(own, token or own), body, headers=KIND, timeout=20, **about)  # type: ignore[arg-type]


def test_half_a_submission_is_not_held_however_long_it_says_it_is(office: Office) -> None:
    office.down()
    for end in (len(WHOLE) - 10, WHOLE.index(b"<data/>") + 3):
        assert post(office, WHOLE[:end]).status_code == 400
    assert office.holding.waiting() == ()
    assert office.left() == []
    assert post(office, WHOLE).status_code == 503
    assert len(office.holding.waiting()) == 1


def test_the_same_body_under_another_key_is_another_submission(office: Office) -> None:
    office.down()
    for token in ("", "", "another"):
        assert post(office, WHOLE, token=token).status_code == 503
    assert len({held.target for held in office.holding.waiting()}) == len(office.holding.waiting()) == 2


def test_a_refusal_that_may_end_is_not_kept_for_the_machine(
    counter: Counter, office: Office, central: CentralHandle, tmp_path: Path
) -> None:
    record = counter.finalise(office.run(counter).forms[0].key)
    office.down()
    office.run(counter)
    office.up()
    with Official(central.official_url, central.password) as official:
        official.set_form_state("claim", "closed")
        assert office.relay.forward() == 1
        assert office.left() == [], "the machine asks the centre itself"
        counter.clock.pass_by(timedelta(hours=2))
        office.run(counter)
        assert counter.store.submissions.get(record.key).verdict == Verdict.FORM_CLOSED.value
        official.set_form_state("claim", "open")
    counter.clock.pass_by(timedelta(hours=2))
    assert office.run(counter).delivered == (record.code,)
    assert counter.store.submissions.get(record.key).status is Status.SUBMITTED
    assert list(received(tmp_path / "central")) == [record.key.instance_id]


def test_one_that_is_on_its_way_is_not_sent_beside_itself(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up, may_end, passed_on = threading.Semaphore(0), threading.Event(), []
    pass_on, look_up = office.relay.upstream.post, office.holding.reply

    def slow(*about: Any) -> object:
        passed_on.append(about)
        may_end.wait(20)
        return pass_on(*about)

    def known(fingerprint: str) -> Reply | None:
        looked_up.release()
        return look_up(fingerprint)

    monkeypatch.setattr(office.relay.upstream, "post", slow)
    monkeypatch.setattr(office.holding, "reply", known)
    with ThreadPoolExecutor(2) as machines:
        both = [machines.submit(post, office, WHOLE) for _ in range(2)]
        try:
            assert looked_up.acquire(timeout=20)
            assert looked_up.acquire(timeout=20)
        finally:
            may_end.set()
        assert [one.result().status_code for one in both] == [400, 400], "both hear what the central says"
    assert len(passed_on) == 1
    assert office.left() == []


def test_what_one_machine_brought_does_not_open_as_anothers(office: Office) -> None:
    office.down()
    post(office, WHOLE)
    (held,) = office.holding.waiting()
    with office.holding.open(held.origin, held.body) as own:
        assert own.read() == WHOLE
    with pytest.raises(StoreDamaged), office.holding.open("0" * 64, held.body) as other:
        other.read()
