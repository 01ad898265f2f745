"""A repository's lists and its newest release, copied onto a stick: plain files, public and signed."""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
from typing import TYPE_CHECKING

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Targets

from sync.releases.errors import NoRepository, NoRoom, SourceUnusable
from sync.releases.packing import STICK
from sync.releases.source import METADATA, TARGETS, read_list, roots, signed_lists
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
    try:
        newest = _newest(repository)
        files = [f"{TARGETS}/{name}" for one in newest for name in one.get_prefixed_paths()]
        files += [f"{METADATA}/{path.name}" for path in (*roots(repository), *signed_lists(repository).values())]
        sizes = {name: (repository / name).stat().st_size for name in files}
    except (OSError, ValueError, LookupError, TypeError, RepositoryError) as error:
        raise NoRepository from error
    target, needed = stick / STICK, 0
    try:
        missing = [name for name in files if not _is_same(repository / name, target / name)]
        needed = sum(sizes[name] for name in missing)
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
    """Return the newest release for each platform."""
    targets = read_list(signed_lists(repository)[Targets.type]).signed.targets.values()
    newest: dict[str, TargetFile] = {}
    for target in sorted(targets, key=lambda one: numbers(one.custom["version"])):
        newest[target.custom["platform"]] = target
    return list(newest.values())


def _is_same(ours: Path, theirs: Path) -> bool:
    """Whether the file lies there whole; an archive is called after its hash, lists are small."""
    if not theirs.is_file() or theirs.stat().st_size != ours.stat().st_size:
        return False
    if ours.parent.name != TARGETS:
        return theirs.read_bytes() == ours.read_bytes()
    with theirs.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == theirs.name.partition(".")[0]
