"""What the line did not take: bodies sealed under a key of their origin's own, on the disk before anybody hears so."""

from __future__ import annotations

import json
import logging
import shutil
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.openrosa.auth import Credentials, credentials_of, written_credentials
from sync.relay.errors import RelayRunning
from sync.store.durable import sweep_temporary, write_durably
from sync.store.errors import StoreDamaged, StoreFull
from sync.store.locks import FileLock
from sync.store.sealed_files import keep_sealed, open_sealed
from sync.store.sealing import seal, unseal
from sync.store.sqlcipher import faults_told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.relay.incoming import Incoming
    from sync.store.sealed_files import SealedFile, Source

_log = logging.getLogger(__name__)
_POST, _ANSWER = ".post", ".answer"
_LOCK = "relay.lock"
_MOST = 2_000_000_000  # bytes of one machine
_SPARE = 100_000_000  # bytes of the disk that are left free
_BLOCK = 4096  # bytes; what even the smallest file takes of a disk


@dataclass(frozen=True, slots=True)
class Held:
    """One POST: its fingerprint, whose it is, where it goes, and its sealed body's file.

    `target` has the origin's token in it where the central wants one there; else `auth`, `user` and `secret` are the
    origin's own credentials, as `credentials_of` takes them.
    """

    fingerprint: str
    number: int
    origin: str
    target: str = field(repr=False)
    content_type: str
    size: int
    body: str
    auth: str = "token"
    user: str = ""
    secret: str = field(default="", repr=False)

    @property
    def credentials(self) -> Credentials:
        """What proves the origin to the central."""
        return credentials_of(self.auth, self.user, self.secret)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the central answered."""

    status: int
    content_type: str
    body: str


class Holding:
    """A folder of sealed files; the names in it tell nothing. Used by several threads, each POST by one at a time.

    What cannot be unsealed any more counts as not held: the machine that brought it still has it. Every method raises
    StoreFull and StoreFault of the disk.
    """

    def __init__(self, folder: Path, key: bytes, *, most: int = _MOST) -> None:
        """Hold in `folder` under the relay's own 32-byte `key`, alone until `close`; raises RelayRunning.

        At most `most` bytes of one machine are held. What a crash left half written is removed.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder, self._key, self._most = folder, key, most
        self._lock = FileLock(folder / _LOCK)
        if not self._lock.take():
            self._lock.close()
            raise RelayRunning
        sweep_temporary(folder)
        waiting = self.waiting()
        self._number = max((held.number for held in waiting), default=0)
        self._load = Counter({held.origin: 0 for held in waiting})
        for held in waiting:
            self._load[held.origin] += _weight(held.size)
        named = {held.body for held in waiting}
        for path in folder.iterdir():
            if not path.suffix and path.name not in named:
                path.unlink()

    def close(self) -> None:
        """Let another relay have the folder."""
        self._lock.close()

    def require_room(self, origin: str, size: int) -> None:
        """Raise StoreFull where `size` bytes more of one machine would fill the disk, or crowd out the others."""
        with faults_told(self._folder):
            free = shutil.disk_usage(self._folder).free
        if self._load[origin] + _weight(size) > self._most or free < size + _SPARE:
            raise StoreFull

    def keep(self, origin: str, source: Source) -> SealedFile:
        """Put a body on the disk, sealed for `origin`; raises StoreFull and what `source` raises."""
        return keep_sealed(self._folder, self._of(origin), b"body", source)

    def open(self, origin: str, body: str) -> BinaryIO:
        """Return the plain bytes of a body as a stream; raises StoreDamaged, while it is read too."""
        with faults_told(self._folder):
            try:
                return open_sealed(self._folder / body, self._of(origin), b"body")
            except FileNotFoundError as error:
                raise StoreDamaged from error

    def drop(self, body: str) -> None:
        """Remove a body."""
        (self._folder / body).unlink(missing_ok=True)

    def hold(self, fingerprint: str, incoming: Incoming, kept: SealedFile) -> Held:
        """Hold a kept body until the central has answered; on the disk when this returns."""
        self._number += 1
        held = Held(
            fingerprint,
            self._number,
            incoming.origin,
            incoming.target,
            incoming.content_type,
            kept.size,
            kept.name,
            **written_credentials(incoming.credentials),
        )
        self._write(fingerprint, _POST, json.dumps(asdict(held)))
        self._load[held.origin] += _weight(held.size)
        return held

    def held(self, fingerprint: str) -> Held | None:
        """Return the POST with this fingerprint that waits, None when none does."""
        said = self._read(fingerprint, _POST)
        return None if said is None else Held(**json.loads(said))

    def waiting(self) -> tuple[Held, ...]:
        """Return what waits for the line, oldest first."""
        found = (self.held(path.stem) for path in self._folder.glob(f"*{_POST}"))
        return tuple(sorted((held for held in found if held is not None), key=lambda held: held.number))

    def end(self, held: Held, reply: Reply | None) -> None:
        """The central has answered: keep its `reply` for the origin, None to let the origin ask it anew."""
        if reply is not None:
            self._write(held.fingerprint, _ANSWER, json.dumps(asdict(reply)))
        (self._folder / f"{held.fingerprint}{_POST}").unlink(missing_ok=True)
        self.drop(held.body)
        self._load[held.origin] -= _weight(held.size)

    def reply(self, fingerprint: str) -> Reply | None:
        """Return what the central answered to the POST with this fingerprint while its origin was away."""
        said = self._read(fingerprint, _ANSWER)
        return None if said is None else Reply(**json.loads(said))

    def forget_replies(self, older: float) -> int:
        """Remove answers written before the moment `older` (seconds since 1970); returns how many."""
        with faults_told(self._folder):
            old = [path for path in self._answers() if path.stat().st_mtime < older]
            for path in old:
                path.unlink(missing_ok=True)
        return len(old)

    def _answers(self) -> Iterator[Path]:
        return self._folder.glob(f"*{_ANSWER}")

    def _of(self, origin: str) -> bytes:
        return HKDF(hashes.SHA256(), 32, salt=None, info=f"relay origin {origin}".encode()).derive(self._key)

    def _write(self, name: str, kind: str, said: str) -> None:
        with faults_told(self._folder):
            write_durably(self._folder / f"{name}{kind}", seal(self._key, said.encode(), f"{name}{kind}".encode()))

    def _read(self, name: str, kind: str) -> bytes | None:
        with faults_told(self._folder):
            try:
                sealed = (self._folder / f"{name}{kind}").read_bytes()
            except FileNotFoundError:
                return None
        try:
            return unseal(self._key, sealed, f"{name}{kind}".encode())
        except StoreDamaged:
            _log.warning("what was held as %s%s cannot be unsealed any more", name, kind)
            return None


def _weight(size: int) -> int:
    """Return what a POST of `size` bytes takes of the disk, with what is said of it."""
    return size + 2 * _BLOCK
