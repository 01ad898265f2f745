"""Which records, and which of their files, go into the next volume."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from sync.bundles.writing import Pieces
from sync.delivery import blocks_of
from sync.store.errors import NoSuchRecord, StoreDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.store import Store
    from sync.store.records import Attachment, RecordKey, Submission

_ROOM_FOR_ONE = 4096  # bytes of manifest and tar for each file, at most
_PAGE = 50


class DamagedRecord(Exception):
    """A file of the record `key` is damaged on this machine: it can never leave, and must not keep others here."""

    def __init__(self, key: RecordKey) -> None:
        super().__init__(key.instance_id)
        self.key = key


@dataclass(slots=True)
class Load:
    """What was found to go: `records` as the manifest says them, `contents` in their order with SHA-256 in hex.

    `whole` are the records that are complete with this volume, `applications` how many of them people handed in;
    `after` and `skip` tell where the next one begins.
    `too_large` means that the next file fits into no volume of this size and nothing else was found.
    """

    after: int
    skip: int
    records: list[dict[str, Any]] = field(default_factory=list)
    contents: list[tuple[Pieces, str]] = field(default_factory=list)
    whole: list[RecordKey] = field(default_factory=list)
    applications: int = 0
    size: int = 0
    last: bool = False
    too_large: bool = False


def load(store: Store, central: str, *, after: int, skip: int, most: int) -> Load:
    """Return what goes into a volume of at most `most` bytes, from the count `after` on, oldest first."""
    found = Load(after, skip)
    while page := store.queue.waiting(central, after=found.after, limit=_PAGE):
        for record in page:
            if not _add(store, record, found, most):
                found.too_large = not found.records
                return found
    found.last = True
    return found


def _add(store: Store, record: Submission, found: Load, most: int) -> bool:
    """Add the record with as many of its files as there is room for; False when the volume is full."""
    owed = [file for file in store.attachments.of(record.key) if file.acknowledged_at is None]
    rest = owed[found.skip :]
    taken: list[Attachment] = []
    size = found.size + record.size + _ROOM_FOR_ONE
    for file in rest:
        if size + file.size + _ROOM_FOR_ONE > most and (found.records or taken):
            break
        taken.append(file)
        size += file.size + _ROOM_FOR_ONE
    is_whole = len(taken) == len(rest)
    if size > most and (found.records or size - found.size > most):
        return False
    if not is_whole and found.records:  # better begin it on the next volume than tear it for nothing
        return False
    _put(store, record, taken, found)
    found.size = size
    if not is_whole:
        found.skip += len(taken)
        return False
    found.after, found.skip = record.counter, 0
    found.whole.append(record.key)
    found.applications += not record.of_machine and record.companion_of is None
    return True


def _put(store: Store, record: Submission, files: list[Attachment], found: Load) -> None:
    first = store.corrections.waited_for(record.key)
    number = len(found.contents)
    found.contents.append((Pieces(partial(_xml, store, record.key), record.size), record.sha256))
    for file in files:
        found.contents.append((Pieces(partial(_blocks, store, file), file.size), file.sha256))
    found.records.append(
        {
            "instance_id": record.key.instance_id,
            "form_id": record.form.form_id,
            "after": first.instance_id if first is not None else "",
            "xml": number,
            "files": [[file.name, file.mediatype] for file in files],
        }
    )


def _xml(store: Store, key: RecordKey) -> list[bytes]:
    return [store.submissions.xml(key)]


def _blocks(store: Store, file: Attachment) -> Iterator[bytes]:
    try:
        yield from blocks_of(store, file)
    except (StoreDamaged, NoSuchRecord) as error:
        raise DamagedRecord(file.key) from error
