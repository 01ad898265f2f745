"""`kill -9` at any moment of taking: a release is there whole or not at all, and the next try brings it to its end."""

from __future__ import annotations

import multiprocessing
import os
import random
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from sync.releases.publishing import add
from tests.faults.killing import killed
from tests.sync.releases.ministry import NOW, PASS, PLATFORM, Machine, Ministry, program
from tests.sync.releases.taker import take

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

KILLS = int(os.environ.get("PISHKHAN_KILLS", "6"))
_EACH = 3  # kills for one machine, before it is let be


@pytest.fixture(scope="module")
def server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.sync.releases.taker"])
    return context


def contents(folder: Path) -> dict[str, str]:
    """Every file with its hash, every link with its target."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def test_whole_or_not_at_all(tmp_path: Path, server: ForkServerContext) -> None:
    chance, ministry = random.Random(12), Ministry(tmp_path / "ministry")  # noqa: S311
    folder = program(tmp_path / "program", "1.1.0")
    for number in range(60):
        (folder / "_internal" / f"module-{number}").write_bytes(chance.randbytes(20_000))
    add(ministry.repository, ministry.keys, PASS, folder, "1.1.0", PLATFORM, NOW)
    expected = contents(folder)
    for number in range(max(KILLS // _EACH, 2)):
        home = tmp_path / f"machine-{number}"
        machine = Machine(home, ministry.root)
        for _ in range(_EACH):
            killed(server, take, chance.uniform(0, 0.4), home, ministry.repository, ministry.root)
            release, waiting = machine.releases.folder / "1.1.0", machine.releases.standing().waiting
            if release.exists():
                assert contents(release) == expected
            assert waiting is None or release.exists()
        assert killed(server, take, 60, home, ministry.repository, ministry.root)
        assert machine.releases.standing().waiting == "1.1.0"
        assert machine.unpacked() == ["1.1.0"], "what was cut off is cleared up"
        assert list((machine.releases.folder / "metadata").glob("tmp*")) == []
        assert contents(machine.releases.folder / "1.1.0") == expected
