"""One demonstration from the sources, walked once for all tests that look at what it left."""

from __future__ import annotations

import sys
from shutil import which
from typing import TYPE_CHECKING

import pytest

from tests.e2e.walking import walk

if TYPE_CHECKING:
    from tests.e2e.walking import Walked

pytest.register_assert_rewrite("tests.e2e.promises")


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """`pishkhan demo --walk`, run to its end."""
    for program in ("xvfb-run", "dbus-run-session", "gnome-keyring-daemon"):
        if which(program) is None:
            pytest.skip(f"{program} is not installed")
    return walk([sys.executable, "-m", "kiosk"], tmp_path_factory.mktemp("demo") / "out")
