"""`pishkhan keys` in a session with a real keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.texts import T, say

if TYPE_CHECKING:
    from tests.sync.keys.conftest import Session

pytestmark = pytest.mark.system


def test_a_token_that_the_technician_types_is_found_by_the_program(session: Session) -> None:
    said = session("unlocked", "keys set-token ministry < s3cret", "token", "keys forget-token ministry", "token")
    kept, removed = (
        say(T(each, central="ministry"), "en")
        for each in ("The token for {central} is kept.", "The token for {central} is removed.")
    )
    assert said == [kept, "s3cret", removed, None]


def test_it_shows_where_the_keys_are(session: Session) -> None:
    (said,) = session("unlocked", "keys show")
    assert said.startswith("keyring.backends.SecretService.Keyring\n")


def test_without_a_keyring_it_says_what_to_do(session: Session) -> None:
    (said,) = session("none", "keys show")
    assert "No keyring is running" in said
