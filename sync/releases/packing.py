"""A program's folder as an archive: the same folder gives the same bytes, whoever packs it and when."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

from sync.releases.errors import NotARelease

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("pishkhan", "pishkhan.exe")
STICK = "updates"  # the folder of a repository on a stick


def pack(folder: Path, archive: Path) -> int:
    """Write `folder`, a program as `make package` builds it, into the new file `archive` (tar.xz).

    Returns how many bytes are in it. Raises NotARelease where the folder holds no program, or what none has.
    """
    if not any((folder / program).is_file() for program in PROGRAMS):
        raise NotARelease
    size = 0
    with tarfile.open(archive, "x:xz", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(folder.rglob("*")):
            member = _plain(tar.gettarinfo(path, str(path.relative_to(folder))))
            if not (member.isdir() or member.issym() or member.isreg()):
                raise NotARelease
            size += member.size
            if member.isreg():
                with path.open("rb") as file:
                    tar.addfile(member, file)
            else:
                tar.addfile(member)
    return size


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Take out of `member` who owns it and when it was made. Raises NotARelease for a second name of a file."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    if member.islnk():
        raise NotARelease
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member
