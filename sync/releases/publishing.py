"""The ministry's side: a TUF repository in a folder, with a release more in it or its signatures made anew.

https://theupdateframework.github.io/specification/latest/ ; what a machine trusts is its first root, `1.root.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp

from sync.releases.errors import KeysUnusable, NoRepository, NotARelease, RepositoryThere
from sync.releases.packing import pack
from sync.releases.signing_keys import key_names, make_key, read_key
from sync.releases.source import METADATA, TARGETS, read_list, roots, signed_lists
from sync.releases.version import is_version, numbers
from sync.store.durable import make_folder, sync_folder, write_durably

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from securesystemslib.signer import CryptoSigner

ROOT_KEYS, THRESHOLD = 3, 2  # one key of the root may be lost, and one may be stolen
LASTS = {  # days; a courier who comes every two months still brings a timestamp that holds
    Root.type: 3 * 365,
    Targets.type: 365,
    Snapshot.type: 365,
    Timestamp.type: 120,
}
ONLINE = (Targets.type, Snapshot.type, Timestamp.type)  # what is signed with every release
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Published:
    """A release in the repository: its version, the name of its archive, and the bytes of it."""

    version: str
    name: str
    size: int


def create(folder: Path, keys: Path, root_passphrase: bytes, passphrase: bytes, now: datetime) -> Path:
    """Make an empty repository in `folder` with new keys in `keys`, and return its first root.

    The root's keys (three, of which two must sign) are sealed under `root_passphrase` and belong somewhere without a
    network afterwards; the others under `passphrase`. Raises RepositoryThere.
    """
    if (folder / METADATA).exists() or any(keys.glob("*.pem")):
        raise RepositoryThere
    make_folder(keys)
    for name in (METADATA, TARGETS):  # a web server reads them
        (folder / name).mkdir(parents=True)
    root = Metadata(Root(consistent_snapshot=True))
    for number in range(1, ROOT_KEYS + 1):
        root.signed.add_key(make_key(keys, f"{Root.type}-{number}", root_passphrase).public_key, Root.type)
    root.signed.roles[Root.type].threshold = THRESHOLD
    for role in ONLINE:
        root.signed.add_key(make_key(keys, role, passphrase).public_key, role)
    first = _write_root(folder, root, _root_keys(keys, root_passphrase), now)
    _Signing(folder, keys, passphrase, now).sign(Metadata(Targets()), snapshot=1, timestamp=1)
    return first


def add(
    folder: Path, keys: Path, passphrase: bytes, program: Path, version: str, platform: str, now: datetime
) -> Published:
    """Publish the program in the folder `program` as `version` for `platform` ("linux-x86_64").

    Raises NotARelease, NoRepository, KeysUnusable; then the repository is as it was.
    """
    targets, signing = _read(folder, Targets), _Signing(folder, keys, passphrase, now)
    known = [one.custom["version"] for one in targets.signed.targets.values() if one.custom["platform"] == platform]
    if not is_version(version) or any(numbers(version) <= numbers(one) for one in known):
        raise NotARelease
    name = f"pishkhan-{version}-{platform}.tar.xz"
    packed = folder / TARGETS / f".{uuid4().hex}"
    try:
        unpacked = pack(program, packed)
        target = TargetFile.from_file(name, str(packed), ["sha256"])
        target.unrecognized_fields["custom"] = {"version": version, "platform": platform, "unpacked": unpacked}
        packed.replace(folder / TARGETS / f"{target.hashes['sha256']}.{name}")
        sync_folder(folder / TARGETS)
    finally:
        packed.unlink(missing_ok=True)
    targets.signed.targets[name] = target
    signing.sign_next(targets)
    return Published(version, name, target.length)


def renew(folder: Path, keys: Path, passphrase: bytes, now: datetime) -> None:
    """Sign what the repository offers anew, so that its signatures last; nothing else changes.

    Raises NoRepository, KeysUnusable.
    """
    _Signing(folder, keys, passphrase, now).sign_next(_read(folder, Targets))


def renew_root(folder: Path, keys: Path, passphrase: bytes, now: datetime) -> None:
    """Write the next root with the same keys, so that it lasts. Raises NoRepository, KeysUnusable."""
    root = _read(folder, Root)
    root.signed.version += 1
    _write_root(folder, root, _root_keys(keys, passphrase), now)


class _Signing:
    """The keys of the lists, read and held against the root before anything else is done."""

    def __init__(self, folder: Path, keys: Path, passphrase: bytes, now: datetime) -> None:
        self._folder, self._now = folder, now
        self._root: Root = _read(folder, Root).signed
        self._signers = {role: read_key(keys, role, passphrase) for role in ONLINE}
        if any(key.public_key.keyid not in self._root.roles[role].keyids for role, key in self._signers.items()):
            raise KeysUnusable

    def sign_next(self, targets: Metadata[Targets]) -> None:
        """Sign `targets` and what leads to it under the next versions."""
        snapshot, timestamp = (_read(self._folder, role).signed.version for role in (Snapshot, Timestamp))
        targets.signed.version += 1
        self.sign(targets, snapshot=snapshot + 1, timestamp=timestamp + 1)

    def sign(self, targets: Metadata[Targets], *, snapshot: int, timestamp: int) -> None:
        """Sign each list under its version; the timestamp is written last, and until then the lists before hold."""
        listed = Metadata(Snapshot(version=snapshot, meta={"targets.json": MetaFile(targets.signed.version)}))
        stamp = Metadata(Timestamp(version=timestamp, snapshot_meta=MetaFile(snapshot)))
        for metadata in (targets, listed, stamp):
            role, about = metadata.signed.type, metadata.signed
            about.expires = _expiry(role, self._now)
            metadata.sign(self._signers[role])
            name = f"{role}.json" if role == Timestamp.type else f"{about.version}.{role}.json"
            write_durably(self._folder / METADATA / name, metadata.to_bytes())


def _write_root(folder: Path, root: Metadata[Root], signers: Sequence[CryptoSigner], now: datetime) -> Path:
    root.signed.expires = _expiry(Root.type, now)
    root.signatures.clear()
    for signer in signers:
        root.sign(signer, append=True)
    try:
        root.signed.verify_delegate(Root.type, root.signed_bytes, root.signatures)
    except RepositoryError as error:  # too few of the keys are here; machines would refuse it for ever
        raise KeysUnusable from error
    path = folder / METADATA / f"{root.signed.version}.{Root.type}.json"
    write_durably(path, root.to_bytes())
    return path


def _root_keys(keys: Path, passphrase: bytes) -> list[CryptoSigner]:
    return [read_key(keys, name, passphrase) for name in key_names(keys, Root.type)]


def _expiry(role: str, now: datetime) -> datetime:
    return now.replace(microsecond=0) + timedelta(days=LASTS[role])


def _read(folder: Path, role: type[Any]) -> Metadata[Any]:
    """Return the metadata of `role` that counts in the repository."""
    try:
        return read_list(roots(folder)[-1] if role is Root else signed_lists(folder)[role.type])
    except (OSError, ValueError, LookupError, RepositoryError) as error:
        raise NoRepository from error
