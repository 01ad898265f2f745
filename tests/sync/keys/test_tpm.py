"""The store's key sealed to a TPM by systemd-creds, with a software TPM in the chip's place."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest

from sync.keys import Protection, find_vault, load_or_create_store_key
from sync.keys.errors import KeyringRefused
from sync.store import Store
from sync.store.errors import WrongKey
from tests.sync.store.given import KEY, ToldClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.system

NAME = "pishkhan.store-key"


class Chip:
    """A TPM of its own, and systemd-creds speaking to it."""

    def __init__(self, state: Path) -> None:
        state.mkdir()
        self.port = _free_ports()
        where = "type=tcp,bindaddr=127.0.0.1,port="
        command = ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={state}", "--flags", "not-need-init,startup-clear"]
        command += ["--server", f"{where}{self.port}", "--ctrl", f"{where}{self.port + 1}"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def answers(self, folder: Path) -> bool:
        """Whether systemd-creds can seal anything to this chip at all."""
        (folder / "probe").write_bytes(b"probe")
        try:
            self.seal(folder / "probe", folder / "probe.sealed")
        except subprocess.CalledProcessError:
            return False
        return True

    def seal(self, plain: Path, sealed: Path, key: str = "tpm2") -> None:
        self._creds(f"--with-key={key}", f"--name={NAME}", "encrypt", str(plain), str(sealed))

    def unseal(self, sealed: Path, plain: Path) -> bool:
        """Do what systemd does at the start of the service; returns whether the chip opened it."""
        try:
            self._creds(f"--name={NAME}", "decrypt", str(sealed), str(plain))
        except subprocess.CalledProcessError:
            return False
        return True

    def _creds(self, *arguments: str) -> None:
        device = f"--tpm2-device=swtpm:host=127.0.0.1,port={self.port}"
        subprocess.run(["systemd-creds", device, *arguments], capture_output=True, check=True, timeout=30)

    def end(self) -> None:
        self.process.terminate()
        self.process.communicate()


@pytest.fixture
def chips(tmp_path: Path) -> Iterator[list[Chip]]:
    """Two machines' chips."""
    if not shutil.which("swtpm") or not shutil.which("systemd-creds"):
        pytest.skip("swtpm and systemd-creds are not installed")
    made = [Chip(tmp_path / f"chip-{number}") for number in range(2)]
    try:
        for chip in made:
            _wait_for(chip)
        if not made[0].answers(tmp_path):
            pytest.skip("systemd-creds was built without TPM support, or its libraries are not installed")
        yield made
    finally:
        for chip in made:
            chip.end()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain"
    path.write_bytes(base64.b64encode(KEY))
    return path


def test_the_key_opens_the_store_on_this_machine_and_on_no_other(
    chips: list[Chip], tmp_path: Path, plain: Path
) -> None:
    ours, thief = chips
    sealed, given = tmp_path / "sealed", tmp_path / "credentials"
    given.mkdir()
    ours.seal(plain, sealed)
    assert base64.b64encode(KEY) not in sealed.read_bytes()
    assert ours.unseal(sealed, given / NAME)
    vault = find_vault({"CREDENTIALS_DIRECTORY": str(given), "PISHKHAN_SEALED_KEY": str(sealed)})
    key = load_or_create_store_key(vault, store_exists=False)
    Store.open(tmp_path / "store", key, ToldClock()).close()
    assert vault.describe().protection is Protection.TPM
    assert not thief.unseal(sealed, tmp_path / "stolen")
    assert not (tmp_path / "stolen").exists()
    with pytest.raises(WrongKey):
        Store.open(tmp_path / "store", bytes(32), ToldClock())


def test_a_key_sealed_with_nothing_is_refused(chips: list[Chip], tmp_path: Path, plain: Path) -> None:
    """systemd seals with no key at all where it is told that there is no chip: nothing protects that."""
    sealed, given = tmp_path / "sealed", tmp_path / "credentials"
    given.mkdir()
    chips[0].seal(plain, sealed, "tpm2-absent")
    (given / NAME).write_bytes(plain.read_bytes())
    with pytest.raises(KeyringRefused):
        find_vault({"CREDENTIALS_DIRECTORY": str(given), "PISHKHAN_SEALED_KEY": str(sealed)})


def test_what_seals_it_is_not_claimed_where_it_cannot_be_seen(tmp_path: Path, plain: Path) -> None:
    (tmp_path / NAME).write_bytes(plain.read_bytes())
    vault = find_vault({"CREDENTIALS_DIRECTORY": str(tmp_path), "PISHKHAN_SEALED_KEY": str(tmp_path / "no such file")})
    assert vault.describe().protection is Protection.CREDENTIAL


def _free_ports() -> int:
    """Return a port that is free together with the one after it, where swtpm listens for control."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
    raise OSError("no two free ports in a row")


def _wait_for(chip: Chip) -> None:
    """Wait until the control port answers: a connection to the other one would start and end the chip."""
    while chip.process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", chip.port + 1)) == 0:
                return
    raise OSError("swtpm ended")
