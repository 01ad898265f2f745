"""What carrying by hand promises: sticks are counted, every centre has its turn, old answers are no fault."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from kiosk.config import CentralAddress, Config, Office
from kiosk.courier import Carried, Machine, carry, sticks_filled, take_answers
from sync.bundles.cards import Own
from sync.bundles.errors import BundleCut, CarryingStopped, NoCourier, StickFull, StickUnusable
from sync.bundles.receiving import Received
from sync.bundles.replying import write_reply
from sync.openrosa.address import Central
from sync.store import Store
from sync.store.columns import written
from sync.store.records import KeptAt, Scope
from tests.sync.store.given import KEY, ToldClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FAR = Own.generate("district")
IDS = ("water", "land")
CENTRALS = [Central(each, f"http://{each}.example/v1/key/k/projects/1") for each in IDS]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A machine of two centrals, with two applications of 200 kB for each."""
    addresses = [CentralAddress(each.id, each.url, courier=str(FAR.card)) for each in CENTRALS]
    config = Config(Office("office-7", {"en": "Office"}), "counter-1", addresses[0], others=(addresses[1],))
    clock = ToldClock()
    with Store.open(tmp_path / "store", KEY, clock) as store:
        for central in IDS:
            for number in range(2):
                hand_in(store, Scope(central, "office-7", "counter-1", "citizen"), f"uuid:{central}-{number}")
        yield Machine(store, config, "Reza", clock)


def hand_in(store: Store, scope: Scope, instance: str) -> None:
    form = store.forms.install(scope, form_id="claim", version="1", name="Claim", hash="md5:0", xform=b"<form/>").key
    store.drafts.begin(scope, form, instance, kept_at=KeptAt.KIOSK, language="fa", savepoint=b"<data/>")
    xml = b"<data>" + b"x" * 200_000 + b"</data>"
    store.submissions.finalise(scope, form, instance, xml=xml, attachments=(), instance_name="", language="fa")


@pytest.fixture
def sticks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """Return a new stick with room for so many kilobytes."""
    room: dict[Path, int] = {}

    def usage(folder: Path) -> shutil._ntuple_diskusage:
        used = sum(path.stat().st_size for path in folder.iterdir())
        return shutil._ntuple_diskusage(10_000_000, used, room[folder] - used)

    def stick(kilobytes: int) -> Path:
        folder = tmp_path / f"stick-{len(room) + 1}"
        folder.mkdir()
        room[folder] = 1_000_000 + kilobytes * 1000  # what a volume leaves free
        return folder

    monkeypatch.setattr("sync.bundles.exporting.shutil.disk_usage", usage)
    return stick


def test_a_full_stick_names_the_number_of_the_next_until_all_is_on_sticks(
    machine: Machine, sticks: Callable[[int], Path]
) -> None:
    write = partial(carry, machine, CENTRALS, limit=250_000)
    assert write(sticks(300)) == Carried(1, 1, next_stick=2)
    assert sticks_filled(machine) == 1
    with pytest.raises(StickFull):  # a stick that holds other things is no second stick
        write(sticks(0))
    assert write(sticks(500)) == Carried(2, 2, next_stick=3)
    assert write(sticks(5000)) == Carried(1, 1, next_stick=None)
    assert sticks_filled(machine) == 0


def test_the_centre_whose_turn_it_was_goes_on_and_the_one_before_is_not_written_again(
    machine: Machine, sticks: Callable[[int], Path]
) -> None:
    assert carry(machine, CENTRALS, sticks(700), limit=250_000).records == 3
    rest = carry(machine, CENTRALS, sticks(5000), limit=250_000)
    assert rest == Carried(1, 1, next_stick=None)
    again = carry(machine, CENTRALS, sticks(5000), limit=250_000)
    assert again.records == 4  # everything that still waits for its answer: twice does no harm


def test_writing_can_be_stopped_and_leaves_nothing_half(machine: Machine, sticks: Callable[[int], Path]) -> None:
    folder = sticks(5000)

    def stop(_size: int) -> None:
        raise CarryingStopped

    with pytest.raises(CarryingStopped):
        carry(machine, CENTRALS, folder, tell=stop)
    assert list(folder.iterdir()) == []
    assert carry(machine, CENTRALS, folder).records == 4


def test_without_a_card_there_is_nobody_to_seal_for(machine: Machine, tmp_path: Path) -> None:
    config = Config(machine.config.office, machine.config.device, CentralAddress("water", CENTRALS[0].url))
    with pytest.raises(NoCourier):
        carry(Machine(machine.store, config, "Reza", machine.clock), CENTRALS, tmp_path)


def test_an_answer_of_before_beside_a_newer_one_is_no_fault(machine: Machine, tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    answer(machine, folder, 1)
    answer(machine, folder, 2)
    assert take_answers(machine, folder).files == 2
    both = take_answers(machine, folder)
    assert (both.files, both.refused) == (1, ())
    (folder / "broken.age").write_bytes(b"nothing")
    assert take_answers(machine, folder).refused == (("broken.age", BundleCut.text),)


def test_a_stick_that_was_pulled_out_is_told(machine: Machine, tmp_path: Path) -> None:
    with pytest.raises(StickUnusable):
        take_answers(machine, tmp_path / "gone")


def answer(machine: Machine, folder: Path, sequence: int) -> None:
    """Write what a far end answers that had nothing to post."""
    received = Received(machine.own().card, {"id": "water"})
    write_reply(
        folder / f"answer-{sequence}.age",
        received,
        FAR,
        None,
        bundle=f"b{sequence}",
        sequence=sequence,
        made_at=written(datetime.now(UTC)),
    )
