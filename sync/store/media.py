"""Media of forms on the disk: sealed files named after their content, so that editions share them.

The name is a MAC of the content's SHA-256 under the key that seals the files: the hash itself would tell whoever has
the disk, and a copy of the file, that it is here. Files from before that are named by the hash; they get a new name.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from sync.store.durable import sync_folder
from sync.store.errors import MediaMissing
from sync.store.sealed_files import keep_sealed, open_sealed
from sync.store.sealing import new_key
from sync.store.sqlcipher import faults_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from sync.store.acts import Acts
    from sync.store.records import MediaFile, Scope

MEDIA_KEY = "select key from file_keys where name = 'media'"
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
            (self._folder / sealed.name).replace(self._folder / media_name(key, sealed.sha256))
            sync_folder(self._folder)
        return sealed.sha256, sealed.size

    def has(self, sha256: str) -> bool:
        """Whether the content with this hash is kept."""
        key = self._kept_key()
        return key is not None and media_path(self._folder, key, sha256).is_file()

    def read(self, sha256: str, name: str) -> bytes:
        """Return the content with this hash; raises MediaMissing(name) or StoreDamaged."""
        key = self._kept_key()
        path = self._folder / sha256 if key is None else media_path(self._folder, key, sha256)
        if key is None or not path.is_file():
            raise MediaMissing(name)
        with faults_told(self._folder), closing(open_sealed(path, key, _CONTEXT)) as file:
            return file.read()

    def keep_only(self, needed: set[str]) -> int:
        """Remove every file whose hash is not in `needed`; returns how many. What is still arriving stays."""
        key = self._kept_key()
        names = set() if key is None else {media_path(self._folder, key, sha256).name for sha256 in needed}
        with faults_told(self._folder):
            kept = (path for path in self._folder.iterdir() if len(path.name) == _HASH_DIGITS)
            surplus = [path for path in kept if path.name not in names]
            for path in surplus:
                path.unlink(missing_ok=True)
        return len(surplus)

    def hide(self, hashes: Iterable[str]) -> None:
        """Give files that are named by their `hashes` names that tell nothing. Only while nobody else uses them."""
        key = self._kept_key()
        if key is None:
            return
        with faults_told(self._folder):
            told = [sha256 for sha256 in hashes if (self._folder / sha256).is_file()]
            for sha256 in told:
                (self._folder / sha256).replace(self._folder / media_name(key, sha256))
            if told:
                sync_folder(self._folder)

    def _key(self, scope: Scope) -> bytes:
        key = self._kept_key()
        if key is None:
            with self._acts.act(scope) as act:
                values = ("", *act.who[1:], "media", new_key())
                act.connection.execute("insert into file_keys values (?, ?, ?, ?, ?, ?) on conflict do nothing", values)
            return self._key(scope)
        return key

    def _kept_key(self) -> bytes | None:
        row = self._acts.connection.row(MEDIA_KEY)
        return None if row is None else bytes(row["key"])


def media_name(key: bytes, sha256: str) -> str:
    """Return the name of the file with the content that `sha256` (hex) tells, sealed under `key`."""
    return hmac.new(key, sha256.encode(), "sha256").hexdigest()


def media_path(folder: Path, key: bytes, sha256: str) -> Path:
    """Return where that file lies in `folder`, by its name of before where it has that still."""
    path, before = folder / media_name(key, sha256), folder / sha256
    return before if not path.exists() and before.exists() else path


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
