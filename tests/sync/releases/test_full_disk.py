"""No room for a newer program: said before it is begun where that can be known, and nothing is left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sync.releases.errors import FolderUnusable, NoRoom
from sync.releases.publishing import add
from sync.releases.taking import take
from tests.sync.releases.ministry import NOW, PASS, PLATFORM, Machine, Ministry

_ON_A_SMALL_DISK = 'mount -t tmpfs -o size=1m none "$1" && exec "$2" -m tests.sync.releases.test_full_disk "$1" "$3"'


class _Usage:
    free = 1000


def test_it_is_said_before_anything_is_fetched(
    ministry: Ministry, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.releases.taking.shutil.disk_usage", lambda _: _Usage())
    with pytest.raises(NoRoom) as refused:
        machine.take(ministry.repository)
    assert int(str(dict(refused.value.text.params)["megabytes"])) > 20
    assert machine.unpacked() == []


@pytest.mark.system
def test_a_disk_that_fills_while_it_is_unpacked(ministry: Ministry, tmp_path: Path) -> None:
    command = ["unshare", "--map-root-user", "--mount"]
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("this machine lets nobody mount a small disk of their own")
    big = tmp_path / "big"
    (big / "_internal").mkdir(parents=True)
    (big / "pishkhan").write_text("#!/bin/sh\n")
    for number in range(40):
        (big / "_internal" / f"{number}").write_bytes(bytes(100_000))
    add(ministry.repository, ministry.keys, PASS, big, "1.2.0", PLATFORM, NOW)
    disk = tmp_path / "disk"
    disk.mkdir()
    arguments = ["sh", "-c", _ON_A_SMALL_DISK, "sh", str(disk), sys.executable, str(ministry.folder)]
    ran = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"refused with": "NoRoom", "left": [], "waiting": None}


def test_a_folder_that_may_not_be_written_is_said(ministry: Ministry, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    machine = Machine(tmp_path / "elsewhere", ministry.root)
    source = machine.source(ministry.repository)
    machine.releases.folder = tmp_path / "file"
    with pytest.raises(FolderUnusable):
        take(machine.releases, source, machine.asker)


def _take_on(disk: Path, ministry: Path) -> None:
    """Take the release where there is no room for it; the check of the room beforehand is told that there is."""
    root = (ministry / "repository" / "metadata" / "1.root.json").read_bytes()
    machine = Machine(disk, root)
    refused = ""
    with pytest.MonkeyPatch.context() as patch:
        usage = _Usage()
        usage.free = 10**12
        patch.setattr("sync.releases.taking.shutil.disk_usage", lambda _: usage)
        try:
            machine.take(ministry / "repository")
        except NoRoom as error:
            refused = type(error).__name__
    sys.stdout.write(
        json.dumps(
            {"refused with": refused, "left": machine.unpacked(), "waiting": machine.releases.standing().waiting}
        )
    )


if __name__ == "__main__":
    _take_on(Path(sys.argv[1]), Path(sys.argv[2]))
