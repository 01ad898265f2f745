"""The far end as a place: its own keys, the machines it knows, the number of its last answer, all in one folder."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sync.bundles.cards import Card, Own, read_cards
from sync.bundles.errors import FarEndThere, NoFarEnd, NotForUs
from sync.bundles.exporting import exported_volumes
from sync.bundles.origin import Way, read_central
from sync.bundles.receiving import Received, Refusal, receive
from sync.bundles.replying import write_reply
from sync.openrosa.verdicts import NextStep
from sync.store.columns import written
from sync.store.durable import durable_file, make_folder, write_durably

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sync.bundles.receiving import Connect
    from sync.openrosa.errors import OpenRosaError

_STRAIGHT = Way()
_OWN, _KNOWN, _SEQUENCE = "own.key", "machines", "answers"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written for one machine: its name, how many records came, how many the central has, and the file."""

    machine: str
    records: int
    delivered: int
    path: Path


@dataclass(frozen=True, slots=True)
class Stopped:
    """What kept the rest of one machine's applications from their central; they go when this is done again."""

    machine: str
    error: OpenRosaError


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a stick: the answers on it now, the files that were not taken, and what has to be done again."""

    answers: tuple[Answer, ...]
    refused: tuple[Refusal, ...]
    stopped: tuple[Stopped, ...]


class CourierDesk:
    """One folder, readable by its owner only."""

    def __init__(self, folder: Path, own: Own, known: tuple[Card, ...]) -> None:
        self.own, self.known = own, known
        self._folder = folder

    @classmethod
    def create(cls, folder: Path, own: Own) -> CourierDesk:
        """Make the folder with these keys; raises FarEndThere when it has keys already."""
        if (folder / _OWN).exists():
            raise FarEndThere
        make_folder(folder)
        with durable_file(folder / _OWN) as file:
            Path(file.name).chmod(0o600)
            file.write(own.secret().encode())
        return cls(folder, own, ())

    @classmethod
    def open(cls, folder: Path) -> CourierDesk:
        """Open what `create` made; raises NoFarEnd, CardRefused where it was changed by hand."""
        try:
            own = Own.read((folder / _OWN).read_text(encoding="utf-8", errors="replace"))
        except FileNotFoundError as error:
            raise NoFarEnd from error
        known = folder / _KNOWN
        lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
        return cls(folder, own, read_cards(lines))

    def learn(self, line: str) -> None:
        """Know the machine with this card from now on, in place of one of the same name; raises CardRefused."""
        card = Card.read(line)
        self.known = (*(one for one in self.known if one.name != card.name), card)
        write_durably(self._folder / _KNOWN, "".join(f"{one}\n" for one in self.known).encode())

    def receive(
        self,
        folder: Path,
        connect: Connect,
        *,
        now: datetime,
        new_id: Callable[[], str],
        way: Way = _STRAIGHT,
    ) -> Taken:
        """Post what is in `folder` and write an answer for each machine beside it; again it does no harm.

        Raises StickFull, StickUnusable.
        """
        found, refused = receive(exported_volumes(folder), self.own, self.known, connect, way)
        answers = []
        for received in found:
            if received.stopped is not None and not received.outcomes:
                continue
            path = folder / f"answer-{received.maker.name}-{self._next():06}.age"
            with closing(connect(read_central(received.central, way))) as client:
                write_reply(
                    path,
                    received,
                    self.own,
                    client if received.stopped is None else None,
                    bundle=new_id(),
                    sequence=self._sequence(),
                    made_at=written(now),
                )
            answers.append(_answer(received, path))
        # Answers that lie on the stick from before are sealed for their machines and not for us.
        unread = tuple(one for one in refused if not isinstance(one.reason, NotForUs))
        stopped = tuple(Stopped(one.maker.name, one.stopped) for one in found if one.stopped is not None)
        return Taken(tuple(answers), unread, stopped)

    def _next(self) -> int:
        """Count one answer more; on the disk before the number is used."""
        number = self._sequence() + 1
        write_durably(self._folder / _SEQUENCE, f"{number}\n".encode())
        return number

    def _sequence(self) -> int:
        path = self._folder / _SEQUENCE
        return int(path.read_text(encoding="ascii")) if path.exists() else 0


def _answer(received: Received, path: Path) -> Answer:
    records = {one.instance_id for one in received.outcomes}
    lost = {one.instance_id for one in received.outcomes if one.verdict.next_step is not NextStep.DELIVERED}
    return Answer(received.maker.name, len(records), len(records - lost), path)
