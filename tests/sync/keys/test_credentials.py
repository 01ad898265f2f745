"""Keys that systemd hands over as files, and which of both places is used."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from sync.keys import Protection, find_vault, keep_server_token, load_or_create_store_key, server_token
from sync.keys.errors import KeyMissing, KeyringRefused, KeyringUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from sync.keys import Vault
    from tests.sync.keys.conftest import Session

KEY = bytes(range(32))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    (tmp_path / "pishkhan.store-key").write_bytes(base64.b64encode(KEY) + b"\n")
    (tmp_path / "pishkhan.token-ministry").write_text("s3cret\n")
    return find_vault({"CREDENTIALS_DIRECTORY": str(tmp_path)})


@pytest.mark.parametrize("store_exists", [True, False])
def test_the_key_that_was_given_is_used(vault: Vault, *, store_exists: bool) -> None:
    assert load_or_create_store_key(vault, store_exists=store_exists) == KEY


def test_tokens_are_given_the_same_way(vault: Vault) -> None:
    assert server_token(vault, "ministry") == "s3cret"
    assert server_token(vault, "province") is None


def test_it_says_what_it_is(vault: Vault) -> None:
    assert (vault.describe().protection, vault.describe().backend) == (Protection.CREDENTIAL, "systemd credential")


def test_a_service_cannot_change_its_credentials(vault: Vault) -> None:
    with pytest.raises(KeyringRefused):
        keep_server_token(vault, "ministry", "other")
    with pytest.raises(KeyringRefused):
        vault.forget("store-key")
    assert server_token(vault, "ministry") == "s3cret"


def test_a_key_of_another_length_is_no_key(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "pishkhan.store-key").write_bytes(base64.b64encode(KEY[:31]))
    with pytest.raises(KeyMissing):
        load_or_create_store_key(vault, store_exists=False)


def test_a_credential_that_is_no_text_is_told(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "pishkhan.store-key").write_bytes(b"\xff" * 32)
    with pytest.raises(KeyringUnavailable):
        load_or_create_store_key(vault, store_exists=True)


@pytest.mark.system
def test_without_the_store_key_among_the_credentials_the_keyring_is_used(session: Session, tmp_path: Path) -> None:
    (tmp_path / "pishkhan.token-ministry").write_text("s3cret")
    said = session("unlocked", "token", "level", CREDENTIALS_DIRECTORY=str(tmp_path))
    assert said == [None, ["keyring", "keyring.backends.SecretService.Keyring"]]
