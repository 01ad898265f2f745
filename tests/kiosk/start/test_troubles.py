"""Whatever keeps the counter from opening is said on its window, in Persian, and nothing in its store is touched."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, TypedDict

import pytest

from assets.texts import T, say
from sync.keys.errors import KeyringLocked, KeyringUnavailable
from sync.store import Store
from sync.store.errors import StoreDamaged, StoreLocked, StoreNewer, WrongKey
from sync.store.migrations import VERSION
from sync.store.sqlcipher import connect
from tests.sync.store.given import KEY, ToldClock, install

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.system

_DAEMON = "gnome-keyring-daemon --components=secrets"
_UNLOCK, _START = f"printf secret | {_DAEMON} --unlock", f"{_DAEMON} --start"

CONFIG = """
[office]
id = "office-7"
name = {fa = "دهیاری"}
[device]
id = "device-3"
[central]
id = "ministry"
url = "http://127.0.0.1:9/v1/key/{token}/projects/1"
[kiosk]
full_screen = false
"""


class Opened(TypedDict):
    """What stood on the window, and the exit status."""

    status: int
    words: list[str]


def made_with_another_key(folder: Path) -> None:
    with Store.open(folder, bytes(32), ToldClock()) as store:
        install(store)


def of_a_newer_program(folder: Path) -> None:
    Store.open(folder, KEY, ToldClock()).close()
    database = connect(folder / "store.db", KEY)
    database.execute("insert into store_schema values (?, '2030-01-01')", (VERSION + 1,))
    database.conn.close()


def damaged(folder: Path) -> None:
    with Store.open(folder, KEY, ToldClock()) as store:
        install(store, b"<form/>" * 10_000)
    content = bytearray((folder / "store.db").read_bytes())
    content[100] ^= 1
    (folder / "store.db").write_bytes(content)


def all_is_well(folder: Path) -> None:
    Store.open(folder, KEY, ToldClock()).close()


TROUBLES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a wrong key": (made_with_another_key, say(WrongKey().text, "fa")),
    "a newer store": (of_a_newer_program, say(StoreNewer(VERSION + 1, VERSION).text, "fa")),
    "a damaged store": (damaged, say(StoreDamaged().text, "fa")),
    "the counter is open already": (all_is_well, say(StoreLocked().text, "fa")),
}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configured machine whose store key is a systemd credential, with a store for each trouble."""
    folder = tmp_path_factory.mktemp("machine")
    (folder / "pishkhan.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "pishkhan.store-key").write_bytes(base64.b64encode(KEY))
    for name, (prepare, _) in TROUBLES.items():
        prepare(folder / name / "store")
    all_is_well(folder / "none" / "store")
    return folder


@pytest.fixture(scope="module")
def opened(machine: Path) -> Callable[[str], Opened]:
    """Look up how the counter opened on a trouble's folder; all are opened by one program, one after the other."""
    names = [*TROUBLES, "none"]
    before = {name: contents(machine / name) for name in TROUBLES}
    with Store.open(machine / "the counter is open already" / "store", KEY, ToldClock()):
        found = dict(zip(names, open_counter(machine, *names, CREDENTIALS_DIRECTORY=str(machine)), strict=True))
    untouched = {name: contents(machine / name) == before[name] for name in TROUBLES}
    assert untouched == dict.fromkeys(TROUBLES, True)
    return found.__getitem__


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of everything in a store that is there when it is closed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm", ".lock"))
    }


def open_counter(machine: Path, *names: str, launcher: tuple[str, ...] = (), **environment: str) -> list[Opened]:
    """Open the counter on these folders of `machine` in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_", "CREDENTIALS_"))}
    command = [sys.executable, "-m", "tests.kiosk.start.opening", str(machine / "pishkhan.toml")]
    ran = subprocess.run(
        [*launcher, *command, *[str(machine / name) for name in names]],
        env=kept | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(machine)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    said: list[Opened] = json.loads(ran.stdout)
    return said


@pytest.mark.parametrize("trouble", TROUBLES)
def test_it_is_said_in_persian_and_the_store_stays_as_it_was(opened: Callable[[str], Opened], trouble: str) -> None:
    _, sentence = TROUBLES[trouble]
    found = opened(trouble)
    assert sentence in found["words"]
    assert say(T("The program has touched nothing. Please call the technician."), "fa") in found["words"]
    assert found["status"] == 1


def test_the_same_program_opens_where_nothing_is_wrong(opened: Callable[[str], Opened]) -> None:
    found = opened("none")
    assert say(T("The counter cannot open at the moment."), "fa") not in found["words"]
    assert found["status"] == 0


def test_without_any_keyring_no_store_is_made(machine: Path) -> None:
    (found,) = open_counter(machine, "fresh", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")
    assert say(KeyringUnavailable().text, "fa") in found["words"]
    assert found["status"] == 1
    assert not (machine / "fresh" / "store" / "store.db").exists()


def test_a_locked_keyring_opens_nothing_until_it_is_unlocked(tmp_path: Path) -> None:
    for program in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    (tmp_path / "pishkhan.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "run").mkdir(mode=0o700)
    own = {"XDG_DATA_HOME": str(tmp_path / "share"), "XDG_RUNTIME_DIR": str(tmp_path / "run")}

    def opened_with(keyring: str) -> Opened:
        launcher = ("dbus-run-session", "--", "sh", "-c", f'{keyring} >/dev/null 2>&1; exec "$@"', "sh")
        (found,) = open_counter(tmp_path, "data", launcher=launcher, **own)
        return found

    assert opened_with(_UNLOCK)["status"] == 0
    before = contents(tmp_path / "data")
    locked = opened_with(_START)
    assert say(KeyringLocked().text, "fa") in locked["words"]
    assert locked["status"] == 1
    assert contents(tmp_path / "data") == before
    assert opened_with(_UNLOCK)["status"] == 0
