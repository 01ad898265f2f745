"""A ministry for tests: a real repository with real keys, programs to publish, and what a thief of keys could do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tuf.api.metadata import Metadata, MetaFile, TargetFile

from sync.releases.asking import Asker
from sync.releases.publishing import add, create
from sync.releases.signing_keys import read_key
from sync.releases.source import on_stick
from sync.releases.standing import Releases
from sync.releases.taking import take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tuf.api.metadata import Targets

    from sync.releases.asking import Offer
    from sync.releases.source import Source

PLATFORM = "test-machine"
ROOT_PASS, PASS = b"three people", b"one machine"
NOW = datetime.now(UTC)  # python-tuf asks the machine's own clock


def program(folder: Path, version: str) -> Path:
    """Write a program as `make package` lays it out: an executable, what it needs, and a link between the two."""
    inside = folder / "_internal"
    inside.mkdir(parents=True)
    (folder / "pishkhan").write_text(f"#!/bin/sh\necho {version}\n")
    (folder / "pishkhan").chmod(0o755)
    (inside / "libqt.so.6").write_bytes(version.encode() * 1000)
    (inside / "libqt.so").symlink_to("libqt.so.6")
    return folder


@dataclass
class Ministry:
    """A repository in `folder`, made at once; `keys` lie beside it."""

    folder: Path
    made: int = field(default=0)

    def __post_init__(self) -> None:
        self.repository, self.keys = self.folder / "repository", self.folder / "keys"
        self.root = create(self.repository, self.keys, ROOT_PASS, PASS, NOW).read_bytes()

    def publish(self, version: str, *, now: datetime = NOW) -> None:
        """Publish a program that says its `version`."""
        self.made += 1
        folder = program(self.folder / f"program-{self.made}", version)
        add(self.repository, self.keys, PASS, folder, version, PLATFORM, now)

    def copy(self, name: str) -> Path:
        """Return a copy of the repository as it is now, to be spoilt or brought again later."""
        return shutil.copytree(self.repository, self.folder / name)

    def newest(self, role: str, repository: Path | None = None) -> Path:
        """Return the newest list of `role`."""
        lists = (repository or self.repository) / "metadata"
        if role == "timestamp":
            return lists / "timestamp.json"
        return max(lists.glob(f"*.{role}.json"), key=lambda path: int(path.name.partition(".")[0]))

    def archive(self, repository: Path, version: str) -> Path:
        """Return the archive of `version` in a copy."""
        (found,) = (repository / "targets").glob(f"*.pishkhan-{version}-*")
        return found

    def sign(self, role: str, change: Callable[[Any], None], *, key: str = "", repository: Path | None = None) -> None:
        """Change the newest list of `role` in place and sign it with its own key, or with another."""
        path = self.newest(role, repository)
        metadata = Metadata[Any].from_file(str(path))
        change(metadata.signed)
        metadata.sign(read_key(self.keys, key or role, PASS))
        path.write_bytes(metadata.to_bytes())

    def publish_archive(self, version: str, content: bytes, unpacked: int = 10_000_000) -> None:
        """Publish any bytes as an archive, properly signed: what a ministry that was broken into could do."""
        name = f"pishkhan-{version}-{PLATFORM}.tar.xz"
        target = TargetFile.from_data(name, content, ["sha256"])
        target.unrecognized_fields["custom"] = {"version": version, "platform": PLATFORM, "unpacked": unpacked}
        (self.repository / "targets" / f"{target.hashes['sha256']}.{name}").write_bytes(content)

        def listed(signed: Targets) -> None:
            signed.targets[name] = target

        self.next_lists(listed)

    def next_lists(self, change: Callable[[Targets], None]) -> None:
        """Write the next version of the three lists, with `change` made to the targets."""
        versions = {
            role: Metadata[Any].from_file(str(self.newest(role))) for role in ("targets", "snapshot", "timestamp")
        }
        change(versions["targets"].signed)
        for role, metadata in versions.items():
            metadata.signed.version += 1
            if role == "snapshot":
                metadata.signed.meta["targets.json"] = MetaFile(versions["targets"].signed.version)
            if role == "timestamp":
                metadata.signed.snapshot_meta = MetaFile(versions["snapshot"].signed.version)
            metadata.sign(read_key(self.keys, role, PASS))
            name = "timestamp.json" if role == "timestamp" else f"{metadata.signed.version}.{role}.json"
            (self.repository / "metadata" / name).write_bytes(metadata.to_bytes())


@dataclass
class Machine:
    """A counter that runs `running` and keeps its releases below `folder`."""

    folder: Path
    root: bytes
    running: str = "1.0.0"

    def __post_init__(self) -> None:
        self.releases = Releases(self.folder / "releases")

    @property
    def asker(self) -> Asker:
        """What the machine asks with."""
        return Asker(self.root, PLATFORM, self.running, NOW)

    def source(self, repository: Path) -> Source:
        """The repository on a stick."""
        self.releases.folder.mkdir(parents=True, exist_ok=True)
        return on_stick(repository, self.releases.folder)

    def take(self, repository: Path, *, again: bool = False) -> Offer | None:
        """Take the newest release from a stick."""
        return take(self.releases, self.source(repository), self.asker, again=again)

    def unpacked(self) -> list[str]:
        """The releases that are there, and whatever has no place there."""
        known = {"metadata", "standing.json", "standing.lock", "taking.lock"}
        return sorted(path.name for path in self.releases.folder.iterdir() if path.name not in known)
