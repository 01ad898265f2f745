"""Whatever the centre answers: the assistant reads what it means, the citizen reads nothing of it, nothing is lost."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication

from assets.texts import T, say
from kiosk.config import CentralAddress
from kiosk.screens.desk import DeskScreen
from kiosk.session import State
from sync.openrosa.errors import CaptivePortal, Unauthorised, Unreachable, WrongHash
from sync.openrosa.verdicts import Verdict
from sync.store.errors import StoreFault, StoreFull
from sync.store.records import Status
from tests.sync.counter import xform
from tests.sync.openrosa.answers import (
    form_list,
    head_of_submission,
    listed,
    manifest,
    md5,
    page,
    problem,
    stored,
)
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kiosk.config import Config
    from sync.report import RunReport
    from tests.kiosk.counter.page import CounterPage

# What is answered to everything, and what the desk then says of the line as a whole.
STOPS = {
    "HTML": (page(200), CaptivePortal.text),
    "401": (problem(401, "no"), Unauthorised.text),
    "nothing": (Reply(raw=b""), Unreachable.text),
    "half an answer": (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<xforms"), Unreachable.text),
}


def right(asked: Asked) -> Reply:
    """Answer as a centre does that is well."""
    if asked.method == "HEAD":
        return head_of_submission()
    return stored() if asked.method == "POST" else form_list()


@pytest.fixture
def centre() -> Iterator[Scripted]:
    """A centre that is well until a test says otherwise."""
    server = Scripted(right)
    yield server
    server.close()


@pytest.fixture
def config(config: Config, centre: Scripted) -> Config:
    return replace(config, central=CentralAddress("main", f"{centre.url}/v1/key/none/projects/1"))


@pytest.fixture
def delivering(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> Iterator[CounterPage]:
    """A counter with one application handed in before; its delivery is started by the test."""
    counter.begin_claim()
    counter.fill_claim()
    counter.hand_in()
    counter.qtbot.waitUntil(lambda: not counter.counter.equipment.press.busy)
    counter.close()
    again = counter_on(tmp_path / "store")
    yield again
    again.counter.equipment.delivery.end()
    QCoreApplication.processEvents()  # what its thread said last is heard while there is a store to look into


def tried(counter: CounterPage) -> RunReport:
    """Start delivery and wait until it has told how its first run ended."""
    delivery = counter.counter.equipment.delivery
    with counter.qtbot.waitSignal(delivery.reported) as reported:
        delivery.start()
    report: RunReport = reported.args[0]
    return report


def state_line(counter: CounterPage) -> str:
    return counter.screen(DeskScreen).state.text()


@pytest.mark.parametrize("answer", STOPS)
def test_the_desk_says_what_is_wrong_with_the_line_and_it_goes_on_when_it_is_mended(
    delivering: CounterPage, centre: Scripted, answer: str
) -> None:
    reply, sentence = STOPS[answer]
    centre.answer = lambda _: reply
    tried(delivering)
    delivering.go_home()
    delivering.enter_desk()
    assert state_line(delivering) == say(sentence, "fa")
    (waiting,) = delivering.store.desk.page()
    assert waiting.status is Status.COMPLETE


def test_a_centre_in_trouble_is_told_at_the_application_that_waits(delivering: CounterPage, centre: Scripted) -> None:
    centre.answer = lambda _: problem(500, "database")
    tried(delivering)
    delivering.go_home()
    delivering.enter_desk()
    desk = delivering.screen(DeskScreen)
    delivering.touch_row(desk, 0)
    assert desk.reason.text() == say(Verdict.SERVER_TROUBLE.text, "fa")
    assert delivering.store.desk.page()[0].status is Status.COMPLETE


BROKEN = {
    "a form that is none": (b"<other/>", {}, None),
    "half a form": (b"<h:html", {}, None),
    "a media file with the wrong hash": (xform(version="2"), {"map.png": Reply(200, b"another file")}, WrongHash.text),
    "a media file that is missing": (xform(version="2"), {"map.png": problem(404, "no such file")}, None),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_form_is_told_at_the_desk_and_the_one_before_it_goes_on(
    delivering: CounterPage, centre: Scripted, case: str
) -> None:
    form, files, reason = BROKEN[case]
    centre.answer = offering(form, files)
    (problem,) = tried(delivering).problems
    assert reason in (None, problem.reason)
    delivering.go_home()
    delivering.enter_desk()
    told = "The form {form} could not be brought up to date. The one before it stays in use. {reason}"
    assert state_line(delivering) == say(T(told, form="claim", reason=problem.reason), "fa")
    assert [each.key.version for each in delivering.store.forms.current()] == ["1"]


def offering(form: bytes, files: Mapping[str, Reply]) -> Callable[[Asked], Reply]:
    """Answer as a centre does that has version 2 of the form, with these answers for its media files."""

    def answer(asked: Asked) -> Reply:
        url = f"http://{asked.headers['Host']}"
        if asked.path.endswith("/manifest"):
            return manifest(*((name, md5(b"png"), f"{url}/{name}") for name in files))
        if "formList" in asked.path:
            return form_list(listed("claim", "2", form, f"{url}/claim.xml", f"{url}/manifest"))
        if asked.path == "/claim.xml":
            return Reply(200, form)
        return files.get(asked.path.strip("/")) or right(asked)

    return answer


def test_send_now_delivers_as_soon_as_the_line_is_back(delivering: CounterPage, centre: Scripted) -> None:
    centre.answer = lambda _: page(200)
    tried(delivering)
    delivering.go_home()
    delivering.enter_desk()
    centre.answer = right
    delivering.press(delivering.screen(DeskScreen).sync)
    delivering.qtbot.waitUntil(lambda: delivering.store.desk.page()[0].status is Status.SUBMITTED)
    delivering.qtbot.waitUntil(lambda: delivering.screen(DeskScreen).model.line(0).role == "ok")


def test_a_disk_that_takes_nothing_more_is_told_and_delivery_goes_on_with_room(delivering: CounterPage) -> None:
    delivering.go_home()
    delivering.enter_desk()
    delivery = delivering.counter.equipment.delivery
    with no_file_grows(), delivering.qtbot.waitSignal(delivery.halted) as halted:
        delivery.start()
    assert halted.args[0].msgid in {StoreFull().text.msgid, StoreFault("").text.msgid}
    assert state_line(delivering) == say(halted.args[0], "fa")
    delivering.press(delivering.screen(DeskScreen).sync)
    delivering.qtbot.waitUntil(lambda: delivering.store.desk.page()[0].status is Status.SUBMITTED)


@contextmanager
def no_file_grows() -> Iterator[None]:
    """Let this process write no file beyond its first page, as on a disk without room."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_citizen_reads_no_word_about_the_line_in_a_whole_visit(delivering: CounterPage, centre: Scripted) -> None:
    centre.answer = lambda _: problem(401, "no")
    tried(delivering)
    read = [delivering.words()]
    delivering.counter.moved.connect(lambda _: read.append(delivering.words()))
    delivering.begin_claim()
    delivering.fill_claim()
    delivering.hand_in()
    assert delivering.state is State.RECEIPT
    assert len(read) > 8
    assert [words for words in read if say(Unauthorised.text, "fa") in words] == []
