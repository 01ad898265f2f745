"""PINs: five tries, then delays that neither pulling the plug nor setting the clock makes shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from sync.store import Store
from sync.store.errors import NoSuchRecord, PinDelayed, PinUnfit, PinWrong
from sync.store.records import Role, Scope, Staff
from sync.store.staff import FIRST_DELAY, FREE_TRIES
from tests.sync.store.given import ASSISTANT, KEY, ToldClock

if TYPE_CHECKING:
    from pathlib import Path

ZAHRA = Staff("ministry", "Zahra", Role.ASSISTANT)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with little work: only one test is about the work itself."""
    monkeypatch.setattr("sync.store.pins.HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def desk(store: Store) -> Store:
    """A store that Zahra may enter with 4821."""
    assert store.staff.set_pin(ASSISTANT, "Zahra", Role.ASSISTANT, "4821") == ZAHRA
    return store


def _fail(store: Store, times: int = 1) -> list[int]:
    left = []
    for _ in range(times):
        with pytest.raises(PinWrong) as wrong:
            store.staff.enter(ASSISTANT, "Zahra", "0000")
        left.append(wrong.value.tries_left)
    return left


@pytest.mark.parametrize("pin", ["4821", "۴۸۲۱", "٤٨٢١"])
def test_the_right_pin_enters_in_any_digits(desk: Store, pin: str) -> None:
    assert desk.staff.enter(ASSISTANT, "Zahra", pin) == ZAHRA
    assert [row.act for row in desk.audit.rows()] == ["staff.set_pin", "staff.try", "staff.enter"]


def test_the_pin_is_nowhere_in_the_store_and_guessing_costs_work(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    store.staff.set_pin(ASSISTANT, "Zahra", Role.ASSISTANT, "4821")
    assert store.staff.enter(ASSISTANT, "Zahra", "4821") == ZAHRA
    connection = store.file.connect()
    (row,) = connection.rows("select * from staff")
    connection.close()
    assert row["pin_hash"].startswith("$argon2id$v=19$m=65536,t=3,p=2$")
    assert all("4821" not in f"{column}" for column in row)
    assert all("4821" not in f"{row}" for row in store.audit.rows())


def test_after_five_tries_each_further_one_costs_double(desk: Store, clock: ToldClock) -> None:
    assert _fail(desk, FREE_TRIES) == [4, 3, 2, 1, 0]
    delays = []
    for _ in range(3):
        with pytest.raises(PinDelayed) as delayed:
            desk.staff.enter(ASSISTANT, "Zahra", "4821")
        delays.append(delayed.value.seconds)
        clock.passes(seconds=delayed.value.seconds)
        _fail(desk)
    assert delays == [FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY]


def test_when_the_delay_is_over_the_right_pin_enters_and_all_tries_are_back(desk: Store, clock: ToldClock) -> None:
    _fail(desk, FREE_TRIES)
    clock.passes(seconds=FIRST_DELAY)
    assert desk.staff.enter(ASSISTANT, "Zahra", "4821") == ZAHRA
    assert _fail(desk) == [FREE_TRIES - 1]


def test_setting_the_wall_clock_does_not_shorten_the_delay(desk: Store, clock: ToldClock) -> None:
    _fail(desk, FREE_TRIES)
    wall = clock.wall
    clock.passes(seconds=FIRST_DELAY - 1)
    clock.wall = wall.replace(year=2040)
    with pytest.raises(PinDelayed) as delayed:
        desk.staff.enter(ASSISTANT, "Zahra", "4821")
    assert delayed.value.seconds == 1


def test_a_restart_begins_the_delay_anew_and_keeps_the_count(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        store.staff.set_pin(ASSISTANT, "Zahra", Role.ASSISTANT, "4821")
        _fail(store, FREE_TRIES)
    clock.passes(seconds=FIRST_DELAY - 1)
    clock.reboots()
    with Store.open(folder, KEY, clock) as store:
        with pytest.raises(PinDelayed) as delayed:
            store.staff.enter(ASSISTANT, "Zahra", "4821")
        assert delayed.value.seconds == FIRST_DELAY
        clock.passes(seconds=FIRST_DELAY)
        assert store.staff.enter(ASSISTANT, "Zahra", "4821") == ZAHRA


def test_a_try_that_the_plug_was_pulled_on_is_counted(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class PlugPulledError(Exception):
        pass

    class Pulled:
        def verify(self, pin_hash: str, pin: str) -> bool:
            raise PlugPulledError(pin_hash, pin)

    with monkeypatch.context() as during:
        during.setattr("sync.store.pins.HASHER", Pulled())
        with pytest.raises(PlugPulledError):
            desk.staff.enter(ASSISTANT, "Zahra", "0000")
    assert _fail(desk) == [FREE_TRIES - 2]


@pytest.mark.parametrize("pin", ["", "123", "1234", "9876", "1111", "abcd", "48 2a"])
def test_a_pin_that_is_easily_guessed_is_not_taken(store: Store, pin: str) -> None:
    with pytest.raises(PinUnfit):
        store.staff.set_pin(ASSISTANT, "Zahra", Role.ASSISTANT, pin)
    assert store.staff.everyone("ministry") == ()


def test_a_new_pin_replaces_the_old_one(desk: Store) -> None:
    desk.staff.set_pin(ASSISTANT, "Zahra", Role.SUPERVISOR, "7305")
    assert desk.staff.everyone("ministry") == (Staff("ministry", "Zahra", Role.SUPERVISOR),)
    with pytest.raises(PinWrong):
        desk.staff.enter(ASSISTANT, "Zahra", "4821")


def test_somebody_of_another_central_does_not_enter(desk: Store) -> None:
    with pytest.raises(NoSuchRecord):
        desk.staff.enter(Scope("province", "office-7", "device-3", "Zahra"), "Zahra", "4821")
