"""Where the window's benchmarks play: a screen of their own, a machine's configuration, a key, an installed form."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import md5
from io import BytesIO
from typing import TYPE_CHECKING

from assets import listing, read
from forms.xlsform import to_xform
from sync.keys.credential_vault import VARIABLE
from sync.keys.store_key import SERVICE, STORE_KEY
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.records import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORM = "crop_damage"
KEY = bytes(range(32))
_SCOPE = Scope("bench", "cheshmeh-ali", "counter-1", "technician")
_CONFIG = """\
[office]
id = "cheshmeh-ali"
name.fa = "دهیاری چشمه‌علی"
name.en = "Cheshmeh-Ali village office"

[device]
id = "counter-1"

[central]
id = "bench"
url = "http://127.0.0.1:9/v1/key/none/projects/1"

[printing]
folder = "{paper}"

[kiosk]
full_screen = false
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder with a machine's `pishkhan.toml` and store, and what a process on this stage has in its environment."""

    folder: Path
    environment: Mapping[str, str]

    def play(self, module: str, *arguments: str, patience: float = 300) -> str:
        """Run `python -m module` on the stage; returns what it printed. Raises CalledProcessError with its status."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, env=dict(self.environment), stdout=subprocess.PIPE, text=True, check=True, timeout=patience
        )
        return done.stdout


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Set a stage in `folder`: nothing of the person at the machine is touched, neither screen nor keyring nor bus.

    The store's key is a systemd credential, so that no session bus adds its noise.
    """
    _furnish(folder)
    with _screen() as display:
        yield Stage(
            folder,
            os.environ
            | {
                "DISPLAY": display,
                "QT_QPA_PLATFORM": "xcb",
                "HOME": str(folder),
                "DBUS_SESSION_BUS_ADDRESS": "disabled:",
                VARIABLE: str(folder / "credentials"),
            },
        )


def _furnish(folder: Path) -> None:
    for name in ("paper", "credentials"):
        (folder / name).mkdir(parents=True)
    (folder / "pishkhan.toml").write_text(_CONFIG.format(paper=folder / "paper"), encoding="utf-8")
    credentials = folder / "credentials"
    (credentials / f"{SERVICE}.{STORE_KEY}").write_text(base64.b64encode(KEY).decode())
    conversion = to_xform(read(f"forms/{FORM}.xlsx"), name=FORM)
    places = {name: read(f"places/{name}") for name in listing("places") if name.endswith(".csv")}
    with Store.open(folder / "store", KEY, SystemClock()) as store:
        files = {**conversion.media, **places}.items()
        media = [store.forms.add_media(_SCOPE, name, _hash(data), BytesIO(data)) for name, data in files]
        xform = conversion.xform
        store.forms.install(_SCOPE, form_id=FORM, version="1", name=FORM, hash=_hash(xform), xform=xform, media=media)


def _hash(data: bytes) -> str:
    return f"md5:{md5(data, usedforsecurity=False).hexdigest()}"


@contextmanager
def _screen() -> Iterator[str]:
    """Start a virtual screen of its own and give its display's name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                yield f":{told.readline().strip()}"
        finally:
            screen.terminate()
