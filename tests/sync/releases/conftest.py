"""A ministry with version 1.1.0, and a machine that trusts it and runs 1.0.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sync.releases.ministry import Machine, Ministry

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ministry(tmp_path: Path) -> Ministry:
    made = Ministry(tmp_path / "ministry")
    made.publish("1.1.0")
    return made


@pytest.fixture
def machine(tmp_path: Path, ministry: Ministry) -> Machine:
    return Machine(tmp_path / "machine", ministry.root)
