"""The newest program on a courier's stick: whole, what the ministry has signed, and written again where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.releases.errors import NoRepository, NotARelease
from sync.releases.packing import STICK
from sync.releases.publishing import add
from sync.releases.stick import put_on_stick
from tests.sync.releases.ministry import NOW, PASS, PLATFORM, program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sync.releases.ministry import Machine, Ministry


def cut(ministry: Ministry, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Publish 1.2.0 and lose the power once its list of programs is on the disk, and nothing that leads to it."""
    from sync.store.durable import write_durably

    def until_the_first(path: Path, content: bytes) -> None:
        write_durably(path, content)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sync.releases.publishing.write_durably", until_the_first)
        with pytest.raises(KeyboardInterrupt):
            add(ministry.repository, ministry.keys, PASS, program(folder, "1.2.0"), "1.2.0", PLATFORM, NOW)


def test_a_machine_takes_it_from_there(ministry: Ministry, machine: Machine, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    assert put_on_stick(ministry.repository, stick) == ("1.1.0",)
    machine.take(stick / STICK)
    assert machine.releases.standing().waiting == "1.1.0"


def test_a_damaged_archive_on_it_is_written_again(ministry: Ministry, machine: Machine, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    put_on_stick(ministry.repository, stick)
    archive = ministry.archive(stick / STICK, "1.1.0")
    content = archive.read_bytes()
    archive.write_bytes(content[:-3] + bytes([content[-3] ^ 1]) + content[-2:])
    put_on_stick(ministry.repository, stick)
    machine.take(stick / STICK)
    assert machine.releases.standing().waiting == "1.1.0"


def test_a_release_that_was_cut_off_while_it_was_signed_counts_for_nothing_and_is_published_again(
    ministry: Ministry, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(ministry, monkeypatch, tmp_path / "first")
    assert put_on_stick(ministry.repository, tmp_path / "stick") == ("1.1.0",)
    machine.take(tmp_path / "stick" / STICK)
    assert machine.releases.standing().waiting == "1.1.0"
    again = program(tmp_path / "second", "1.2.0")
    add(ministry.repository, ministry.keys, PASS, again, "1.2.0", PLATFORM, NOW)
    machine.take(ministry.repository)
    assert machine.releases.standing().waiting == "1.2.0"
    with pytest.raises(NotARelease):
        add(ministry.repository, ministry.keys, PASS, again, "1.2.0", PLATFORM, NOW)


@pytest.mark.parametrize("gone", ["targets", "metadata", "metadata/2.snapshot.json", "metadata/timestamp.json"])
def test_a_repository_that_lacks_something_is_none(ministry: Ministry, tmp_path: Path, gone: str) -> None:
    (ministry.repository / gone).rename(tmp_path / "gone")
    with pytest.raises(NoRepository):
        put_on_stick(ministry.repository, tmp_path / "stick")
