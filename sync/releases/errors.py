"""What can go wrong with newer programs; every error carries a `text` for the technician.

ReleaseError
├── ReleaseRefused          what a repository offers was not taken; nothing changed
│   ├── NotTrusted          not signed by those whom this machine's root names, or not of one piece
│   ├── ReleaseExpired      its signatures are out of date: somebody may be holding newer ones back
│   ├── ReleaseOlder        older than what was seen before
│   ├── ReleaseDamaged      not the bytes that were signed, cut short, or longer
│   ├── ReleaseForbidden    something inside has no place in a program's folder
│   └── FailedBefore        it was tried on this machine and did not start
├── NotConfigured           this machine takes no newer programs
├── NoAddress               neither a stick nor an address was named
├── SourceUnusable          no line, no stick, nothing of ours there
├── NoRoom                  the disk has no place for it
├── AlreadyTaking           another process is taking one
├── RootUnusable            the root that the configuration names is not there, or none
├── FolderUnusable          the releases' folder cannot be read or written
│   └── StandingDamaged     what says which program runs is not what was written
├── NothingBefore           there is no program to go back to
└── PublishingError         the ministry's side
    ├── RepositoryThere     the folder for a new repository holds one
    ├── NoRepository        the folder holds none, or a damaged one
    ├── KeysUnusable        a key is missing, or this is not its passphrase
    └── NotARelease         no folder of a program, or a version that is no newer one
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T

if TYPE_CHECKING:
    from assets.texts import Text


class ReleaseError(Exception):
    """Anything that a repository, a release, or the folder of releases did not do."""

    text: Text


class ReleaseRefused(ReleaseError):
    """What was offered was not taken; nothing changed."""


class NotTrusted(ReleaseRefused):
    """Not signed by those whom the root names, or parts of it do not belong together."""

    text = T("This program was not signed by those whom this machine trusts. Nothing was taken; tell the centre.")


class ReleaseExpired(ReleaseRefused):
    """The signatures are out of date."""

    text = T(
        "The signatures of this program are out of date, or this machine's clock is wrong. Nothing was taken; look at "
        "the clock, then ask the centre for a newer stick."
    )


class ReleaseOlder(ReleaseRefused):
    """Older than what this machine saw before."""

    text = T("This program is older than what was here before. Nothing was taken; use the newest stick.")


class ReleaseDamaged(ReleaseRefused):
    """Not the bytes that were signed."""

    text = T("This program is damaged or was cut short. Nothing was taken; copy it to the stick again.")


class ReleaseForbidden(ReleaseRefused):
    """Something inside has no place in a program's folder."""

    text = T("There is something in this program that does not belong there. Nothing was taken; tell the centre.")


class FailedBefore(ReleaseRefused):
    """The release was tried here and did not start."""

    def __init__(self, version: str) -> None:
        super().__init__(version)
        self.text = T(
            "Version {version} did not start on this machine before, so it is not taken by itself. "
            "“pishkhan update take --again” takes it all the same.",
            version=version,
        )


class NotConfigured(ReleaseError):
    """The configuration does not say where programs are kept."""

    text = T("The configuration has no section “updates”: it names the folder of programs and the root.")


class NoAddress(ReleaseError):
    """Neither a stick nor an address was named."""

    text = T("The configuration names no address for newer programs (updates.url). Name a stick with --stick.")


class SourceUnusable(ReleaseError):
    """Nobody answers, or there is nothing of ours."""

    text = T("No program could be read from there. Nothing was changed; look at the stick or the line and try again.")


class NoRoom(ReleaseError):
    """The disk, or the stick, has no place for it."""

    def __init__(self, needed: int) -> None:
        super().__init__(str(needed))
        megabytes = needed // 1_000_000 + 1
        self.text = T(
            "There is no room for the newer program. Nothing was changed; make room for {megabytes} MB and try again.",
            megabytes=megabytes,
        )


class AlreadyTaking(ReleaseError):
    """Another process is taking a release."""

    text = T("A newer program is being taken at this moment. Wait until that is done.")


class RootUnusable(ReleaseError):
    """The root is not there, or is none."""

    text = T("The file that “updates.root” in the configuration names is not there or is no root of a repository.")


class FolderUnusable(ReleaseError):
    """The folder of releases cannot be read or written."""

    text = T("The folder of programs cannot be read or written. The program that runs now goes on.")


class StandingDamaged(FolderUnusable):
    """What says which program runs cannot be read."""

    text = T(
        "What says which program runs here is damaged. The one that was installed first is started; nothing that was "
        "saved is lost. The technician removes standing.json and takes the newest program again."
    )


class NothingBefore(ReleaseError):
    """There is no program to go back to."""

    text = T("There is no program before this one to go back to.")


class PublishingError(ReleaseError):
    """The ministry's side could not do it; the repository is as it was."""


class RepositoryThere(PublishingError):
    """The folder holds a repository or keys already."""

    text = T("There are keys or a repository in this folder already. Nothing was changed; name another folder.")


class NoRepository(PublishingError):
    """The folder holds no repository, or a damaged one."""

    text = T("There is no whole repository in this folder. Make one with “pishkhan release init”.")


class KeysUnusable(PublishingError):
    """A key is missing, or this is not its passphrase."""

    text = T("A key is missing, or this is not its passphrase. Nothing was changed.")


class NotARelease(PublishingError):
    """No folder of a program, or a version that is no newer one."""

    text = T("A release is a folder with the program in it and a version like 1.4.0 that was not published before.")
