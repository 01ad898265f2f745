"""Media of forms on the disk: sealed files named by the SHA-256 of their content, so that editions share them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from sync.store.durable import sync_folder
from sync.store.errors import MediaMissing
from sync.store.sealed_files import keep_sealed, open_sealed
from sync.store.sealing import new_key
from sync.store.sqlcipher import faults_told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from sync.store.acts import Acts
    from sync.store.records import MediaFile, Scope

_CONTEXT = b"media"
_HASH_DIGITS = 64  # a file that is still arriving has a shorter, random name


class MediaFolder:
    """The sealed files themselves; which edition of a form needs which is told by `Forms`."""

    def __init__(self, folder: Path, acts: Acts) -> None:
        self._folder = folder
        self._acts = acts

    def add(self, scope: Scope, content: BinaryIO) -> tuple[str, int]:
        """Keep `content`; returns its SHA-256 in hex and its size. The same content twice is kept once."""
        key = self._key(scope)
        sealed = keep_sealed(self._folder, key, _CONTEXT, content)
        with faults_told(self._folder):
            (self._folder / sealed.name).replace(self._folder / sealed.sha256)
            sync_folder(self._folder)
        return sealed.sha256, sealed.size

    def has(self, sha256: str) -> bool:
        """Whether the content with this hash is kept."""
        return (self._folder / sha256).is_file()

    def read(self, sha256: str, name: str) -> bytes:
        """Return the content with this hash; raises MediaMissing(name) or StoreDamaged."""
        row = self._acts.connection.row("select key from file_keys where name = 'media'")
        if row is None or not self.has(sha256):
            raise MediaMissing(name)
        with faults_told(self._folder), closing(open_sealed(self._folder / sha256, row["key"], _CONTEXT)) as file:
            return file.read()

    def keep_only(self, needed: set[str]) -> int:
        """Remove every file whose hash is not in `needed`; returns how many. What is still arriving stays."""
        with faults_told(self._folder):
            kept = (path for path in self._folder.iterdir() if len(path.name) == _HASH_DIGITS)
            surplus = [path for path in kept if path.name not in needed]
            for path in surplus:
                path.unlink(missing_ok=True)
        return len(surplus)

    def _key(self, scope: Scope) -> bytes:
        connection = self._acts.connection
        row = connection.row("select key from file_keys where name = 'media'")
        if row is None:
            with self._acts.act(scope) as act:
                values = ("", *act.who[1:], "media", new_key())
                act.connection.execute("insert into file_keys values (?, ?, ?, ?, ?, ?) on conflict do nothing", values)
            return self._key(scope)
        return bytes(row["key"])


class FormMedia(Mapping[str, bytes]):
    """The media of one edition by file name, each read from the disk when it is asked for."""

    def __init__(self, folder: MediaFolder, files: tuple[MediaFile, ...]) -> None:
        self._folder = folder
        self._files = {file.name: file for file in files}

    def __getitem__(self, name: str) -> bytes:
        return self._folder.read(self._files[name].sha256, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
