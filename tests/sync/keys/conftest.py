"""A session bus of its own with a real gnome-keyring in a home of its own: unlocked, locked, or none at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_DAEMON = "gnome-keyring-daemon --components=secrets"
_STARTS = {
    "unlocked": f"printf 'a password' | {_DAEMON} --unlock >/dev/null 2>&1",
    "wrong password": f"printf 'another' | {_DAEMON} --unlock >/dev/null 2>&1",
    "locked": f"{_DAEMON} --start >/dev/null 2>&1",
}


class Session(Protocol):
    """Runs acts on the keys in a session of its own and returns what each gave."""

    def __call__(self, keyring: str, *acts: str, **environment: str) -> list[Any]: ...


_PATIENCE = 60 + 2 * int(os.environ.get("PISHKHAN_KILLS", "0"))  # seconds; `make faults` kills a thousand times


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder; keyrings made in it stay from one session to the next."""
    for name in ("run", "share"):
        (tmp_path / name).mkdir(mode=0o700)
    return tmp_path


@pytest.fixture
def session(home: Path) -> Session:
    """Run acts (see acts.py) with the keyring "unlocked", "wrong password", "locked", or "none"."""

    def run(keyring: str, *acts: str, **environment: str) -> list[Any]:
        command = [sys.executable, "-W", "error", "-m", "tests.sync.keys.acts", *acts]
        if keyring != "none":
            if not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")):
                pytest.skip("gnome-keyring and dbus are not installed")
            command = ["dbus-run-session", "--", "sh", "-c", f'{_STARTS[keyring]}; exec "$@"', "sh", *command]
        ran = subprocess.run(
            command,
            env=_environment(home) | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
        assert ran.returncode == 0, ran.stderr
        said: list[Any] = json.loads(ran.stdout)
        return said

    return run


def _environment(home: Path) -> dict[str, str]:
    """This process's environment without its own bus, display and credentials."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_", "CREDENTIALS_"))}
    kept.pop("DISPLAY", None)
    own = {"HOME": home, "XDG_DATA_HOME": home / "share", "XDG_RUNTIME_DIR": home / "run"}
    return kept | {name: str(path) for name, path in own.items()}
