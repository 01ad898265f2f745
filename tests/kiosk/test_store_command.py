"""`pishkhan store`: what the technician is told, and the exit code that a timer's script goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.cli.store import store
from sync.store import Store
from sync.store.clock import SystemClock
from tests.kiosk.machine import configure, typed_at
from tests.sync.store.given import KEY, attach, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configured machine whose store key is a systemd credential, with one application in its store."""
    with Store.open(configure(tmp_path, monkeypatch), KEY, SystemClock()) as opened:
        form = install(opened).key
        attach(opened, begin(opened, form).key, "field.jpg", b"field")
        finalise(opened, form, "uuid:1", b"<data/>", "field.jpg")
    return tmp_path


def _run(machine: Path, *arguments: str, data: str = "data") -> Result:
    return typed_at(machine, store, *arguments, data=data)


def test_a_whole_store_is_said_to_be_whole(machine: Path) -> None:
    result = _run(machine, "check")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "Looked at: applications 1, attached files 1, files of forms 0, acts 3.",
            "Everything that is stored here is whole.",
        ],
    )


def test_a_missing_file_is_named_and_the_exit_code_tells(machine: Path) -> None:
    next((machine / "data" / "store" / "attachments").iterdir()).unlink()
    result = _run(machine, "check", "--language", "fa")
    assert result.exit_code == 1
    assert "field.jpg" in result.stdout
    assert "مسئول فنی" in result.stdout


def test_a_backup_made_at_the_open_counter_comes_back_on_another_machine(machine: Path) -> None:
    with Store.open(machine / "data" / "store", KEY, SystemClock()):
        assert _run(machine, "backup", str(machine / "counter.pishkhan")).exit_code == 0
    result = _run(machine, "restore", str(machine / "counter.pishkhan"), data="new")
    assert result.exit_code == 0
    assert result.stdout.startswith("Brought back: 1 applications")
    assert _run(machine, "check", data="new").exit_code == 0


def test_it_is_not_brought_back_over_applications(machine: Path) -> None:
    _run(machine, "backup", str(machine / "counter.pishkhan"))
    result = _run(machine, "restore", str(machine / "counter.pishkhan"))
    assert result.exit_code == 1
    assert "This counter already holds applications (1)" in result.output


def test_where_the_system_keeps_the_key_it_says_why_it_stays(machine: Path) -> None:
    result = _run(machine, "rekey")
    assert result.exit_code == 1
    assert "Change it with systemd-creds" in result.output
    assert _run(machine, "check").exit_code == 0
