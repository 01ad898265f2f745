"""Files that are there whole or not at all: a disk that fails in the middle leaves what was there before."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from sync.store.durable import TEMPORARY, durable_file, sweep_temporary, write_durably

if TYPE_CHECKING:
    from pathlib import Path


def test_what_cannot_be_synced_takes_nobodys_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name may reach the disk before the bytes: so the bytes are synced first."""
    path = tmp_path / "key.check"
    write_durably(path, b"before")

    def refuse(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="Input/output"):
        write_durably(path, b"after")
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["key.check"]


def test_what_breaks_off_while_it_is_written_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "volume.age"
    write_durably(path, b"before")

    def broken() -> None:
        with durable_file(path) as file:
            file.write(b"half")
            assert path.read_bytes() == b"before"
            raise ConnectionResetError("the line broke")

    with pytest.raises(ConnectionResetError):
        broken()
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["volume.age"]


def test_only_what_was_half_written_is_swept(tmp_path: Path) -> None:
    for name in (f"{TEMPORARY}1", f"{TEMPORARY}2", "store.db", ".tmpfile"):
        (tmp_path / name).touch()
    assert sweep_temporary(tmp_path) == 2
    assert {path.name for path in tmp_path.iterdir()} == {"store.db", ".tmpfile"}
