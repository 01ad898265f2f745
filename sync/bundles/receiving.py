"""The far end of a courier: takes volumes from sticks and posts what is in them, in the name of where it came from."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sync.bundles.errors import BundleForbidden, BundleRefused
from sync.bundles.exporting import SUBMISSIONS
from sync.bundles.origin import Way, read_central
from sync.bundles.reading import check_volume, read_volume
from sync.bundles.spool import Spool
from sync.openrosa.errors import DamagedPart, OpenRosaError, Rejected, Unreachable
from sync.openrosa.multipart import Part
from sync.openrosa.posting import Place
from sync.openrosa.verdicts import NextStep, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sync.bundles.cards import Card, Own
    from sync.bundles.manifest import Manifest
    from sync.openrosa.address import Central
    from sync.openrosa.client import OpenRosaClient

    Connect = Callable[[Central], OpenRosaClient]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: the central's `verdict` and the files it has acknowledged; `sha256` of the XML."""

    instance_id: str
    sha256: str
    verdict: Verdict
    files: tuple[str, ...]


@dataclass(slots=True)
class Received:
    """All that came from one origin for one of its centrals; `has` are hashes of what need not be brought there.

    `stopped` is what kept the rest of it from its central, None where all of it was posted.
    """

    maker: Card
    central: dict[str, Any]
    has: set[str] = field(default_factory=set)
    outcomes: list[Outcome] = field(default_factory=list)
    stopped: OpenRosaError | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why."""

    path: Path
    reason: BundleRefused


def receive(
    paths: Sequence[Path], own: Own, known: Sequence[Card], connect: Connect, way: Way
) -> tuple[tuple[Received, ...], tuple[Refusal, ...]]:
    """Post what is in the volumes `paths` and return what came of it, and the files that were not taken.

    Each volume is read through before anything of it is used. Doing it again changes nothing: the central knows each
    record by its instanceID. A central that is away, or does not let one machine in, keeps nobody else from theirs.
    """
    refused: list[Refusal] = []
    found: dict[tuple[str, str], Received] = {}
    away: dict[str, OpenRosaError] = {}  # centrals by host, so that nobody waits for the same one twice
    for manifest, maker, path in _whole(paths, own, known, refused):
        about: Any = manifest.body.get("central")
        try:
            central = read_central(about, way)
        except BundleForbidden as reason:
            refused.append(Refusal(path, reason))
            continue
        host = urlsplit(central.url).netloc
        received = found.setdefault((maker.name, str(about.get("id"))), Received(maker, about))
        received.has |= {str(one) for one in manifest.body.get("has", ())}
        try:
            received.stopped = received.stopped or away.get(host)
            if received.stopped is None:
                with closing(connect(central)) as client:
                    read_volume(path, own, known, _Poster(client, received))
        except BundleRefused as reason:
            refused.append(Refusal(path, reason))
        except OpenRosaError as error:
            received.stopped = error
            if isinstance(error, Unreachable):
                away[host] = error
    return tuple(found.values()), tuple(refused)


def _whole(
    paths: Sequence[Path], own: Own, known: Sequence[Card], refused: list[Refusal]
) -> list[tuple[Manifest, Card, Path]]:
    """Return the volumes of applications that are as their makers wrote them, in order; the others go to `refused`."""
    whole: list[tuple[Manifest, Card, Path]] = []
    for path in paths:
        try:
            manifest, maker = check_volume(path, own, known)
            if manifest.kind == SUBMISSIONS:
                whole.append((manifest, maker, path))
        except BundleRefused as reason:
            refused.append(Refusal(path, reason))
    return sorted(whole, key=lambda one: (one[1].name, one[0].sequence, one[0].volume))


class _Poster:
    """Hears a volume and posts each record when the last of its files has come."""

    def __init__(self, client: OpenRosaClient, received: Received) -> None:
        self._client, self._received = client, received
        self._records: list[_Record] = []
        self._files: list[Spool] = []
        self._lost = {one.instance_id for one in received.outcomes if one.verdict.next_step is not NextStep.DELIVERED}
        self._open = ExitStack()

    def manifest(self, manifest: Manifest, maker: Card) -> None:  # noqa: ARG002 - who made it was judged before
        self._records = _records(manifest)

    def begin(self, number: int) -> None:  # noqa: ARG002 - files come in the manifest's order
        self._files.append(self._open.enter_context(Spool()))

    def piece(self, data: bytes) -> None:
        self._files[-1].write(data)

    def end(self) -> None:
        record = self._records[0]
        if len(self._files) <= len(record.files):
            return
        with self._open.pop_all():
            self._received.outcomes.append(self._post(record))
        del self._records[0]
        self._files.clear()
        if self._received.outcomes[-1].verdict.next_step is not NextStep.DELIVERED:
            self._lost.add(record.instance_id)

    def _post(self, record: _Record) -> Outcome:
        xml, digest = b"".join(self._files[0].pieces()), self._files[0].sha256
        if record.after in self._lost:
            return Outcome(record.instance_id, digest, Verdict.NOT_ITS_TURN, ())
        parts = [
            Part(name, kind, file.size, file.pieces)
            for (name, kind), file in zip(record.files, self._files[1:], strict=True)
        ]
        names: list[str] = []
        verdict = Verdict.STORED
        try:
            for posted in self._client.submit(xml, parts, place=Place(record.form_id, record.instance_id)):
                verdict = posted.verdict
                names += [name for name, _ in record.files] if verdict is Verdict.EDITED_SINCE else posted.names
        except Rejected as no:
            verdict = no.verdict
        return Outcome(record.instance_id, digest, verdict, tuple(names))


@dataclass(frozen=True, slots=True)
class _Record:
    instance_id: str
    form_id: str
    after: str
    files: tuple[tuple[str, str], ...]


def _records(manifest: Manifest) -> list[_Record]:
    """Return the records in the order of their files; raises BundleForbidden where the two do not fit together."""
    found, expected = [], 0
    try:
        for about in manifest.body["records"]:
            files = tuple((str(name), str(kind)) for name, kind in about["files"])
            if about["xml"] != expected:
                raise BundleForbidden
            expected += 1 + len(files)
            for name, kind in files:
                Part(name, kind, 0, list)  # refuses names and types that no kiosk gives
            found.append(_Record(str(about["instance_id"]), str(about["form_id"]), str(about["after"]), files))
    except (KeyError, TypeError, ValueError, DamagedPart) as error:
        raise BundleForbidden from error
    if expected != len(manifest.files):
        raise BundleForbidden
    return found
