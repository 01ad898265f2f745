"""Delivering one submission: the attempt is on the disk before the first byte leaves, the answer right after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sync.openrosa.errors import (
    BadAnswer,
    CaptivePortal,
    DamagedPart,
    ExchangeFault,
    OpenRosaError,
    Rejected,
    ServerTrouble,
    Unauthorised,
    Unreachable,
    UnreadablePart,
)
from sync.openrosa.multipart import Part
from sync.openrosa.posting import Place
from sync.openrosa.verdicts import NextStep, Verdict
from sync.store.errors import NoSuchRecord, StoreDamaged, StoreError
from sync.store.records import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sync.openrosa.client import OpenRosaClient
    from sync.store import Store
    from sync.store.records import Attachment, Scope, Submission

_BLOCK = 64 * 1024
# Cancelled and Untrusted are not here: they say nothing of the record.
_ENDED: Final[dict[type[OpenRosaError], Verdict]] = {
    Unreachable: Verdict.UNREACHABLE,
    ExchangeFault: Verdict.NOT_PASSED_ON,
    CaptivePortal: Verdict.NOT_THE_CENTRAL,
    ServerTrouble: Verdict.SERVER_TROUBLE,
    Unauthorised: Verdict.NOT_ALLOWED,
    BadAnswer: Verdict.UNREADABLE_ANSWER,
    UnreadablePart: Verdict.UNREADABLE_NOW,
    DamagedPart: Verdict.DAMAGED_HERE,
}


def deliver(
    store: Store,
    client: OpenRosaClient,
    scope: Scope,
    record: Submission,
    progress: Callable[[int, int], None],
    *,
    most: int | None = None,
) -> Verdict:
    """Send `record` with what is not yet acknowledged of its attachments and return how the attempt ended.

    `progress` hears bytes sent and bytes in all; `most` bounds the bytes of one POST below the central's own limit.

    A delivered record is closed in the store; for every other verdict the caller says what happens to it next.
    Between two commits nothing of the store is held. Raises Cancelled and Untrusted, which say nothing of the record.
    """
    store.queue.begin_attempt(scope, record.key)
    attachments = store.attachments.of(record.key)
    owed = [one for one in attachments if one.acknowledged_at is None]
    verdict = Verdict.STORED
    try:
        parts = [part_of(store, attachment) for attachment in owed]
        place = Place(record.form.form_id, record.key.instance_id, known=len(owed) < len(attachments))
        hear = _counting(progress, record.size + sum(one.size for one in owed))
        for posted in client.submit(store.submissions.xml(record.key), parts, place=place, most=most, progress=hear):
            verdict = posted.verdict
            names = [one.name for one in owed] if verdict is Verdict.EDITED_SINCE else posted.names
            record = store.queue.acknowledge(
                scope, record.key, verdict=verdict.value, attachments=names, reason=verdict.text
            )
    except Rejected as error:
        return error.verdict
    except tuple(_ENDED) as error:
        return next(ended for kind, ended in _ENDED.items() if isinstance(error, kind))
    return verdict if record.status is Status.SUBMITTED else Verdict.SERVER_TROUBLE


def _counting(progress: Callable[[int, int], None], total: int) -> Callable[[int], None]:
    """Return what hears each block; heads of parts and a repeated XML never bring it past `total`."""
    sent = 0

    def hear(count: int) -> None:
        nonlocal sent
        sent = min(total, sent + count)
        progress(sent, total)

    return hear


def part_of(store: Store, attachment: Attachment) -> Part:
    """Return `attachment` as the client sends it: decrypted block by block while it leaves."""

    def read() -> Iterator[bytes]:
        try:
            yield from blocks_of(store, attachment)
        except (StoreDamaged, NoSuchRecord) as error:
            raise DamagedPart(f"{attachment.name} is damaged: {error}") from error
        except StoreError as error:
            raise UnreadablePart(f"{attachment.name} cannot be read now: {error}") from error

    return Part(attachment.name, attachment.mediatype, attachment.size, read)


def blocks_of(store: Store, attachment: Attachment) -> Iterator[bytes]:
    """Yield the plain bytes of `attachment`; raises StoreDamaged and NoSuchRecord where it is spoilt, StoreError."""
    with store.attachments.open(attachment.key, attachment.name) as stream:
        while block := stream.read(_BLOCK):
            yield block


def is_delivered(verdict: Verdict) -> bool:
    """Tell whether the central has the record."""
    return verdict.next_step is NextStep.DELIVERED
