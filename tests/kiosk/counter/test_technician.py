"""What the counter promises the technician: how the machine stands, and sticks carried by hand."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assets import read
from assets.services import HEALTH_FORM
from assets.texts import T, say, show_digits
from forms.calendars import show_moment
from forms.xlsform import to_xform
from kiosk import upkeep
from kiosk.cli import main
from kiosk.courier import Carried
from kiosk.delivery import Sending
from kiosk.idle import IdleTime
from kiosk.screens.home import HomeScreen
from kiosk.screens.technician import Task, TechnicianScreen
from kiosk.session import State
from kiosk.speech.page import read_page
from sync.bundles.cards import Own
from sync.bundles.desk import CourierDesk
from sync.bundles.errors import CarryingStopped
from sync.central.running import central_in_thread
from sync.store.records import Role, Status
from tests.faults.central import received
from tests.kiosk.counter.page import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.config import Config
    from kiosk.courier import Machine
    from kiosk.errand import Errand
    from tests.kiosk.counter.page import CounterPage

pytestmark = pytest.mark.usefixtures("stick")
_ON_IT = T("On the stick {name} now: {count} applications, in {files} files.", name="stick", count=1, files=1)
_REPORT = T("Report to the centre")
_ALL = T("Everything that waits is on sticks now. Keep this machine as it is until the answer comes back.")


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a stick; whether it is in, and where the system mounts it, is the edge of the machine."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(upkeep, "mounted_stick", lambda: folder if folder.is_dir() else None)
    return folder


@pytest.fixture
def far_end(tmp_path: Path) -> CourierDesk:
    """The keys of whoever takes sticks for the central."""
    return CourierDesk.create(tmp_path / "far", Own.generate("district"))


@pytest.fixture
def config(config: Config, far_end: CourierDesk, claim: bytes, tmp_path: Path) -> Config:
    """A machine without a line, with a courier to its central."""
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "claim.xml").write_bytes(claim)
    with central_in_thread(tmp_path / "central", forms) as central:
        url = central.token_url
    return replace(config, central=replace(config.central, url=url, courier=str(far_end.own.card)))


def done(counter: CounterPage, task: Task) -> str:
    """Press `task` and wait until it is done; returns what is told then."""
    screen = counter.screen(TechnicianScreen)
    counter.press(screen.tasks[task])
    counter.qtbot.waitUntil(lambda: counter.counter.technician._errand is None)
    return screen.told.text()


def handed_in(counter: CounterPage, counter_on: Callable[[Path], CounterPage], folder: Path) -> tuple[CounterPage, str]:
    """Let somebody hand in an application, and open the counter anew as after each person."""
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    counter.close()
    again = counter_on(folder)
    again.go_home()
    return again, code


def test_each_role_has_its_own_door(counter: CounterPage) -> None:
    counter.go_home()
    counter.enter_as_technician()
    assert counter.stands_in(State.TECHNICIAN)
    counter.go_on()
    assert counter.stands_in(State.CLEARING)


def test_a_supervisor_still_comes_to_the_desk(counter: CounterPage) -> None:
    counter.store.staff.set_pin(PROGRAM, "Zahra", Role.SUPERVISOR, "8642")
    counter.go_home()
    counter.press(counter.screen(HomeScreen).staff)
    counter.give_pin("8642")
    assert counter.stands_in(State.DESK)


def test_it_tells_how_the_machine_stands_and_nothing_of_anybody(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    again, code = handed_in(counter, counter_on, tmp_path / "store")
    screen = again.enter_as_technician()
    words = again.words()
    assert say(T("Applications: {count}, all of them from today.", count=1), "fa") in words
    assert say(T("Nothing has been delivered from here yet."), "fa") in words
    again.qtbot.waitUntil(lambda: say(T("The printer is ready."), "fa") in again.words())
    assert all(row.says.text() and row.state.text() for row in screen.rows)
    shown = "".join(character for character in words if character.isalnum())
    assert code not in shown
    assert "Zahra" not in words


def test_it_tells_how_far_the_report_to_the_centre_is(counter: CounterPage) -> None:
    store, said = counter.store, []
    counter.go_home()
    counter.enter_as_technician()
    row = next(row for row in counter.screen(TechnicianScreen).rows if row.name.text() == say(_REPORT, "fa"))

    def look() -> None:
        counter.counter.technician._show_rows()
        said.append(row.says.text())

    look()
    form = to_xform(read(f"forms/{HEALTH_FORM}.xlsx"), name=HEALTH_FORM).xform
    store.forms.install(PROGRAM, form_id=HEALTH_FORM, version="2026112201", name="", hash="md5:1", xform=form)
    look()
    report = counter.counter.equipment.health_report.report(store)
    assert report is not None
    look()
    store.queue.begin_attempt(PROGRAM, report.key)
    store.queue.acknowledge(PROGRAM, report.key, verdict="stored", attachments=["device-signature.txt"])
    look()
    moment = partial(show_moment, report.finalised_at.astimezone())
    assert said == [
        say(text, "fa")
        for text in (
            T("None is sent: the centre does not offer the form for it."),
            T("The first one goes with the next line or stick."),
            T("The one of {moment} waits to be sent.", moment=moment),
            T("The centre has the one of {moment}.", moment=moment),
        )
    ]


def test_there_and_back_on_a_stick(
    counter: CounterPage,
    counter_on: Callable[[Path], CounterPage],
    tmp_path: Path,
    stick: Path,
    far_end: CourierDesk,
) -> None:
    again, _ = handed_in(counter, counter_on, tmp_path / "store")
    again.enter_as_technician()
    told = done(again, Task.CARRY)
    assert say(_ON_IT, "fa") in told
    assert say(_ALL, "fa") in told
    deliver(stick, far_end, again, tmp_path)
    told = done(again, Task.READ)
    changed = T(
        "Answers taken over. Delivered: {delivered}. Came back: {rejected}. Forms: {forms}. Cases: {cases}.",
        delivered=1,
        rejected=0,
        forms=1,
        cases=0,
    )
    assert say(changed, "fa") in told
    assert [row.status for row in again.store.desk.page()] == [Status.SUBMITTED]
    assert say(T("Nothing waits."), "fa") in again.words()
    acts = {(row.act, row.scope.actor) for row in again.store.audit.rows()}
    assert ("staff.enter", "Reza") in acts
    assert any(actor == "Reza" and act.startswith("submission.") for act, actor in acts), acts


def deliver(stick: Path, far_end: CourierDesk, counter: CounterPage, folder: Path) -> None:
    """Bring the stick to the far end, where the central takes it and writes the answer beside."""
    far_end.learn(str(counter.counter.technician._machine().own().card))
    arguments = ("--data", folder / "central", "--forms", folder / "forms", "import", stick, "--state", folder / "far")
    taken = CliRunner().invoke(main, ["central", *map(str, arguments)])
    assert (taken.exit_code, "1 applications, 1 of them delivered." in taken.stdout) == (0, True)
    assert len(received(folder / "central")) == 1


def test_what_is_in_the_way_is_said(counter: CounterPage, stick: Path) -> None:
    counter.go_home()
    screen = counter.enter_as_technician()
    assert say(T("There is no answer for this machine on the stick."), "fa") in done(counter, Task.READ)
    (stick / "broken.age").write_bytes(b"age-encryption.org/v1\n")
    assert "broken.age" in done(counter, Task.READ)
    (stick / "broken.age").unlink()
    stick.rmdir()
    assert say(upkeep.NO_STICK, "fa") in done(counter, Task.CARRY)
    assert screen.isVisible()


def whole(counter: CounterPage) -> str:
    """What is said of a register that nobody touched."""
    newest = counter.store.checkpoints.newest()
    signed = newest.size if newest else 0
    words = T(
        "The audit log is whole: {rows} acts, {signed} of them signed.", rows=counter.store.audit.size(), signed=signed
    )
    return say(words, "fa")


def test_the_register_is_read_and_a_change_by_hand_is_told(counter: CounterPage) -> None:
    counter.go_home()
    screen = counter.enter_as_technician()
    assert done(counter, Task.REGISTER) == whole(counter)
    with closing(counter.store.for_thread()) as beside:
        beside._connection.execute("drop trigger audit_is_append_only_update")
        beside._connection.execute("update audit set detail = 'x' where number = 1")
    broken = T("The audit log was changed by hand at row {number}. Tell the supervisor.", number=1)
    assert done(counter, Task.REGISTER) == say(broken, "fa")
    attention = say(T("Needs attention"), "fa")
    assert [row.state.text() for row in screen.rows if row.name.sayable == T("Register")] == [attention]


def test_a_page_of_samples_comes_out(counter: CounterPage, paper: Path) -> None:
    counter.go_home()
    screen = counter.enter_as_technician()
    counter.press(screen.tasks[Task.PRINT])
    out = say(T("The printer had the paper. Look whether it came out."), "fa")
    counter.qtbot.waitUntil(lambda: screen.told.text() == out)
    assert [path.read_bytes()[:5] for path in paper.glob("*.pdf")] == [b"%PDF-"]


def test_a_full_stick_says_the_number_of_the_next(
    counter: CounterPage,
    counter_on: Callable[[Path], CounterPage],
    tmp_path: Path,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again, _ = handed_in(counter, counter_on, tmp_path / "store")
    screen = again.enter_as_technician()
    full = T("The stick is full. What is on it already is whole. Put in the next stick and export again.")
    with monkeypatch.context() as small:
        small.setattr("sync.bundles.exporting.shutil.disk_usage", lambda _folder: shutil._ntuple_diskusage(9, 9, 0))
        assert done(again, Task.CARRY) == say(full, "fa")
    assert list(stick.iterdir()) == []
    one = upkeep.carried(Carried(1, 1, next_stick=2), "SANDISK")
    screen.show_outcome(one)
    assert screen.told.text() == " ".join(say(each, "fa") for each in one.says)
    assert show_digits("2", "fa") in screen.told.text()


def test_sending_is_asked_for_and_told_without_a_code(counter: CounterPage) -> None:
    counter.go_home()
    screen = counter.enter_as_technician()
    delivery = counter.counter.equipment.delivery
    counter.press(screen.tasks[Task.SEND])
    assert delivery._wake.is_set()
    delivery.sending.emit(Sending("051505305320431046", 1500, 4000))
    assert screen.told.text() == say(T("Being sent: {sent} of {total} kB", sent=2, total=4), "fa")
    delivery.news.tell(T("Everything has been delivered."))
    assert screen.told.text() == say(T("Everything has been delivered."), "fa")


def test_one_errand_at_a_time_and_nobody_is_locked_out_meanwhile(counter: CounterPage) -> None:
    counter.go_home()
    screen = counter.enter_as_technician()
    technician, go_on = counter.counter.technician, Event()

    def slow(_machine: Machine, errand: Errand) -> upkeep.Outcome:
        while not go_on.wait(0.01):
            errand.tell(300_000)
        return upkeep.Outcome(good=True, says=())

    counter.counter.idle.watch(IdleTime(2, 20))  # seconds
    technician._begin(T("The stick is being read. Leave it in."), slow)
    counter.press(screen.tasks[Task.READ])
    assert screen.told.text() == say(T("One thing at a time: wait until this is done."), "fa")
    written = say(T("Being written to the stick: {size} MB. Leave it in.", size=1), "fa").split(":")[0]
    counter.qtbot.waitUntil(lambda: screen.told.text().startswith(written))
    for _ in range(3):
        with counter.qtbot.waitSignal(technician.lively, timeout=3000):
            pass
    assert counter.stands_in(State.TECHNICIAN)
    counter.go_on()  # she leaves: writing is left off, and nothing runs on behind the next person
    assert counter.stands_in(State.CLEARING)
    assert technician._errand is None
    assert screen.told.text() == say(CarryingStopped.text, "fa")


def test_it_locks_after_two_minutes(counter: CounterPage) -> None:
    counter.go_home()
    counter.enter_as_technician()
    time = counter.counter.idle.time
    assert time is not None
    assert time.quiet == 120
    counter.counter.idle.idled.emit()
    assert counter.stands_in(State.IDLE_WARNING)
    counter.counter.idle.ran_out.emit()
    assert counter.stands_in(State.CLEARING)


def test_everything_can_be_done_by_number_and_is_heard(counter: CounterPage) -> None:
    counter.go_home()
    screen = counter.enter_as_technician()
    QTest.keyClick(screen, Qt.Key.Key_5)
    counter.qtbot.waitUntil(lambda: screen.told.text() == whole(counter))
    heard = [utterance.words for utterance in read_page(screen)]
    assert heard[0] == say(T("This machine"), "fa")
    assert screen.told.text() in heard
    for row in screen.rows:
        place = heard.index(row.name.text())
        assert heard[place : place + 3] == [row.name.text(), row.says.text(), row.state.text()]
    assert not [utterance for utterance in read_page(screen) if utterance.personal]
