"""A repository's lists and its newest release, copied onto a stick: plain files, public and signed."""

from __future__ import annotations

import errno
import re
import shutil
from typing import TYPE_CHECKING

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Targets, Timestamp

from sync.releases.errors import NoRepository, NoRoom, SourceUnusable
from sync.releases.source import METADATA, STICK, TARGETS
from sync.releases.version import numbers
from sync.store.durable import durable_file, sweep_temporary

if TYPE_CHECKING:
    from pathlib import Path

    from tuf.api.metadata import TargetFile

_ARCHIVE = re.compile(r"[0-9a-f]{64}\.pishkhan-[0-9.]+-[\w-]+\.tar\.xz")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def put_on_stick(repository: Path, stick: Path) -> tuple[str, ...]:
    """Put what machines need to take the newest release onto `stick`; returns its version for each platform.

    Nothing is verified here: the machines do that. What is there already is not written again. Raises NoRepository,
    NoRoom, SourceUnusable; the stick then offers what it did before, or nothing.
    """
    newest = _newest(repository)
    files = [f"{TARGETS}/{name}" for target in newest for name in target.get_prefixed_paths()]
    files += [f"{METADATA}/{path.name}" for path in _lists(repository)]
    target = stick / STICK
    missing = [name for name in files if not _is_same(repository / name, target / name)]
    needed = sum((repository / name).stat().st_size for name in missing)
    try:
        for folder in (METADATA, TARGETS):
            (target / folder).mkdir(parents=True, exist_ok=True)
            sweep_temporary(target / folder)
        if shutil.disk_usage(target).free < needed:
            raise NoRoom(needed)
        for name in missing:
            with (repository / name).open("rb") as content, durable_file(target / name) as file:
                shutil.copyfileobj(content, file)
        _tidy(target, files)
    except OSError as error:
        raise (NoRoom(needed) if error.errno in _FULL else SourceUnusable()) from error
    return tuple(sorted({str(target.custom["version"]) for target in newest}))


def _tidy(target: Path, wanted: list[str]) -> None:
    """Remove archives of before, which the lists on the stick do not lead to any more."""
    for path in (target / TARGETS).glob("*.tar.xz"):
        if _ARCHIVE.fullmatch(path.name) and f"{TARGETS}/{path.name}" not in wanted:
            path.unlink()


def _newest(repository: Path) -> list[TargetFile]:
    try:
        found = max((repository / METADATA).glob("*.targets.json"), key=_number)
        targets = Metadata[Targets].from_file(str(found)).signed.targets.values()
    except (OSError, ValueError, RepositoryError) as error:
        raise NoRepository from error
    newest: dict[str, TargetFile] = {}
    for target in sorted(targets, key=lambda one: numbers(one.custom["version"])):
        newest[target.custom["platform"]] = target
    return list(newest.values())


def _lists(repository: Path) -> list[Path]:
    """Return every root, the newest of the other lists, and the timestamp that makes them count last."""
    folder = repository / METADATA
    roots = sorted(folder.glob(f"*.{Root.type}.json"), key=_number)
    others = [max(folder.glob(f"*.{role}.json"), key=_number) for role in ("targets", "snapshot")]
    return [*roots, *others, folder / f"{Timestamp.type}.json"]


def _number(path: Path) -> int:
    return int(path.name.partition(".")[0])


def _is_same(ours: Path, theirs: Path) -> bool:
    """Whether the file lies there whole; lists are small and are written again where they differ at all."""
    if not theirs.is_file() or theirs.stat().st_size != ours.stat().st_size:
        return False
    return ours.parent.name == TARGETS or theirs.read_bytes() == ours.read_bytes()
