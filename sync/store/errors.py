"""What can go wrong with the store; every error carries a `text` for the person who has to act.

StoreError
├── StoreUnusable           the store cannot be opened, or not go on being used
│   ├── StoreMissing        there is none in this folder, and none was to be made
│   ├── StoreLocked         another kiosk has it open
│   ├── StoreNewer          written by a newer version of the program; not touched
│   ├── NoRoomToMigrate     no place for the backup that goes before a migration; not touched
│   ├── StoreOlder          an older copy lies in its place: what was done since is missing
│   ├── WrongKey            the key is not the one it was made with
│   ├── StoreDamaged        its bytes are not what was written
│   └── StoreFault          the disk refuses: read-only, permissions, input/output errors
├── StoreFull               no room: what was saved before is safe, this act did not happen
├── StoreBusy               another process kept it locked for longer than we wait; this act did not happen
├── RecordRefused           the act does not fit what the store holds; nothing changed
│   ├── NoSuchRecord
│   ├── AlreadyFinalised    the instanceID was finalised before, with other bytes
│   ├── AttachmentMissing   the XML names a file that the draft does not have
│   ├── AttachmentRefused   a name that is no plain file name
│   ├── SealingKeyUnfit     the form's public key cannot seal anything
│   └── MediaMissing        a form's media file was not added before the form was installed
├── BackupRefused           a backup cannot be brought back here; nothing changed
│   ├── NewerInUse          something was done under the newer program that going back would lose
│   ├── NoWayBack           no backup is here that this program reads
│   ├── BackupDamaged       the file is no whole backup
│   ├── BackupOfOtherKey    it was made under a key that this machine does not have
│   └── StoreNotEmpty       applications are in the store that it would take the place of
├── AuditBroken             the audit log was changed behind the program's back
│   ├── CheckpointBroken    it is not the one that was signed, or printed
│   └── AuditCut            rows that were signed, or printed, are gone
└── PinRefused
    ├── PinWrong            `tries_left` before the delays begin
    ├── PinDelayed          `seconds` to wait before the next try counts
    └── PinUnfit            too short, or too easily guessed
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T

if TYPE_CHECKING:
    from assets.texts import Text


class StoreError(Exception):
    """Base of everything the store raises on purpose; `text` says it in words for people."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.msgid)
        self.text = text


class StoreUnusable(StoreError):
    """The store cannot be opened, or not go on being used."""


class StoreMissing(StoreUnusable):
    """There is no store in this folder, and none was to be made."""

    def __init__(self) -> None:
        super().__init__(T("There is no store in this folder yet. Start the counter once, or name another folder."))


class StoreLocked(StoreUnusable):
    """Another instance of the kiosk has this store open."""

    def __init__(self) -> None:
        super().__init__(T("The counter is already open in another window. Only one can use this store."))


class StoreNewer(StoreUnusable):
    """The store was written by a newer version of the program; it was not touched."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            T(
                "What is stored here was written by a newer version of the program (schema {found}, we know {known}). "
                "Nothing was touched. Start the newer version.",
                found=found,
                known=known,
            )
        )


class NoRoomToMigrate(StoreUnusable):
    """The disk has no place for the backup without which the store is not brought up to date; it was not touched."""

    def __init__(self, needed: int) -> None:
        super().__init__(
            T(
                "Before what is stored here is brought up to date, a backup is made, and the disk has no room for it. "
                "Nothing was touched. Make room for {megabytes} MB and start again.",
                megabytes=needed // 1_000_000 + 1,
            )
        )


class StoreOlder(StoreUnusable):
    """An older copy, or another store, lies in the store's place."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            T(
                "What is stored here is not what this machine had: the register has {found} entries and had {known}. "
                "Applications may be missing. Bring the newer one back, or accept it with “pishkhan store accept”.",
                found=found,
                known=known,
            )
        )


class WrongKey(StoreUnusable):
    """The key is not the one this store was made with."""

    def __init__(self) -> None:
        super().__init__(
            T("This key does not open the store. Nothing was touched. Bring back the right key, or restore a backup.")
        )


class StoreDamaged(StoreUnusable):
    """The store's bytes are not what was written."""

    def __init__(self) -> None:
        super().__init__(
            T("Part of what is stored here is damaged. Do not go on working; call the technician to restore a backup.")
        )


class StoreFault(StoreUnusable):
    """The disk refuses: read-only, without permission, or input/output errors."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            T("The disk refuses to save or read ({reason}). What was saved before is kept.", reason=reason)
        )


class StoreFull(StoreError):
    """No room on the disk: what was saved before is safe, this act did not happen."""

    def __init__(self) -> None:
        super().__init__(
            T("The disk is full. Everything saved so far is safe; the last answer is not saved. Make room, try again.")
        )


class StoreBusy(StoreError):
    """Another process kept the store locked for longer than we wait; this act did not happen."""

    def __init__(self) -> None:
        super().__init__(T("The store is busy with other work. Nothing was lost; try again in a moment."))


class RecordRefused(StoreError):
    """The act does not fit what the store holds; nothing changed."""


class NoSuchRecord(RecordRefused):
    """There is no record, form or person of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(T("There is nothing stored under {name}.", name=name))


class AlreadyFinalised(RecordRefused):
    """The instanceID was finalised before, with other bytes; the first ones stay."""

    def __init__(self) -> None:
        super().__init__(T("This application was recorded before with other answers. The first ones stay."))


class AttachmentMissing(RecordRefused):
    """The XML names a file that the draft does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(T("The photo or file {name} is missing. Take or choose it again.", name=name))


class AttachmentRefused(RecordRefused):
    """A name that is no plain file name."""

    def __init__(self, name: str) -> None:
        super().__init__(T("{name} cannot be the name of a file.", name=name))


class SealingKeyUnfit(RecordRefused):
    """The form's public key is no RSA key, or too short; nothing is ever recorded unsealed instead."""

    def __init__(self) -> None:
        super().__init__(
            T("The key that seals this form's answers cannot be used, so nothing is recorded. The centre must mend it.")
        )


class MediaMissing(RecordRefused):
    """A form's media file was not added before the form was installed."""

    def __init__(self, name: str) -> None:
        super().__init__(T("The form cannot be installed: its file {name} is missing.", name=name))


class BackupRefused(StoreError):
    """A backup cannot be brought back here; nothing changed."""


class NewerInUse(BackupRefused):
    """Somebody did something under the newer program; going back would lose it."""

    def __init__(self) -> None:
        super().__init__(
            T(
                "Under the newer program something was recorded that going back would lose. Nothing was changed; the "
                "newer program has to go on."
            )
        )


class NoWayBack(BackupRefused):
    """There is no backup from before the migration that this program reads."""

    def __init__(self) -> None:
        super().__init__(
            T("There is no backup here from before the newer program that this one reads. Nothing was changed.")
        )


class BackupDamaged(BackupRefused):
    """The file is no whole backup, or what is in it is not what was backed up."""

    def __init__(self) -> None:
        super().__init__(
            T("This file is no whole backup of a counter. Nothing was changed. Take another copy of the backup.")
        )


class BackupOfOtherKey(BackupRefused):
    """The backup was made under a key that this machine does not have."""

    def __init__(self) -> None:
        super().__init__(
            T("This backup was made with another key. Nothing was changed. Bring back the key of that counter first.")
        )


class StoreNotEmpty(BackupRefused):
    """Applications are in the store that the backup would take the place of."""

    def __init__(self, count: int) -> None:
        super().__init__(
            T(
                "This counter already holds applications ({count}). A backup is only brought back into an empty one. "
                "Nothing was changed; name an empty folder.",
                count=count,
            )
        )


class AuditBroken(StoreError):
    """The audit log was changed behind the program's back, first seen at row `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(T("The audit log was changed by hand at row {number}. Tell the supervisor.", number=number))
        self.number = number


class CheckpointBroken(AuditBroken):
    """The first `number` rows of the audit log are not those that were signed, or printed, or the signature is not."""

    def __init__(self, number: int) -> None:
        text = T(
            "The first {number} rows of the audit log are not those that were signed. It was written anew by hand. "
            "Tell the supervisor.",
            number=number,
        )
        StoreError.__init__(self, text)
        self.number = number


class AuditCut(AuditBroken):
    """The audit log has fewer `rows` than were signed, or printed."""

    def __init__(self, rows: int, signed: int) -> None:
        text = T(
            "The audit log has {rows} rows, and {signed} were signed. The end was cut off. Tell the supervisor.",
            rows=rows,
            signed=signed,
        )
        StoreError.__init__(self, text)
        self.number = rows + 1


class PinRefused(StoreError):
    """The PIN does not let this person in."""


class PinWrong(PinRefused):
    """Not the right PIN; `tries_left` before the delays begin."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(T("This PIN is not right. Tries left: {tries}", tries=tries_left))
        self.tries_left = tries_left


class PinDelayed(PinRefused):
    """Too many tries; the next one counts after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(T("Too many wrong PINs. Try again in {seconds} seconds.", seconds=seconds))
        self.seconds = seconds


class PinUnfit(PinRefused):
    """Too short, or too easily guessed."""

    def __init__(self) -> None:
        super().__init__(T("Choose a PIN of at least four digits that is not a row such as 1234 or 1111."))
