"""`pishkhan audit verify`: what the supervisor is told of the log, and of a mark typed from a receipt."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.cli.audit import audit
from sync.store import Store
from sync.store.clock import SystemClock
from tests.kiosk.machine import configure, typed_at
from tests.sync.store.given import KEY, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configured machine whose store key is a systemd credential, with one application in its store."""
    with Store.open(configure(tmp_path, monkeypatch), KEY, SystemClock()) as opened:
        form = install(opened).key
        finalise(opened, form, begin(opened, form).key.instance_id)
    return tmp_path


def _verify(machine: Path, *arguments: str) -> Result:
    return typed_at(machine, audit, "verify", *arguments)


def _mark(machine: Path) -> str:
    return _verify(machine).stdout.splitlines()[-1].rpartition(": ")[2].strip("\u2068\u2069")


def test_a_whole_log_says_how_much_of_it_is_signed_and_its_mark(machine: Path) -> None:
    with Store.open(machine / "data" / "store", KEY, SystemClock()) as opened:
        newest = opened.checkpoints.newest()
        result = _verify(machine)  # beside the open counter
    assert newest is not None
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "The audit log is whole: 3 acts, 3 of them signed.")
    assert newest.short in result.stdout


def test_a_mark_from_paper_is_held_against_the_log(machine: Path) -> None:
    mark = _mark(machine)
    assert _verify(machine, "--printed", mark).exit_code == 0
    other = mark[:-1] + ("0" if mark[-1] != "0" else "1")
    result = _verify(machine, "--printed", mark, "--printed", other)
    assert result.exit_code == 1
    assert "not those that were signed" in result.stdout
    assert _verify(machine, "--printed", "a slip of the pen").exit_code == 2


def test_a_log_that_was_cut_is_said_in_the_readers_language(machine: Path) -> None:
    with Store.open(machine / "data" / "store", KEY, SystemClock()) as opened, closing(opened.file.connect()) as hand:
        hand.execute("drop trigger audit_is_append_only_delete")
        hand.execute("delete from audit where number = 3")
    result = _verify(machine, "--language", "fa")
    assert result.exit_code == 1
    assert "بریده شده است" in result.stdout
