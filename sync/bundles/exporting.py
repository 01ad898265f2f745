"""What waits, onto sticks: volume after volume in the order of the counter, taken up again where a stick was full."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sync.bundles.errors import StickFull, StickUnusable
from sync.bundles.loading import DamagedRecord, Load, load
from sync.bundles.manifest import File, Manifest
from sync.bundles.writing import Pieces, write_volume
from sync.openrosa.verdicts import NextStep, Verdict
from sync.store.columns import written
from sync.store.durable import sweep_temporary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sync.bundles.cards import Card, Own
    from sync.store import Store
    from sync.store.clock import Clock
    from sync.store.records import RecordKey, Scope

SUBMISSIONS = "submissions"
VOLUME = 1_000_000_000  # bytes; well below what FAT32 takes, and little to copy again
_SPARE = 1_000_000  # bytes on the stick that a volume leaves free
_OPEN, _SEQUENCE = "bundle under way", "bundles made"


@dataclass(frozen=True, slots=True)
class Exported:
    """The volumes that were written now, how many applications are whole in them, and whether nothing is left."""

    volumes: tuple[Path, ...]
    records: int
    finished: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an export stands: the next volume, after which count, skipping how many files of the next record."""

    bundle: str
    sequence: int
    volume: int = 1
    after: int = -1
    skip: int = 0


class Exporting:
    """Exports for one central, on the store connection of the calling thread."""

    def __init__(
        self,
        store: Store,
        scope: Scope,
        own: Own,
        *,
        clock: Clock,
        new_id: Callable[[], str],
        central: dict[str, Any],
        tell: Callable[[int], None] = lambda _size: None,
    ) -> None:
        """Sign as `own`; `central` (`written_central`) is sealed into each volume, `new_id` names bundles.

        `tell` hears the bytes of each piece before it is written; what it raises ends the export.
        """
        self._store, self._scope, self._own = store, scope, own
        self._clock, self._new_id, self._central, self._tell = clock, new_id, central, tell

    def is_under_way(self) -> bool:
        """Whether an export before this one found a stick full and waits for the next."""
        return bool(self._store.settings.get(self._scope.central, _OPEN))

    def export(self, folder: Path, reader: Card, *, limit: int = VOLUME) -> Exported:
        """Write what waits into volumes of at most `limit` bytes in `folder`, for `reader` alone.

        What an export before had no room for comes first; a single file larger than `limit` has a volume of its own.
        An application that is damaged here is refused for good, as with a line, and the others leave.
        Raises StickFull where not even one volume had room, StickUnusable, StoreError.
        """
        try:
            sweep_temporary(folder)
        except OSError as error:
            raise StickUnusable from error
        place, whole = self._taken_up(), 0
        written_now: list[Path] = []
        while True:
            found = load(
                self._store, self._scope.central, after=place.after, skip=place.skip, most=_room(folder, limit)
            )
            path = folder / f"pishkhan-{place.bundle[:8]}-{place.volume:03}.age"
            try:
                if found.too_large:
                    raise StickFull
                self._write(path, place, found, reader)
            except StickFull:
                if not written_now:
                    raise
                return Exported(tuple(written_now), whole, finished=False)
            except DamagedRecord as damaged:
                self._end(damaged.key, Verdict.DAMAGED_HERE)
                torn = found.records[0]["instance_id"] == damaged.key.instance_id
                place = replace(place, skip=0) if torn else place
                continue
            written_now.append(path)
            whole += found.applications
            place = _Place(place.bundle, place.sequence, place.volume + 1, found.after, found.skip)
            self._remember(place, found)
            if found.last:
                return Exported(tuple(written_now), whole, finished=True)

    def _write(self, path: Path, place: _Place, found: Load, reader: Card) -> None:
        body = {"central": self._central, "records": found.records, "has": self._has() if place.volume == 1 else []}
        manifest = Manifest(
            SUBMISSIONS,
            place.bundle,
            place.sequence,
            place.volume,
            found.last,
            reader.name,
            written(self._clock.now()),
            tuple(File(content.size, digest) for content, digest in found.contents),
            body,
        )
        write_volume(path, manifest, self._own, reader, (self._told(content) for content, _ in found.contents))

    def _told(self, content: Pieces) -> Pieces:
        def read() -> Iterator[bytes]:
            for piece in content:
                self._tell(len(piece))
                yield piece

        return Pieces(read, content.size)

    def _has(self) -> list[str]:
        """Return the hashes of forms and media that are here: they need not be brought."""
        forms = self._store.forms.current(self._scope.central)
        return sorted({form.hash for form in forms} | {file.hash for form in forms for file in form.media})

    def _taken_up(self) -> _Place:
        kept = self._store.settings.get(self._scope.central, _OPEN)
        if kept:
            return _Place(**json.loads(kept))
        sequence = int(self._store.settings.get(self._scope.central, _SEQUENCE) or 0) + 1
        self._store.settings.put(self._scope, _SEQUENCE, str(sequence))
        return _Place(self._new_id(), sequence)

    def _remember(self, place: _Place, found: Load) -> None:
        """The volume is whole on the stick: say so of its records, and go on after it next time."""
        for key in found.whole:
            self._end(key, Verdict.ON_A_STICK)
        going_on = (
            ""
            if found.last
            else json.dumps(
                {
                    "bundle": place.bundle,
                    "sequence": place.sequence,
                    "volume": place.volume,
                    "after": place.after,
                    "skip": place.skip,
                }
            )
        )
        self._store.settings.put(self._scope, _OPEN, going_on)

    def _end(self, key: RecordKey, verdict: Verdict) -> None:
        queue, permanent = self._store.queue, verdict.next_step is NextStep.PERMANENT
        queue.begin_attempt(self._scope, key)
        queue.refuse(self._scope, key, verdict=verdict.value, reason=verdict.text, permanent=permanent)


def exported_volumes(folder: Path) -> Sequence[Path]:
    """Return the volumes in `folder`, by name."""
    return sorted(folder.glob("*.age"))


def _room(folder: Path, limit: int) -> int:
    try:
        return min(limit, shutil.disk_usage(folder).free - _SPARE)
    except OSError as error:
        raise StickUnusable from error
