"""A configured machine for tests of commands: its store's key comes as a systemd credential."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from click.testing import CliRunner, Result

from tests.sync.store.given import KEY

if TYPE_CHECKING:
    from pathlib import Path

    import click
    import pytest

CONFIG = """
[office]
id = "office-7"
name = {en = "Village office"}
[device]
id = "device-3"
[central]
id = "ministry"
url = "https://central.example/v1/key/{token}/projects/1"
"""


def configure(folder: Path, monkeypatch: pytest.MonkeyPatch, config: str = CONFIG) -> Path:
    """Write `config` and the key into `folder`, and return the store's place below it."""
    (folder / "pishkhan.toml").write_text(config)
    (folder / "pishkhan.store-key").write_bytes(base64.b64encode(KEY))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder / "data" / "store"


def typed_at(machine: Path, command: click.Command, *arguments: str, data: str = "data", answers: str = "") -> Result:
    """Run `command` for the machine configured in the folder `machine`; `answers` are typed when it asks."""
    options = ["--config", str(machine / "pishkhan.toml"), "--data", str(machine / data)]
    return CliRunner().invoke(command, [*arguments, *options], input=answers)
