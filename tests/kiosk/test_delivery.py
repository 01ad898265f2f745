"""Delivery's thread: several centrals side by side, a line that comes back, and a transfer that somebody stops."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from assets.texts import say
from kiosk.delivery import DeliveryThread, Sending
from kiosk.desk import way_of
from sync.openrosa.address import Central
from sync.openrosa.errors import Cancelled, Unreachable
from sync.store.clock import SystemClock
from sync.store.records import Status
from tests.sync.counter import open_counter, xform
from tests.sync.openrosa.answers import form_list, head_of_submission, listed, stored
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from sync.report import RunReport
    from tests.sync.counter import Counter


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = open_counter(tmp_path)
    yield counter
    counter.close()


@contextmanager
def serving(answer: Callable[[Asked], Reply]) -> Iterator[Scripted]:
    server = Scripted(answer)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def delivering(counter: Counter, *centrals: Central, pause: int = 600) -> Iterator[DeliveryThread]:
    delivery = DeliveryThread(counter.store, centrals, counter.scope, clock=SystemClock(), pause_seconds=pause)
    try:
        yield delivery
    finally:
        delivery.end()


def central(name: str, server: Scripted) -> Central:
    return Central(name, f"{server.url}/v1/key/token/projects/1", connect_timeout=2, read_timeout=2)


def office(form_id: str) -> Callable[[Asked], Reply]:
    """A central that offers one form and takes every submission."""

    def answer(asked: Asked) -> Reply:
        form = xform(form_id, question=f"Your name, for {form_id}")
        if asked.method == "HEAD":
            return head_of_submission()
        if asked.method == "POST":
            return stored()
        if "formList" in asked.path:
            url = f"http://{asked.headers['Host']}/v1/key/token/projects/1/form.xml"
            return form_list(listed(form_id, "1", form, url))
        return Reply(200, form, {"Content-Type": "application/xml"})

    return answer


def posted(server: Scripted) -> list[Asked]:
    return [asked for asked in server.asked if asked.method == "POST"]


def test_each_service_goes_to_its_own_central(counter: Counter, qtbot: QtBot) -> None:
    with (
        serving(office("claim")) as farms,
        serving(office("clinic")) as health,
        delivering(counter, central("farms", farms), central("health", health)) as delivery,
    ):
        reports: list[RunReport] = []
        delivery.reported.connect(reports.append)
        delivery.start()
        qtbot.waitUntil(lambda: len(reports) == 2)
        offered = {form.key.form_id: form.key for form in counter.store.forms.current()}
        assert {name: key.central for name, key in offered.items()} == {"claim": "farms", "clinic": "health"}
        records = []
        for form in offered.values():
            counter.scope = replace(counter.scope, central=form.central)
            records.append(counter.finalise(form, name=form.form_id))
        delivery.nudge()
        qtbot.waitUntil(lambda: len(reports) == 4)
        assert [counter.store.submissions.get(record.key).status for record in records] == [Status.SUBMITTED] * 2
        assert [b"<name>claim</name>" in post.body for post in posted(farms)] == [True]
        assert [b"<name>clinic</name>" in post.body for post in posted(health)] == [True]


def test_one_central_without_a_line_holds_up_no_other(counter: Counter, qtbot: QtBot) -> None:
    with serving(office("clinic")) as health:
        gone = Central("farms", "http://127.0.0.1:1/v1/key/token/projects/1", connect_timeout=1, read_timeout=1)
        with delivering(counter, gone, central("health", health)) as delivery:
            reports: dict[str, RunReport] = {}
            delivery.reported.connect(lambda report: reports.update({report.central: report}))
            delivery.start()
            qtbot.waitUntil(lambda: len(reports) == 2)
            assert (reports["farms"].online, reports["health"].online) == (False, True)
            assert [form.key.form_id for form in reports["health"].forms] == ["clinic"]
            assert delivery.news.standing == Unreachable.text, "what concerns most is what the desk reads"
            assert delivery.news.heard is not None


def test_the_line_is_probed_while_it_is_down_and_used_at_once(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.routes.PROBE_SECONDS", 0.05)
    line = threading.Event()

    def answer(asked: Asked) -> Reply:
        return office("claim")(asked) if line.is_set() else Reply(raw=b"")

    with serving(answer) as server, delivering(counter, central("farms", server)) as delivery:
        with qtbot.waitSignal(delivery.reported) as first:
            delivery.start()
        assert first.args[0].online is False
        with qtbot.waitSignal(delivery.reported) as second:
            line.set()
        assert second.args[0].online is True
        probes = [asked for asked in server.asked if asked.method == "HEAD"]
        assert probes, "what asks is small: a HEAD without a body"


def test_what_leaves_is_told_in_bytes_and_can_be_stopped(counter: Counter, qtbot: QtBot) -> None:
    record = counter.finalise(counter.install(), b"x" * 3_000_000)
    heard: list[Sending] = []
    with serving(office("claim")) as server, delivering(counter, central("demo", server)) as delivery:

        def stop_in_the_middle(sending: Sending) -> None:
            heard.append(sending)
            if 500_000 < sending.sent < sending.total and delivery.isRunning():
                delivery.stop_sending()

        delivery.sending.connect(stop_in_the_middle, Qt.ConnectionType.DirectConnection)
        with qtbot.waitSignal(delivery.reported) as stopped:
            delivery.start()
        assert stopped.args[0].stopped == Cancelled.text
        assert counter.store.submissions.get(record.key).status is Status.COMPLETE
        assert [each.code for each in heard] == [record.code] * len(heard)
        assert 500_000 < heard[-1].sent < heard[-1].total
        assert heard[-1].total == record.size + 3_000_000
        heard.clear()
        delivery.sending.disconnect()
        with qtbot.waitSignal(delivery.reported) as sent:
            delivery.nudge()
        assert sent.args[0].delivered == (record.code,)


def test_the_desk_reads_it_in_plain_words() -> None:
    words = way_of(Sending("123456789012345678", 500_001, 3_000_400))
    assert "501 of 3001 kB" in say(words, "en")


def test_stopping_while_nothing_leaves_changes_nothing(counter: Counter, qtbot: QtBot) -> None:
    with serving(office("claim")) as server, delivering(counter, central("demo", server)) as delivery:
        with qtbot.waitSignal(delivery.reported):
            delivery.start()
        delivery.stop_sending()
        with qtbot.waitSignal(delivery.reported) as next_run:
            delivery.nudge()
        assert next_run.args[0].stopped is None
