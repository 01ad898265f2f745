"""Sets the stage for a demonstration: keyring, central, configuration, photo; then the counter's own process."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from assets.texts import T, Text
from kiosk.demo.outside import open_world
from kiosk.demo.surroundings import unlocked_keyring, watched
from kiosk.program import again
from sync.keys import find_vault, keep_server_token

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.demo.outside import World
    from sync.central.running import CentralHandle

CENTRAL = "demo"
FIRST_ACT = "hand-in"
CONFIG = """\
[office]
id = "cheshmeh-ali"
telephone = "013-42612345"
name.fa = "دهیاری چشمه‌علی"
name.en = "Cheshmeh-Ali village office"

[device]
id = "counter-1"

[central]
id = "{central}"
url = "{url}"

[printing]
folder = "{paper}"

[kiosk]
full_screen = {full_screen}
sync_seconds = 2
"""


class NotOurFolder(Exception):
    """The folder holds something that no demonstration left there; nothing in it was touched."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.text: Text = T(
            "The folder {folder} is not empty. Name another one for the demonstration.", folder=str(folder)
        )
        super().__init__(str(folder))


def direct(out: Path, *, walk: bool | None) -> int:
    """Run the demonstration into the folder `out`; returns the exit status.

    Raises NotOurFolder when there is something in it that no demonstration left.
    """
    alone = walk if walk is not None else not watched()
    data, paper = out / "data", out / "paper"
    _make_room(out)
    paper.mkdir(parents=True)
    with unlocked_keyring(data / "keyring"), open_world(data / "central") as world:
        url, token = _split(world.token_url)
        keep_server_token(find_vault(os.environ), CENTRAL, token)
        config = CONFIG.format(central=CENTRAL, url=url, paper=paper, full_screen=str(not alone).lower())
        (data / "pishkhan.toml").write_text(config, encoding="utf-8")
        return _walk(world, out) if alone else _show(world.central, data)


def _make_room(out: Path) -> None:
    left_before = (out / "data" / "pishkhan.toml").exists()
    if out.exists() and any(out.iterdir()) and not left_before:
        raise NotOurFolder(out)
    shutil.rmtree(out, ignore_errors=True)


def _split(token_url: str) -> tuple[str, str]:
    """Return the address with `{token}` in the token's place, and the token, which goes into the keyring."""
    token = token_url.partition("/key/")[2].partition("/")[0]
    return token_url.replace(token, "{token}"), token


def _show(central: CentralHandle, data: Path) -> int:
    """Open the counter for whoever is there."""
    print(f"The official's page: {central.official_url}  password: {central.password}", flush=True)
    counter = again("kiosk", "--config", str(data / "pishkhan.toml"), "--data", str(data))
    return subprocess.run(counter, check=False).returncode


def _walk(world: World, out: Path) -> int:
    """Let the counter walk through itself, and sum up what came of it."""
    _draw_field(out / "data" / "field.jpg")
    status = _answer_while_it_plays(world, out)
    if status == 0:
        _keep_receipt_key(out / "data", out / "receipt-keys.json")
        _summarise(out, world.received())
    return status


def _answer_while_it_plays(world: World, out: Path) -> int:
    command = again("demo", "--out", str(out), "--act", FIRST_ACT)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as counter:
        assert counter.stdin is not None  # noqa: S101 - asked for above
        assert counter.stdout is not None  # noqa: S101 - asked for above
        for line in counter.stdout:
            world.answer(line)
            counter.stdin.write("done\n")
            counter.stdin.flush()
    return counter.returncode


def _keep_receipt_key(data: Path, target: Path) -> None:
    """Bring the counter's public key to where its receipts can be verified: `pishkhan receipt verify … --keys …`."""
    command = again("receipt", "keys", "--config", str(data / "pishkhan.toml"), "--data", str(data))
    with target.open("wb") as keys:
        subprocess.run(command, stdout=keys, check=True)


def _summarise(out: Path, received: int) -> None:
    pictures, papers = len(list(out.glob("*.png"))), len(list(out.glob("paper/*.pdf")))
    summary = (
        f"One application handed in offline, {papers} receipt printed, delivered when the line returned: the centre"
        f" holds {received}; the official's answer was read at the counter. {pictures} pictures are in {out.name}/."
    )
    (out / "summary.txt").write_text(summary + "\n", encoding="utf-8")
    print(summary)


def _draw_field(path: Path) -> None:
    """Draw a field after hail, larger than the counter keeps photos, so that scaling is part of the walk."""
    picture = Image.new("RGB", (2400, 1800), "#9CC4D8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 900, 2400, 1800), fill="#8A6B3B")
    for row in range(12):
        for column in range(40):
            left, top = column * 62 + (row % 2) * 30, 930 + row * 72
            draw.line((left, top + 60, left + 24, top), fill="#4E7A2E", width=9)
    for stone in range(160):
        left, top = (stone * 977) % 2400, 920 + (stone * 613) % 860
        draw.ellipse((left, top, left + 16, top + 16), fill="#F4F8FA")
    picture.save(path, quality=88)
