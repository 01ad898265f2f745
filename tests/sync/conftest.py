"""A real central with one form, for whatever delivers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.central.running import CentralHandle, central_in_thread
from tests.sync.counter import xform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def central(tmp_path: Path) -> Iterator[CentralHandle]:
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "claim.xml").write_bytes(xform())
    with central_in_thread(tmp_path / "central", forms) as handle:
        yield handle
