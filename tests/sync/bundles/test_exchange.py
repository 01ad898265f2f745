"""A stick from a machine whose centre is behind X-Road: its far end asks the exchange in that machine's name."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from sync.bundles.errors import BundleForbidden
from sync.bundles.origin import Way, read_central, written_central
from sync.openrosa.address import Central
from sync.openrosa.errors import ExchangeTrouble, NotInExchange
from sync.openrosa.xroad import XRoad
from sync.store.records import Status
from tests.faults.central import attachments
from tests.faults.central import received as at_the_central
from tests.sync.agent.test_xroad import CLIENT, ENCODED, NAMED, SERVICE, SecurityServer
from tests.sync.bundles.conftest import Home, received
from tests.sync.openrosa.scripted import Scripted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.bundles.desk import CourierDesk
    from sync.central.running import CentralHandle
    from sync.store.records import Submission

VILLAGE = "https://security-server.village.example"


def behind(central: CentralHandle, client: str = CLIENT) -> Central:
    """Return the central as a machine in the village reaches it: through a security server of its own."""
    xroad = XRoad(client, SERVICE, NAMED, user="EE1234")
    root = xroad.root(VILLAGE)
    return Central("demo", f"{root}{urlsplit(central.token_url).path}", xroad=xroad, root=root)


@pytest.fixture
def exchange(central: CentralHandle) -> SecurityServer:
    return SecurityServer(central.base_url)


@pytest.fixture
def server(exchange: SecurityServer) -> Iterator[Scripted]:
    """The security server in the district, where the far end is."""
    with closing(Scripted(exchange.answer)) as server:
        yield server


def carried(home: Home, stick: Path) -> Submission:
    record = home.counter.finalise(home.counter.install(), b"photo")
    home.export(stick)
    return record


def answer_of(stick: Path) -> Path:
    return max(stick.glob("answer-*.age"))


def test_it_goes_through_the_districts_server_as_the_machines_configuration_says(
    home: Home,
    desk: CourierDesk,
    stick: Path,
    central: CentralHandle,
    exchange: SecurityServer,
    server: Scripted,
    tmp_path: Path,
) -> None:
    home.central = behind(central)
    record = carried(home, stick)
    (answer,) = received(desk, stick, Way(server.url)).answers
    assert answer.delivered == 1
    assert list(at_the_central(tmp_path / "central")) == [record.key.instance_id]
    assert None not in attachments(tmp_path / "central").values()
    assert {(asked.headers["X-Road-Client"], asked.headers["X-Road-UserId"]) for asked in exchange.seen} == {
        (ENCODED, "EE1234")
    }
    imported = home.take_over(answer_of(stick))
    assert imported.delivered == (record.code,)
    assert imported.updated.problems == (), "the lists of the exchange name the centre, and its files came through it"


def test_a_far_end_that_is_another_member_asks_as_itself(
    home: Home, desk: CourierDesk, stick: Path, central: CentralHandle, server: Scripted
) -> None:
    home.central = behind(central, client="IR/GOV/3/village")
    record = carried(home, stick)
    taken = received(desk, stick, Way(server.url))
    assert [type(one.error) for one in taken.stopped] == [NotInExchange]
    assert taken.answers == ()
    assert home.counter.store.submissions.get(record.key).status is Status.COMPLETE
    assert received(desk, stick, Way(server.url, client=CLIENT)).answers[0].delivered == 1


def test_trouble_of_the_exchange_is_no_word_about_the_application(
    home: Home, desk: CourierDesk, stick: Path, central: CentralHandle, exchange: SecurityServer, server: Scripted
) -> None:
    home.central = behind(central)
    carried(home, stick)
    exchange.error = "Server.ClientProxy.NetworkError"
    taken = received(desk, stick, Way(server.url))
    assert ([type(one.error) for one in taken.stopped], taken.answers) == ([ExchangeTrouble], ())
    exchange.error = ""
    assert received(desk, stick, Way(server.url)).answers[0].delivered == 1


def test_a_far_end_beside_the_centre_leaves_the_exchange_out(
    home: Home, desk: CourierDesk, stick: Path, central: CentralHandle
) -> None:
    home.central = behind(central)
    carried(home, stick)
    assert received(desk, stick, Way(central.base_url, direct=True)).answers[0].delivered == 1
    named = read_central(written_central(home.central), Way(direct=True))
    assert (named.url, named.xroad) == (NAMED + urlsplit(central.token_url).path, None)


def test_a_central_is_carried_as_the_machine_reaches_it(central: CentralHandle) -> None:
    there = behind(central)
    assert read_central(written_central(there), Way()) == there


@pytest.mark.parametrize(
    "changed",
    [
        {"url": f"{VILLAGE}/elsewhere"},
        {"xroad": "IR/GOV"},
        {"xroad": {"client": "a"}},
        {"xroad": {"client": "a", "service": "b", "base": "c", "more": "d"}},
        {"url": "https://[x"},
    ],
)
def test_a_way_through_the_exchange_that_is_none_is_refused(changed: dict[str, Any], central: CentralHandle) -> None:
    with pytest.raises(BundleForbidden):
        read_central(written_central(behind(central)) | changed, Way())


def test_an_account_goes_along_as_it_is(central: CentralHandle) -> None:
    plain = replace(behind(central), xroad=None, root="")
    assert read_central(written_central(plain), Way()) == plain
