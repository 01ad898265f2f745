"""Through a security server, over real HTTP: the same calls, and the exchange's own errors told apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import requests

from sync.openrosa.errors import ExchangeTrouble, NotInExchange
from sync.openrosa.verdicts import Verdict
from sync.openrosa.xroad import XRoad, exchange_fault
from sync.store.records import Status
from tests.faults.central import received
from tests.sync.openrosa.scripted import Asked, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from sync.central.running import CentralHandle
    from sync.report import RunReport
    from tests.sync.agent.conftest import Serve
    from tests.sync.counter import Counter

CLIENT, SERVICE = "IR/GOV/۱۰۰ office/kiosks", "IR/GOV/200/central/openrosa"
ENCODED = "IR/GOV/%DB%B1%DB%B0%DB%B0%20office/kiosks"
NAMED = "https://central.example.org"


@dataclass
class SecurityServer:
    """Speaks pr-rest: takes /r1/service/path from a client it knows, and passes it on to the central."""

    central: str
    error: str = ""
    seen: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> Reply:
        self.seen.append(asked)
        prefix = f"/r1/{SERVICE}"
        if self.error:
            return self._fault(self.error)
        if asked.headers.get("X-Road-Client") != ENCODED:
            return self._fault("Client.UnknownMember")
        if not asked.path.startswith(f"{prefix}/"):
            return self._fault("Server.ClientProxy.UnknownService")
        headers = {name: value for name, value in asked.headers.items() if name not in ("Host", "Content-Length")}
        url = self.central + asked.path[len(prefix) :]
        real = requests.request(asked.method, url, data=asked.body, headers=headers, timeout=5)
        passed = {name: real.headers[name] for name in ("Content-Type", "ETag") if name in real.headers}
        body = real.content.replace(self.central.encode(), NAMED.encode())
        ids = {"X-Road-Id": asked.headers["X-Road-Id"], "X-Road-Request-Id": "f92591a3", "X-Road-Request-Hash": "14s="}
        return Reply(real.status_code, body, passed | ids)

    def _fault(self, code: str) -> Reply:
        body = b'{"type": "%s", "message": "no", "detail": "93f1"}' % code.encode()
        return Reply(500, body, {"Content-Type": "application/json", "X-Road-Error": code})


@pytest.fixture
def exchange(central: CentralHandle) -> SecurityServer:
    return SecurityServer(central.base_url)


def run(counter: Counter, server: str, central: CentralHandle, client: str = CLIENT) -> RunReport:
    xroad = XRoad(client, SERVICE, NAMED, user="EE1234")
    root = xroad.root(server)
    return counter.run(f"{root}{urlsplit(central.token_url).path}", xroad=xroad, root=root)


def test_forms_come_and_applications_go_through_it(
    counter: Counter, serve: Serve, central: CentralHandle, exchange: SecurityServer, tmp_path: Path
) -> None:
    server = serve(exchange.answer)
    (form,) = run(counter, server.url, central).forms
    record = counter.finalise(form.key, b"photo")
    assert run(counter, server.url, central).delivered == (record.code,)
    assert list(received(tmp_path / "central")) == [record.key.instance_id]
    ids = [UUID(asked.headers["X-Road-Id"]) for asked in exchange.seen]
    assert len(set(ids)) == len(ids) > 4, "each request has an id of its own"
    assert {asked.headers["X-Road-UserId"] for asked in exchange.seen} == {"EE1234"}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("Server.ServerProxy.AccessDenied", NotInExchange),
        ("Server.ServerProxy.UnknownService", NotInExchange),
        ("Client.UnknownMember", NotInExchange),
        ("Server.ClientProxy.NetworkError", ExchangeTrouble),
        ("Server.ServerProxy.ServiceFailed.NetworkError", ExchangeTrouble),
        ("Server.ServerProxy.DatabaseError", ExchangeTrouble),
        ("", ExchangeTrouble),
    ],
)
def test_what_the_exchange_says_is_not_what_the_central_says(code: str, error: type[Exception]) -> None:
    assert type(exchange_fault(code)) is error


def test_its_errors_stop_the_run_and_keep_everything(
    counter: Counter, serve: Serve, central: CentralHandle, exchange: SecurityServer
) -> None:
    server = serve(exchange.answer)
    record = counter.finalise(run(counter, server.url, central).forms[0].key)
    assert run(counter, server.url, central, client="IR/COM/1/thief").stopped == NotInExchange.text
    exchange.error = "Server.ClientProxy.NetworkError"
    report = run(counter, server.url, central)
    assert (report.stopped, report.online) == (ExchangeTrouble.text, False)
    assert counter.store.submissions.get(record.key).status is Status.COMPLETE
    exchange.error = ""
    assert run(counter, server.url, central).delivered == (record.code,)


def test_an_error_of_the_exchange_in_the_middle_is_no_word_about_the_application(
    counter: Counter, serve: Serve, central: CentralHandle, exchange: SecurityServer
) -> None:
    def break_at_post(asked: Asked) -> Reply:
        exchange.error = "Server.ServerProxy.ServiceFailed" if asked.method == "POST" else ""
        return exchange.answer(asked)

    server = serve(break_at_post)
    record = counter.finalise(run(counter, server.url, central).forms[0].key)
    assert run(counter, server.url, central).stopped == ExchangeTrouble.text
    kept = counter.store.submissions.get(record.key)
    assert (kept.status, kept.verdict) == (Status.COMPLETE, Verdict.NOT_PASSED_ON.value)


def test_an_error_of_the_central_itself_stays_the_centrals(
    counter: Counter, serve: Serve, central: CentralHandle, exchange: SecurityServer
) -> None:
    server = serve(exchange.answer)
    run(counter, server.url, central)
    strange = counter.finalise(counter.install("unknown"))
    run(counter, server.url, central)
    kept = counter.store.submissions.get(strange.key)
    assert (kept.status, kept.verdict) == (Status.REJECTED, Verdict.UNKNOWN_FORM.value)
