"""Centrals with accounts (KoboToolbox, Ona) behind a relay: each machine is itself, whoever meets the challenge."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from sync.openrosa.auth import Basic, Digest, PathToken, handed_over, read_handed_over
from sync.openrosa.errors import Unauthorised
from sync.openrosa.verdicts import Verdict
from sync.store.records import Status
from tests.faults.central import attachments, received
from tests.faults.proxy import FaultProxy
from tests.sync.counter import open_counter
from tests.sync.openrosa.scripted import Scripted
from tests.sync.relay.accounts import Accounts
from tests.sync.relay.conftest import Office, relaying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.central.running import CentralHandle
    from sync.openrosa.auth import Credentials
    from sync.report import RunReport
    from tests.sync.counter import Counter
    from tests.sync.relay.conftest import Certificates

PASSWORD = "CANARY گذرواژه"


@dataclass
class Away:
    """The office, and the far central with its accounts."""

    office: Office
    accounts: Accounts

    def run(self, counter: Counter, user: str = "office-12", password: str = PASSWORD) -> RunReport:
        kind = Basic if self.accounts.basic else Digest
        about: dict[str, Credentials | bool] = {"credentials": kind(user, password), "relay": True}
        return replace(self.office, url=f"{self.office.url}/{user}").run(counter, **about)


@pytest.fixture(params=[False, True], ids=["digest", "basic"])
def away(
    request: pytest.FixtureRequest, tmp_path: Path, central: CentralHandle, certificates: Certificates
) -> Iterator[Away]:
    passwords = {"office-12": PASSWORD, "office-13": "another"}
    accounts = Accounts(central.token_url, passwords, basic=request.param)
    with closing(Scripted(accounts.answer)) as server:
        there = urlsplit(server.url)
        assert there.hostname
        assert there.port
        with closing(FaultProxy((there.hostname, there.port))) as line:
            held = tmp_path / "held"
            with relaying(held, f"http://127.0.0.1:{line.port}", certificates) as (relay, holding, address):
                yield Away(Office(relay, holding, address, line, certificates, held), accounts)


def test_forms_come_and_applications_go_in_the_machines_own_name(counter: Counter, away: Away, tmp_path: Path) -> None:
    (form,) = away.run(counter).forms
    record = counter.finalise(form.key, b"a" * 90_000, b"b" * 70_000)
    assert away.run(counter).delivered == (record.code,)
    assert received(tmp_path / "central") == {record.key.instance_id: [counter.store.submissions.xml(record.key)]}
    assert None not in attachments(tmp_path / "central").values()
    assert away.accounts.posted == ["office-12"]
    assert away.accounts.bodies < 165_000, "no body goes up only to be challenged"
    assert away.office.left() == []


def test_what_is_held_meets_the_challenge_of_the_day_it_goes(counter: Counter, away: Away, tmp_path: Path) -> None:
    (form,) = away.run(counter).forms
    records = [counter.finalise(form.key, b"photo %d" % number) for number in range(3)]
    away.office.down()
    assert away.run(counter).delivered == ()
    assert {counter.store.submissions.get(record.key).verdict for record in records} == {Verdict.HELD.value}
    away.accounts.expire()
    away.office.up()
    assert away.office.relay.forward() == 3
    assert len(received(tmp_path / "central")) == 3
    assert away.accounts.posted == ["office-12"] * 3
    counter.clock.pass_by(timedelta(hours=2))
    assert set(away.run(counter).delivered) == {record.code for record in records}


def test_a_nonce_that_expired_on_the_way_is_no_refusal(counter: Counter, away: Away) -> None:
    (form,) = away.run(counter).forms
    for _ in range(2):
        record = counter.finalise(form.key, b"photo")
        assert away.run(counter).delivered == (record.code,)
        away.accounts.expire()
    assert away.accounts.refused == 0


def test_each_machine_is_itself_at_the_central(counter: Counter, away: Away, tmp_path: Path) -> None:
    with closing(open_counter(tmp_path / "second", seed=8)) as second:
        for machine, user, password in ((counter, "office-12", PASSWORD), (second, "office-13", "another")):
            machine.finalise(away.run(machine, user, password).forms[0].key)
        away.office.down()
        away.run(counter)
        away.run(second, "office-13", "another")
        away.office.up()
        assert away.office.relay.forward() == 2
    assert sorted(away.accounts.posted) == ["office-12", "office-13"]
    assert away.accounts.refused == 0


def test_a_password_that_was_changed_is_tried_once_and_the_machine_brings_it_anew(
    counter: Counter, away: Away, tmp_path: Path
) -> None:
    (form,) = away.run(counter).forms
    records = [counter.finalise(form.key, b"photo %d" % number) for number in range(12)]
    away.office.down()
    away.run(counter)
    away.accounts.passwords["office-12"] = "new"
    away.office.up()
    away.office.relay.forward()
    assert away.accounts.refused == 1, "Ona locks an account after ten"
    assert away.office.left() == [], "nothing is kept under a key that is none any more"
    counter.clock.pass_by(timedelta(hours=2))
    assert away.run(counter).stopped == Unauthorised.text
    assert away.accounts.refused < 10
    assert {counter.store.submissions.get(record.key).status for record in records} == {Status.COMPLETE}
    assert set(away.run(counter, password="new").delivered) == {record.code for record in records}
    assert len(received(tmp_path / "central")) == 12


def test_the_password_lies_at_the_relay_sealed_and_no_longer_than_the_application(
    counter: Counter, away: Away, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    counter.finalise(away.run(counter).forms[0].key, b"photo")
    away.office.down()
    away.run(counter)
    assert away.office.holding.waiting()[0].credentials in (Digest("office-12", PASSWORD), Basic("office-12", PASSWORD))
    assert all(b"CANARY" not in path.read_bytes() for path in away.office.left())
    assert "CANARY" not in repr(away.office.holding.waiting())
    away.office.up()
    away.office.relay.forward()
    assert {path.suffix for path in away.office.left()} == {".answer"}
    assert away.office.holding.waiting() == ()
    assert "CANARY" not in caplog.text


def test_a_key_is_handed_over_to_nobody_without_mutual_tls(counter: Counter, away: Away) -> None:
    for url, certificate in (
        (away.office.url.replace("https", "http"), away.office.certificates.machine),
        (away.office.url, None),
    ):
        with pytest.raises(Unauthorised):
            counter.agent(url, credentials=Digest("office-12", PASSWORD), relay=True, certificate=certificate)


@pytest.mark.parametrize("credentials", [PathToken(), Digest("a", "b c:د"), Basic("a", "")])
def test_what_is_handed_over_reads_back(credentials: Credentials) -> None:
    assert read_handed_over(handed_over(credentials)) == credentials


@pytest.mark.parametrize(
    "header", ["", "Basic YTpi", "Pishkhan-Relay", "Pishkhan-Relay !!", "Pishkhan-Relay W10=", "Pishkhan-Relay /w=="]
)
def test_what_nobody_handed_over_is_no_key(header: str) -> None:
    assert read_handed_over(header) == PathToken()
