"""A reply at home: closes what the central took, and brings forms, media and cases up to date from the stick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sync.bundles.errors import BundleForbidden, OlderBundle
from sync.bundles.reading import check_volume
from sync.bundles.replying import REPLY
from sync.bundles.stick_source import StickSource
from sync.openrosa.verdicts import NextStep, Verdict
from sync.store.errors import NoSuchRecord
from sync.store.records import RecordKey, Status
from sync.updates import Updated, Updates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sync.bundles.cards import Card, Own
    from sync.bundles.manifest import Manifest
    from sync.store import Store
    from sync.store.records import Scope, Submission

_SEQUENCE = "reply taken over"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a reply changed here: tracking codes that were delivered, or refused for good, and what became of forms."""

    delivered: tuple[str, ...]
    rejected: tuple[str, ...]
    updated: Updated


def import_reply(store: Store, scope: Scope, path: Path, own: Own, known: Sequence[Card]) -> Imported:
    """Take over the reply at `path` for the scope's central; taking it over again changes nothing.

    The whole of it is read before anything is changed. Raises BundleRefused, StickUnusable, StoreError.
    """
    manifest, maker = check_volume(path, own, known)
    if manifest.kind != REPLY or manifest.body.get("central") != scope.central:
        raise BundleForbidden
    newest = int(store.settings.get(scope.central, f"{_SEQUENCE} {maker.name}") or 0)
    outcomes, updated = _outcomes(manifest), Updated()
    if manifest.sequence < newest:
        outcomes = _still_true(store, scope, outcomes)
    delivered, rejected = _close(store, scope, outcomes)
    if manifest.sequence >= newest:
        if manifest.body.get("forms") is not None:
            updated = Updates(store, StickSource(path, own, known, manifest), scope).run()
        store.settings.put(scope, f"{_SEQUENCE} {maker.name}", str(manifest.sequence))
    store.checkpoints.add(scope)
    return Imported(delivered, rejected, updated)


def _still_true(store: Store, scope: Scope, outcomes: list[_Said]) -> list[_Said]:
    """Return what an old answer says that holds for ever: what the central has, it has.

    Two sticks may come back in any order; but an old one's refusals, forms and cases may not hold any more. Raises
    OlderBundle where nothing that it says is new here.
    """
    found = [
        said
        for said in outcomes
        if said.verdict.next_step is NextStep.DELIVERED
        and _waiting(store, RecordKey(scope.central, said.instance_id), said.sha256) is not None
    ]
    if not found:
        raise OlderBundle
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    instance_id: str
    sha256: str
    verdict: Verdict
    files: tuple[str, ...]


def _outcomes(manifest: Manifest) -> list[_Said]:
    try:
        return [
            _Said(str(one["instance_id"]), str(one["sha256"]), Verdict.named(one["verdict"]), tuple(one["files"]))
            for one in manifest.body["outcomes"]
        ]
    except (KeyError, TypeError, StopIteration) as error:
        raise BundleForbidden from error


def _close(store: Store, scope: Scope, outcomes: list[_Said]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write down what the central said of each record that is ours and still waits."""
    delivered, rejected = [], []
    for said in outcomes:
        record = _waiting(store, RecordKey(scope.central, said.instance_id), said.sha256)
        if record is None:
            continue
        about: dict[str, Any] = {"verdict": said.verdict.value, "reason": said.verdict.text}
        if said.verdict.next_step is NextStep.DELIVERED:
            closed = store.queue.acknowledge(scope, record.key, attachments=said.files, **about)
            if closed.status is Status.SUBMITTED:
                delivered.append(record.code)
        elif said.verdict.next_step is NextStep.PERMANENT:
            store.queue.refuse(scope, record.key, permanent=True, **about)
            rejected.append(record.code)
        else:
            store.queue.refuse(scope, record.key, **about)
    return tuple(delivered), tuple(rejected)


def _waiting(store: Store, key: RecordKey, sha256: str) -> Submission | None:
    """Return the record that an outcome speaks of, None when it is closed, not ours, or was of other bytes."""
    try:
        record = store.submissions.get(key)
    except NoSuchRecord:
        return None
    return record if record.status is Status.COMPLETE and record.sha256 == sha256 else None
