"""This machine's side of a courier: what waits goes onto sticks, sealed for the centre; answers come back on one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from assets.texts import T
from sync.bundles.cards import Card, Own
from sync.bundles.errors import BundleError, NoCourier, NotForUs, OlderBundle, StickFull, StickUnusable
from sync.bundles.exporting import VOLUME, Exported, Exporting
from sync.bundles.importing import import_reply
from sync.bundles.origin import written_central
from sync.bundles.reading import check_volume
from sync.store.records import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assets.texts import Text
    from kiosk.config import CentralAddress, Config
    from sync.bundles.importing import Imported
    from sync.openrosa.address import Central
    from sync.store import Store
    from sync.store.clock import Clock

_STICKS = "sticks filled"  # since everything that waits was last on sticks; of the machine, not of one central


@dataclass(frozen=True, slots=True)
class Carried:
    """How many applications are whole on the stick now, in how many files.

    `next_stick` is the number of the stick to put in next, None where everything that waits is on sticks.
    """

    records: int
    files: int
    next_stick: int | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What the answers on a stick changed here: counts of what each brought, and the files that were refused, why."""

    files: int = 0
    delivered: int = 0
    rejected: int = 0
    forms: int = 0
    cases: int = 0
    refused: tuple[tuple[str, Text], ...] = ()

    @property
    def changed(self) -> Text:
        """What was taken over, in a sentence."""
        return T(
            "Answers taken over. Delivered: {delivered}. Came back: {rejected}. Forms: {forms}. Cases: {cases}.",
            delivered=self.delivered,
            rejected=self.rejected,
            forms=self.forms,
            cases=self.cases,
        )


@dataclass(frozen=True, slots=True)
class Machine:
    """Whose applications these are, who acts, and by which clock."""

    store: Store
    config: Config
    actor: str
    clock: Clock

    def scope(self, central: CentralAddress) -> Scope:
        """Return the scope of what is done for `central`."""
        return Scope(central.id, self.config.office.id, self.config.device, self.actor)

    def own(self) -> Own:
        """Return the keys of this machine: it signs as it signs everything, and opens with a key made for bundles.

        It is called after office and device: every office has a "counter-1". Raises NameUnfit.
        """
        scope = self.scope(self.config.central)
        name = f"{scope.office}.{scope.device}"

        def make() -> bytes:
            return str(Own.generate(name).identity).encode()

        return Own.of(name, self.store.device.private_key, self.store.private_keys.get(scope, "courier", make).decode())


def carry(
    machine: Machine,
    centrals: Sequence[Central],
    folder: Path,
    *,
    limit: int = VOLUME,
    tell: Callable[[int], None] = lambda _size: None,
) -> Carried:
    """Write what waits for each of `centrals` that has a courier into `folder`, in files of at most `limit` bytes.

    Goes on where a full stick ended. `tell` hears the bytes of each piece; what it raises stops the writing, and the
    files before are whole. Raises BundleError, StickFull where not even one file had room, and StoreError.
    """
    exports = _exports(machine, centrals, tell)
    begun = next((number for number, (exporting, _) in enumerate(exports) if exporting.is_under_way()), 0)
    records = files = 0
    for exporting, reader in exports[begun:]:
        done = _export(exporting, reader, folder, limit, first=not files)
        records, files = records + done.records, files + len(done.volumes)
        if not done.finished:
            return Carried(records, files, _count_sticks(machine, full=True))
    _count_sticks(machine, full=False)
    return Carried(records, files, None)


def take_answers(machine: Machine, folder: Path) -> Answers:
    """Take over the answers in `folder`; again it changes nothing, and from a refused file nothing is taken.

    An answer of before that still lies beside a newer one is no fault. Raises StickUnusable, StoreError.
    """
    taken: list[Imported] = []
    refused: list[tuple[str, BundleError]] = []
    for path in _volumes(folder):
        try:
            taken.append(_take(machine, path))
        except NotForUs:  # what this or another machine has put on the stick for the centre
            continue
        except BundleError as reason:
            refused.append((path.name, reason))
    return Answers(
        files=len(taken),
        delivered=sum(len(one.delivered) for one in taken),
        rejected=sum(len(one.rejected) for one in taken),
        forms=sum(len(one.updated.installed) for one in taken),
        cases=sum(len(one.updated.cases) for one in taken),
        refused=tuple((name, why.text) for name, why in refused if not (taken and isinstance(why, OlderBundle))),
    )


def sticks_filled(machine: Machine) -> int:
    """Return how many sticks are full of what goes on with the next one; 0 where none is waited for."""
    return int(machine.store.settings.get(machine.config.central.id, _STICKS) or 0)


def _exports(
    machine: Machine, centrals: Sequence[Central], tell: Callable[[int], None]
) -> list[tuple[Exporting, Card]]:
    reached = {central.id: central for central in centrals}
    own = machine.own()
    found = [
        (
            Exporting(
                machine.store,
                machine.scope(address),
                own,
                clock=machine.clock,
                new_id=lambda: uuid4().hex,
                central=written_central(reached[address.id]),
                tell=tell,
            ),
            Card.read(address.courier),
        )
        for address in machine.config.centrals
        if address.courier
    ]
    if not found:
        raise NoCourier
    return found


def _export(exporting: Exporting, reader: Card, folder: Path, limit: int, *, first: bool) -> Exported:
    """Export for one central; a stick that the one before has filled is full, and no fault."""
    try:
        return exporting.export(folder, reader, limit=limit)
    except StickFull:
        if first:
            raise
        return Exported((), 0, finished=False)


def _count_sticks(machine: Machine, *, full: bool) -> int:
    """Count a stick that is full, or begin anew; returns the number of the next one."""
    settings, scope = machine.store.settings, machine.scope(machine.config.central)
    count = sticks_filled(machine) + 1 if full else 0
    settings.put(scope, _STICKS, str(count))
    return count + 1


def _volumes(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".age")
    except OSError as fault:
        raise StickUnusable from fault


def _take(machine: Machine, path: Path) -> Imported:
    by_id = {central.id: central for central in machine.config.centrals if central.courier}
    known, own = [Card.read(central.courier) for central in by_id.values()], machine.own()
    manifest, _ = check_volume(path, own, known)
    central = by_id.get(str(manifest.body.get("central")), machine.config.central)
    return import_reply(machine.store, machine.scope(central), path, own, known)
