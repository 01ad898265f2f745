"""`pishkhan health`: how a machine stands, without a word about anybody, and an exit code for a timer's script."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.cli.health import health
from kiosk.cli.keys import keys
from sync.store import Store
from tests.kiosk.machine import CONFIG, configure, typed_at
from tests.sync.store.given import KEY, ToldClock, begin, finalise, install

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

LIMITS = "[limits]\nfree_mb = 1\nbacklog_days = 30\n"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configured machine with one application that has waited for twenty days."""
    place = configure(tmp_path, monkeypatch, CONFIG + LIMITS)
    with Store.open(place, KEY, ToldClock(datetime.now(UTC) - timedelta(days=20))) as opened:
        form = install(opened).key
        begin(opened, form)
        finalise(opened, form, "uuid:1", b"<data>Zahra</data>")
    return tmp_path


def _run(machine: Path, *arguments: str) -> Result:
    return typed_at(machine, health, *arguments)


def test_it_says_what_waits_what_is_free_and_how_the_key_is_kept(machine: Path) -> None:
    ran = _run(machine, "--json")
    about = json.loads(ran.stdout)
    assert (about["backlog"], about["oldest_waits_seconds"] // 86_400) == (1, 20)
    assert (about["key_level"], about["key_backend"], about["key_escrowed"]) == (
        "credential",
        "systemd credential",
        False,
    )
    assert (about["clock_offset_seconds"], about["notices"], ran.exit_code) == (None, [], 0)
    assert about["checkpoint"].split()[0] == "3"
    assert "Zahra" not in ran.stdout
    assert "Waiting to be sent: 1" in _run(machine).stdout


def test_it_says_whether_the_screens_can_be_read_aloud(machine: Path) -> None:
    silent = json.loads(_run(machine, "--json").stdout)["silent"]
    assert (silent or "The screens can be read aloud.") in _run(machine).stdout


def test_past_a_limit_a_script_is_told(machine: Path) -> None:
    (machine / "pishkhan.toml").write_text(CONFIG + LIMITS.replace("30", "10"))
    ran = _run(machine)
    assert ran.exit_code == 1
    assert "New applications are stopped" in ran.stdout


def test_it_says_when_the_key_lies_in_escrow(machine: Path) -> None:
    public = rsa.generate_private_key(65537, 2048).public_key()
    (machine / "fleet.pem").write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert "no key is wrapped" in typed_at(machine, keys, "escrow").output
    (machine / "pishkhan.toml").write_text(CONFIG + LIMITS + f'[keys]\nfleet = "{machine}/fleet.pem"\n')
    ran = typed_at(machine, keys, "escrow", "--to", str(machine / "copy.escrow"))
    assert ran.exit_code == 0, ran.output
    assert (machine / "copy.escrow").read_bytes() == (machine / "data" / "store" / "key.escrow").read_bytes()
    assert json.loads(_run(machine, "--json").stdout)["key_escrowed"] is True
