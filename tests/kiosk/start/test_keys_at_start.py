"""What the counter does about its key before it shows the first page."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.config_file import config_from
from kiosk.equip import equip
from kiosk.shell import Shell
from sync.keys.errors import EscrowKeyUnfit, KeyDowngraded
from sync.keys.escrow import ESCROW, read_escrow, unwrap
from sync.keys.level import accept_level
from sync.keys.vault import KeyLevel, Protection
from sync.store import Store
from sync.store.checked_clock import CheckedClock
from sync.store.clock import SystemClock
from tests.kiosk.test_retention import OFFICE
from tests.sync.store.given import ASSISTANT, KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from kiosk.config import Config
    from kiosk.equipment import Equipment
    from kiosk.theme import Look


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a machine whose key comes as a credential."""
    (tmp_path / "pishkhan.store-key").write_bytes(base64.b64encode(KEY))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    return tmp_path


@contextmanager
def started(app: QApplication, look: Look, config: Config, data: Path) -> Iterator[Equipment]:
    shell = Shell(app, look, "office")
    try:
        equipment = equip(config, data, shell)
        yield equipment
        equipment.store.close()
    finally:
        shell.close()
        shell.deleteLater()


def test_the_key_lies_in_escrow_before_the_first_application(qapp: QApplication, look: Look, data: Path) -> None:
    fleet = rsa.generate_private_key(65537, 2048)
    pem = fleet.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (data / "fleet.pem").write_bytes(pem)
    config = replace(config_from(OFFICE), fleet_key=str(data / "fleet.pem"))
    with started(qapp, look, config, data) as equipment:
        assert isinstance(equipment.clock, CheckedClock)
        assert unwrap(read_escrow((data / "store" / ESCROW).read_bytes()), fleet) == KEY


def test_without_a_usable_fleet_key_no_store_is_begun(qapp: QApplication, look: Look, data: Path) -> None:
    config = replace(config_from(OFFICE), fleet_key=str(data / "nowhere.pem"))
    with pytest.raises(EscrowKeyUnfit), started(qapp, look, config, data):
        pass
    assert not (data / "store" / "store.db").exists()


def test_a_key_kept_less_safely_than_before_keeps_the_counter_closed(
    qapp: QApplication, look: Look, data: Path
) -> None:
    with Store.open(data / "store", KEY, SystemClock()) as store:
        accept_level(store, ASSISTANT, KeyLevel(Protection.TPM, "systemd credential", KeyDowngraded("", "").text))
    with pytest.raises(KeyDowngraded), started(qapp, look, config_from(OFFICE), data):
        pass
    Store.open(data / "store", KEY, SystemClock()).close()  # it was closed again: nobody is locked out
