"""`pishkhan paper` and `pishkhan receipt`: papers as files, the queue as a list, receipts by the machine's own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.paper import paper
from kiosk.cli.receipt import receipt
from sync.store import Store
from sync.store.clock import SystemClock
from tests.kiosk.machine import configure, typed_at
from tests.printing.reading_back import text_of
from tests.sync.store.given import KEY, VISITOR, finalise, install

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    """A configured machine with one application whose receipt waits for the printer; and its code."""
    with Store.open(configure(tmp_path, monkeypatch), KEY, SystemClock()) as opened:
        code = finalise(opened, install(opened).key).code
        opened.prints.order(VISITOR, "receipt", code, "en")
    return tmp_path, code


def run(machine: Path, *arguments: str) -> Result:
    return typed_at(machine, receipt if arguments[0] in ("verify", "keys") else paper, *arguments)


def test_a_receipt_is_written_and_then_verified_by_the_keys_of_the_machine(machine: tuple[Path, str]) -> None:
    folder, code = machine
    assert run(folder, "make", "receipt", code, "--out", str(folder / "r.pdf")).exit_code == 0
    assert "Village office" in text_of((folder / "r.pdf").read_bytes())
    told = run(folder, "verify", str(folder / "r.pdf"))
    assert told.exit_code == 0
    assert "This receipt is genuine." in told.stdout


def test_the_key_list_for_the_centre_verifies_elsewhere(machine: tuple[Path, str]) -> None:
    folder, code = machine
    run(folder, "make", "receipt", code, "--out", str(folder / "r.pdf"))
    (folder / "keys.csv").write_text(run(folder, "keys", "--format", "csv").stdout)
    told = CliRunner().invoke(receipt, ["verify", str(folder / "r.pdf"), "--keys", str(folder / "keys.csv")])
    assert (told.exit_code, "Village office" in told.stdout) == (0, True)


def test_a_place_that_takes_no_file_is_said_in_words(machine: tuple[Path, str]) -> None:
    folder, code = machine
    refused = run(folder, "make", "receipt", code, "--out", str(folder / "nowhere" / "r.pdf"))
    assert (refused.exit_code, "Could not open file" in refused.output) == (1, True)


def test_a_paper_that_cannot_be_made_says_why_and_writes_nothing(machine: tuple[Path, str]) -> None:
    folder, code = machine
    refused = run(folder, "make", "letter", code, "--out", str(folder / "l.pdf"))
    assert refused.exit_code == 1
    assert "No official has written" in refused.output
    assert run(folder, "make", "report", "yesterday", "--out", str(folder / "l.pdf")).exit_code == 2
    assert not (folder / "l.pdf").exists()


def test_what_waits_for_the_printer_is_listed_without_a_name(machine: tuple[Path, str]) -> None:
    folder, code = machine
    (line,) = run(folder, "queue").stdout.splitlines()
    assert line.split("\t") == ["1", "waiting", "Receipt slip", code]


def test_verify_without_any_keys_asks_for_them() -> None:
    assert CliRunner().invoke(receipt, ["verify", "PK1:ABC"]).exit_code == 2
