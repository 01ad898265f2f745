"""A backup as one file: a tar of the store's files, sealed as they lie on the disk, with a manifest of hashes last.

The manifest closes the file: what was cut off at any byte has none, and is no backup.
"""

from __future__ import annotations

import io
import json
import os
import re
import tarfile
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from sync.store.columns import read, written
from sync.store.errors import BackupDamaged
from sync.store.layout import DATABASE, KEY_CHECK

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
_MEMBER = re.compile(r"store\.db|key\.check|attachments/[0-9a-f]{32}|media/[0-9a-f]{64}")
_BLOCK = 64 * 1024
_LONGEST_MANIFEST = 512 * 1024 * 1024  # bytes


class ArchiveWriter:
    """Writes files one after the other and remembers what the manifest says of them."""

    def __init__(self, file: BinaryIO) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed in finish
        self._files: dict[str, dict[str, object]] = {}

    def add(self, name: str, path: Path) -> None:
        """Add the file at `path` under `name`; raises FileNotFoundError."""
        with path.open("rb") as file:
            info = _info(name, os.fstat(file.fileno()).st_size)
            hashed = _Hashed(file)
            self._tar.addfile(info, hashed)
        self._files[name] = {"sha256": hashed.digest.hexdigest(), "size": info.size}

    def finish(self, made_at: datetime) -> int:
        """Write the manifest and return how many files it names."""
        about = {"format": FORMAT, "made_at": written(made_at), "files": self._files}
        manifest = json.dumps(about).encode()
        self._tar.addfile(_info(MANIFEST, len(manifest)), io.BytesIO(manifest))
        self._tar.close()
        return len(self._files)


def unpack(archive: Path, folder: Path) -> datetime:
    """Put the files of `archive` into the new `folder`, synced, and return when the backup was made.

    Raises BackupDamaged for a name, a hash or a size that is not the manifest's; what is unpacked then is of no use.
    """
    found: dict[str, dict[str, object]] = {}
    manifest: Any = None
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None or manifest is not None:
                    raise BackupDamaged
                if member.name == MANIFEST and member.size <= _LONGEST_MANIFEST:
                    manifest = json.loads(content.read())
                else:
                    found[member.name] = _write(folder, member.name, content)
        return _made_at(manifest, found)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BackupDamaged from error


def _made_at(manifest: Any, found: dict[str, dict[str, object]]) -> datetime:  # noqa: ANN401 - whatever the JSON says
    whole = isinstance(manifest, dict) and manifest.get("format") == FORMAT and manifest.get("files") == found
    if not whole or not {DATABASE, KEY_CHECK} <= found.keys():
        raise BackupDamaged
    return read(str(manifest.get("made_at")))


def _write(folder: Path, name: str, content: Any) -> dict[str, object]:  # noqa: ANN401 - tarfile's reader
    if not _MEMBER.fullmatch(name):
        raise BackupDamaged
    path = folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = sha256(), 0
    with path.open("xb") as file:
        while block := content.read(_BLOCK):
            digest.update(block)
            size += len(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return {"sha256": digest.hexdigest(), "size": size}


class _Hashed(io.RawIOBase):
    """A file that is hashed while the tar reads it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info
