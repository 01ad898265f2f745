"""Whatever cuts it off, and whichever way it goes: a report is at its centre once, with the bytes that were frozen."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from kiosk.courier import Machine as Carrying
from kiosk.courier import carry, take_answers
from kiosk.delivery import DeliveryThread
from sync.bundles.cards import Own
from sync.bundles.desk import CourierDesk
from sync.openrosa.address import Central
from sync.store import Store
from sync.store.checking import check_store
from sync.store.clock import SystemClock
from sync.store.records import Status
from tests.faults.proxy import Fault, FaultProxy
from tests.kiosk.health.conftest import office, said
from tests.sync.bundles.conftest import NOW, connect
from tests.sync.counter import KEY, open_counter
from tests.sync.relay.conftest import certificates, relaying

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.kiosk.health.conftest import Machine
    from tests.sync.relay.conftest import Certificates

__all__ = ["certificates"]
_LOST = Fault(cut_down=0)


def frozen(machine: Machine) -> list[bytes]:
    """Every report that the machine ever made, the first one first."""
    store = machine.counter.store
    with closing(store.file.connect()) as connection:
        rows = connection.rows(
            "select p.xml from payloads p join submissions s using (central, instance_id) "
            "where s.of_machine = 1 order by s.counter"
        )
    return [bytes(row["xml"]) for row in rows]


@pytest.mark.parametrize("seed", range(6))
def test_any_mix_of_kills_and_retries_doubles_nothing(machine: Machine, seed: int) -> None:
    """The process ends anywhere between freezing and the answer, answers get lost, and days pass."""
    chance = random.Random(seed)  # noqa: S311
    url = urlsplit(machine.central.token_url)
    assert url.hostname
    assert url.port
    machine.round()
    with closing(FaultProxy((url.hostname, url.port))) as line:
        way = f"http://127.0.0.1:{line.port}{url.path}"
        for _ in range(12):
            if chance.random() < 0.5:
                line.will([Fault(cut_down=chance.randrange(1500)) for _ in range(chance.randrange(4))])
            machine.round(way)
            if chance.random() < 0.5:
                kill(machine)
            line.will(())
            machine.counter.clock.pass_by(timedelta(hours=chance.choice((0, 3, 13, 25))))
    for _ in range(4):
        machine.round()
        machine.counter.clock.pass_by(timedelta(hours=2))
    assert machine.reports() == frozen(machine)
    made = [said(report)["made_at"] for report in machine.reports()]
    assert len({moment[:13] for moment in made}) == len(made), "never two of one hour, let alone of one day"


def test_killed_at_any_moment_one_report_is_made_and_one_arrives(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock stands still, so that only one is due however often the process begins anew."""
    chance, folder = random.Random(3), tmp_path / "own"  # noqa: S311
    command = [sys.executable, "-m", "tests.kiosk.health.reporter", str(folder), machine.central.token_url]
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0, 0.4))
            process.kill()
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    with closing(open_counter(folder)) as counter:
        assert machine.reports() == frozen(replace(machine, counter=counter))
        assert check_store(counter.store).problems == ()
    assert len(machine.reports()) == 1


def kill(machine: Machine) -> None:
    """Begin again on the same disk, as after a power cut; what was in memory is gone."""
    counter = machine.counter
    counter.store.close()
    counter.store = Store.open(counter.store.file.folder, KEY, counter.clock)
    machine.health.unfit = None


def test_deliverys_thread_makes_it_after_a_round_and_sends_it_at_once(machine: Machine, qtbot: QtBot) -> None:
    central = Central("demo", machine.central.token_url, connect_timeout=2, read_timeout=5)
    gone = Central("other", "http://127.0.0.1:9/v1/key/none/projects/1", connect_timeout=1, read_timeout=1)
    delivery = DeliveryThread(
        machine.counter.store, [gone, central], machine.counter.scope, clock=SystemClock(), pause_seconds=600
    )
    delivery.health_report = machine.health
    try:
        delivery.start()
        qtbot.waitUntil(lambda: len(machine.reports()) == 1, timeout=10_000)
        delivery.nudge()
    finally:
        delivery.end()
    assert machine.reports() == frozen(machine)


def test_without_a_line_it_goes_on_a_stick_and_is_closed_by_the_answer(machine: Machine, tmp_path: Path) -> None:
    machine.counter.run(machine.central.token_url)  # the forms are here; since then there was no line
    far_end = CourierDesk.create(tmp_path / "far", Own.generate("district"))
    machine.health.config = office(str(far_end.own.card))
    store = machine.counter.store
    carrying = Carrying(store, machine.health.config, "Reza", machine.counter.clock)
    centrals = [Central("demo", machine.central.token_url)]
    far_end.learn(str(carrying.own().card))
    for trip in range(3):
        machine.counter.clock.pass_by(timedelta(days=20))
        made = machine.health.report(store, at_once=True)
        assert made is not None
        assert machine.health.report(store, at_once=True) is None, "one is on its way"
        folder = tmp_path / f"stick-{trip}"
        folder.mkdir()
        assert carry(carrying, centrals, folder).records == 0, "no application is on it"
        far_end.receive(folder, connect, now=NOW, new_id=lambda: uuid4().hex)
        far_end.receive(folder, connect, now=NOW, new_id=lambda: uuid4().hex)
        take_answers(carrying, folder)
        assert store.submissions.get(made.key).status is Status.SUBMITTED
    assert machine.reports() == frozen(machine)
    assert len(machine.reports()) == 3


def test_on_a_stick_and_by_the_line_that_came_back_it_is_still_one(machine: Machine, tmp_path: Path) -> None:
    machine.counter.run(machine.central.token_url)
    far_end = CourierDesk.create(tmp_path / "far", Own.generate("district"))
    machine.health.config = office(str(far_end.own.card))
    carrying = Carrying(machine.counter.store, machine.health.config, "Reza", machine.counter.clock)
    far_end.learn(str(carrying.own().card))
    machine.health.report(machine.counter.store, at_once=True)
    folder = tmp_path / "stick"
    folder.mkdir()
    carry(carrying, [Central("demo", machine.central.token_url)], folder)
    machine.round()
    far_end.receive(folder, connect, now=NOW, new_id=lambda: uuid4().hex)
    take_answers(carrying, folder)
    assert machine.reports() == frozen(machine)
    assert len(machine.reports()) == 1


def test_through_a_relay_it_goes_as_everything_else(
    machine: Machine,
    certificates: Certificates,
    tmp_path: Path,
) -> None:
    path = urlsplit(machine.central.token_url).path
    with relaying(tmp_path / "held", machine.central.base_url, certificates) as (_, _, address):
        ways = {"ca": certificates.authority, "certificate": certificates.machine}
        for _ in range(3):
            machine.round(address + path, **ways)
    assert machine.reports() == frozen(machine)
    assert len(machine.reports()) == 1
