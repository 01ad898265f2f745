"""Keys in a real gnome-keyring: kept when it can be trusted, refused with a reason when it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.keys.conftest import Session

pytestmark = pytest.mark.system

SECRET_SERVICE = "keyring.backends.SecretService.Keyring"


def test_a_key_is_made_once_and_is_there_in_the_next_session(session: Session) -> None:
    made, again = session("unlocked", "new store", "old store")
    assert len(bytes.fromhex(made)) == 32
    assert again == made
    assert session("unlocked", "old store", "new store") == [made, made]


def test_two_machines_have_two_keys(session: Session, home: Path) -> None:
    (first,) = session("unlocked", "new store")
    (home / "share" / "keyrings").rename(home / "other")
    (second,) = session("unlocked", "new store")
    assert first != second


def test_the_key_is_not_readable_in_the_keyrings_file(session: Session, home: Path) -> None:
    (made,) = session("unlocked", "new store")
    files = [path for path in (home / "share").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert bytes.fromhex(made) not in path.read_bytes()
        assert made.encode() not in path.read_bytes()


def test_a_lost_key_is_never_made_anew_while_the_store_exists(session: Session) -> None:
    assert session("unlocked", "old store") == ["KeyMissing"]
    assert session("unlocked", "new store", "lose key", "old store")[2] == "KeyMissing"
    assert session("unlocked", "old store") == ["KeyMissing"]


def test_a_spoilt_key_counts_as_missing(session: Session) -> None:
    assert session("unlocked", "spoil key", "old store", "new store") == [None, "KeyMissing", "KeyMissing"]


def test_server_tokens_are_kept_by_central(session: Session) -> None:
    said = session("unlocked", "token", "keep token", "token", "other token", "forget token", "forget token", "token")
    assert said == [None, None, "s3cret", None, None, None, None]


def test_it_says_which_keyring_keeps_the_keys(session: Session) -> None:
    assert session("unlocked", "level") == [["keyring", SECRET_SERVICE]]


def test_a_locked_keyring_is_told_at_once_and_asks_nobody(session: Session) -> None:
    (made,) = session("unlocked", "new store")
    assert session("locked", "old store", "new store", "keep token") == ["KeyringLocked"] * 3
    assert session("wrong password", "old store") == ["KeyringLocked"]
    assert session("unlocked", "old store") == [made]


def test_a_keyring_that_nobody_set_up_is_unavailable(session: Session) -> None:
    assert session("locked", "new store", "old store") == ["KeyringUnavailable"] * 2


def test_no_keyring_at_all(session: Session) -> None:
    assert session("none", "new store", "token") == ["KeyringUnavailable"] * 2


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "tests.sync.keys.plaintext.PlaintextKeyring"])
@pytest.mark.parametrize("keyring", ["none", "unlocked"])
def test_a_backend_that_is_not_allowed_is_refused_even_where_it_is_asked_for(
    session: Session, home: Path, keyring: str, backend: str
) -> None:
    said = session(keyring, "new store", "level", PYTHON_KEYRING_BACKEND=backend)
    assert said == ["KeyringRefused"] * 2
    assert not (home / "plaintext.json").exists()


def test_a_disabled_keyring_is_unavailable(session: Session) -> None:
    assert session("none", "new store", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring") == [
        "KeyringUnavailable"
    ]
