"""The store's key in escrow: whoever holds the fleet's private key brings it back, and nobody else."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from assets.texts import T
from kiosk.cli.keys import keys
from sync.keys.bringing_back import bring_key_back
from sync.keys.credential_vault import CredentialVault
from sync.keys.errors import EscrowDamaged, EscrowKeyUnfit, KeyDowngraded, KeyHandedOut, NotTheKey
from sync.keys.escrow import ESCROW, fingerprint, fleet_key, keep_in_escrow, read_escrow, unwrap
from sync.keys.level import accept_level, require_level
from sync.keys.vault import KeyLevel, Protection
from sync.store import Store
from tests.sync.store.given import ASSISTANT, KEY, ToldClock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.keys.conftest import Session


@pytest.fixture(scope="module")
def fleet() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def public(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def private(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_the_fleet_brings_the_key_back_and_the_file_gives_nothing_away(
    tmp_path: Path, fleet: rsa.RSAPrivateKey
) -> None:
    assert keep_in_escrow(tmp_path, KEY, public(fleet))
    content = (tmp_path / ESCROW).read_bytes()
    assert unwrap(read_escrow(content), fleet) == KEY
    assert KEY not in content
    assert KEY.hex().encode() not in content
    assert base64.b64encode(KEY) not in content
    with pytest.raises(EscrowDamaged):
        unwrap(read_escrow(content), rsa.generate_private_key(65537, 2048))


def test_it_is_written_when_there_is_something_new_to_wrap(tmp_path: Path, fleet: rsa.RSAPrivateKey) -> None:
    assert keep_in_escrow(tmp_path, KEY, public(fleet))
    assert not keep_in_escrow(tmp_path, KEY, public(fleet))
    other = bytes(32)
    assert keep_in_escrow(tmp_path, other, public(fleet)), "the store was rekeyed"
    assert unwrap(read_escrow((tmp_path / ESCROW).read_bytes()), fleet) == other
    (earlier,) = tmp_path.glob("key-*.escrow")
    assert unwrap(read_escrow(earlier.read_bytes()), fleet) == KEY, "backups made before open with the key before"
    second = rsa.generate_private_key(65537, 2048)
    assert keep_in_escrow(tmp_path, other, public(second)), "the fleet has a new key"
    (tmp_path / ESCROW).write_bytes(b"{")
    assert keep_in_escrow(tmp_path, other, public(second)), "what lay there was of no use"


def test_openssl_opens_it_too(tmp_path: Path, fleet: rsa.RSAPrivateKey) -> None:
    """In ten years there may be no such program as ours."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    keep_in_escrow(tmp_path, KEY, public(fleet))
    (tmp_path / "fleet.pem").write_bytes(private(fleet))
    wrapped = base64.b64decode(json.loads((tmp_path / ESCROW).read_bytes())["wrapped"])
    options = ("-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:sha256")
    command = ["openssl", "pkeyutl", "-decrypt", "-inkey", str(tmp_path / "fleet.pem"), *options]
    assert subprocess.run(command, input=wrapped, capture_output=True, check=True).stdout == KEY


@pytest.mark.parametrize(
    "pem", [b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "elliptic", "short"]
)
def test_a_key_that_cannot_wrap_is_refused(tmp_path: Path, pem: bytes | str) -> None:
    if pem == "elliptic":
        pem = public(ec.generate_private_key(ec.SECP256R1()))
    elif pem == "short":
        pem = public(rsa.generate_private_key(65537, 1024))  # noqa: S505 - that it is short is the point
    assert isinstance(pem, bytes)
    with pytest.raises(EscrowKeyUnfit):
        keep_in_escrow(tmp_path, KEY, pem)
    assert not (tmp_path / ESCROW).exists()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"format": 2}', b'{"format": 1, "fleet": "", "check": "x"}', b"\xff"]
)
def test_what_is_no_escrow_is_refused(content: bytes) -> None:
    with pytest.raises(EscrowDamaged):
        read_escrow(content)


def test_a_changed_escrow_is_noticed(tmp_path: Path, fleet: rsa.RSAPrivateKey) -> None:
    keep_in_escrow(tmp_path, KEY, public(fleet))
    about = json.loads((tmp_path / ESCROW).read_bytes())
    about["check"] = bytes(32).hex()
    with pytest.raises(EscrowDamaged):
        unwrap(read_escrow(json.dumps(about).encode()), fleet)
    assert read_escrow((tmp_path / ESCROW).read_bytes()).holds(KEY, fingerprint(fleet_key(public(fleet))))


@pytest.mark.system
def test_a_lost_keyring_loses_nothing(session: Session, tmp_path: Path, fleet: rsa.RSAPrivateKey) -> None:
    """The keyring is emptied; the fleet unwraps the key on its own machine; the store opens as before."""
    data, folder = tmp_path / "counter", tmp_path / "counter" / "store"
    (made,) = session("unlocked", f"make {folder}")
    keep_in_escrow(folder, bytes.fromhex(made), public(fleet))
    (tmp_path / "fleet.pem").write_bytes(private(fleet))
    recovered = CliRunner().invoke(keys, ["recover", str(folder / ESCROW), str(tmp_path / "fleet.pem")])
    assert recovered.exit_code == 0, recovered.output
    said = session(
        "unlocked",
        "lose key",
        f"look {folder}",
        f"keys restore --data {data} < {base64.b64encode(bytes(32)).decode()}",
        f"look {folder}",
        f"keys restore --data {data} < {recovered.output.strip()}",
        f"look {folder}",
    )
    assert said[1] == "KeyMissing"
    assert "not the key of the store" in said[2]
    assert said[3] == "KeyMissing"
    assert said[5] == [made, True, [], True, []]


@pytest.mark.system
def test_a_new_machine_takes_the_key_before_its_first_start(session: Session, tmp_path: Path) -> None:
    typed = base64.b64encode(KEY).decode()
    said = session("unlocked", f"keys restore --data {tmp_path / 'new'} < {typed}", "new store")
    assert said[1] == KEY.hex()


def test_a_credential_is_not_changed_from_here(tmp_path: Path) -> None:
    (tmp_path / "pishkhan.store-key").write_bytes(base64.b64encode(KEY))
    with pytest.raises(KeyHandedOut):
        bring_key_back(CredentialVault(tmp_path, "pishkhan"), tmp_path / "store", base64.b64encode(KEY).decode())
    with pytest.raises(NotTheKey):
        bring_key_back(CredentialVault(tmp_path, "pishkhan"), tmp_path / "store", "no key")


def test_a_lower_level_than_before_is_refused_until_somebody_accepts_it(tmp_path: Path) -> None:
    chip = KeyLevel(Protection.TPM, "systemd credential", T("Close"))
    ring = KeyLevel(Protection.KEYRING, "a keyring", T("Close"))
    with Store.open(tmp_path / "store", KEY, ToldClock()) as store:
        require_level(store, ASSISTANT, ring)
        require_level(store, ASSISTANT, chip)
        for _ in range(2):
            with pytest.raises(KeyDowngraded):
                require_level(store, ASSISTANT, ring)
        accept_level(store, ASSISTANT, ring)
        require_level(store, ASSISTANT, ring)
        levels = [row.detail for row in store.audit.rows() if row.act == "key.level"]
    assert levels == ["keyring", "tpm", "keyring"]
