"""A keyring of the kind that must never be used: it works well, and anybody can read what it keeps."""

from __future__ import annotations

import json
from pathlib import Path

from keyring.backend import KeyringBackend


class PlaintextKeyring(KeyringBackend):
    """Keeps passwords in a file in the home folder, as keyrings.alt does."""

    priority = 0.5

    def get_password(self, service: str, username: str) -> str | None:
        kept: str | None = self._kept().get(f"{service}/{username}")
        return kept

    def set_password(self, service: str, username: str, password: str) -> None:
        _file().write_text(json.dumps(self._kept() | {f"{service}/{username}": password}))

    def _kept(self) -> dict[str, str]:
        kept: dict[str, str] = json.loads(_file().read_text()) if _file().exists() else {}
        return kept


def _file() -> Path:
    return Path.home() / "plaintext.json"
