"""`pishkhan staff`: the technician gives people their PINs, before the counter opens or while it is open."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from assets.texts import T, say
from kiosk.cli.staff import staff
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.records import Role, Scope, Staff
from tests.kiosk.machine import configure, typed_at
from tests.sync.store.given import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

DESK = Scope("ministry", "office-7", "device-3", "Zahra")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configured machine whose store key is a systemd credential."""
    configure(tmp_path, monkeypatch)
    return tmp_path


def _run(machine: Path, *arguments: str, typed: str = "") -> Result:
    return typed_at(machine, staff, *arguments, answers=typed)


def test_a_pin_set_before_the_first_opening_lets_its_owner_in(machine: Path) -> None:
    result = _run(machine, "set-pin", "Zahra", typed="4821\n4821\n")
    said = say(T("{name} may enter as {role}.", name="Zahra", role=T("assistant")), "en")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, said)
    assert "4821" not in result.output
    with Store.open(machine / "data" / "store", KEY, SystemClock()) as store:
        assert store.staff.enter(DESK, "Zahra", "4821") == Staff("ministry", "Zahra", Role.ASSISTANT)
        assert [row.scope.actor for row in store.audit.rows()] == ["technician", "Zahra", "Zahra"]


def test_it_works_while_the_counter_is_open(machine: Path) -> None:
    with Store.open(machine / "data" / "store", KEY, SystemClock()) as store:
        result = _run(machine, "set-pin", "Reza", "--role", "supervisor", typed="7305\n7305\n")
        assert result.exit_code == 0
        assert store.staff.everyone("ministry") == (Staff("ministry", "Reza", Role.SUPERVISOR),)
    assert _run(machine, "list").stdout == "Reza\tsupervisor\n"


def test_a_weak_pin_is_refused_in_plain_words(machine: Path) -> None:
    result = _run(machine, "set-pin", "Zahra", typed="1234\n1234\n")
    assert result.exit_code == 1
    assert "Choose a PIN" in result.output
    assert _run(machine, "list").stdout == ""


def test_it_answers_in_the_technicians_language(machine: Path) -> None:
    done = _run(machine, "set-pin", "Zahra", "--role", "technician", "--language", "fa", typed="4821\n4821\n")
    assert "می‌تواند" in done.stdout
    assert "مسئول فنی" in done.stdout
    refused = _run(machine, "set-pin", "Zahra", "--language", "fa", typed="1234\n1234\n")
    assert "Choose" not in refused.output
    assert "رمز" in refused.output


def test_two_different_pins_are_asked_again(machine: Path) -> None:
    result = _run(machine, "set-pin", "Zahra", typed="4821\n4822\n7305\n7305\n")
    assert result.exit_code == 0
    with Store.open(machine / "data" / "store", KEY, SystemClock()) as store:
        assert store.staff.enter(DESK, "Zahra", "7305").name == "Zahra"


def test_a_wrong_key_is_told_and_nothing_is_touched(machine: Path) -> None:
    _run(machine, "set-pin", "Zahra", typed="4821\n4821\n")
    (machine / "pishkhan.store-key").write_bytes(base64.b64encode(bytes(32)))
    result = _run(machine, "list")
    assert result.exit_code == 1
    assert "This key does not open the store" in result.output


def test_a_missing_configuration_is_told(machine: Path) -> None:
    (machine / "pishkhan.toml").unlink()
    result = _run(machine, "list")
    assert result.exit_code == 1
    assert "There is no configuration" in result.output
