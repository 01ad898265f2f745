"""The print queue: the disk is the queue, and an order is noted as handed over before the first dot is printed.

What a power cut leaves handed over may have come out: nobody but the person at the printer knows, so she is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.store.columns import read, scope_of, text_read, text_written, written
from sync.store.errors import NoSuchRecord
from sync.store.records import OrderState, PrintOrder

if TYPE_CHECKING:
    from assets.texts import Text
    from sync.store.acts import Act, Acts
    from sync.store.connection import Row
    from sync.store.records import Scope

_SAME = "central = ?1 and kind = ?2 and subject = ?3"


class PrintOrders:
    """Papers that somebody wants, and what became of them. Copies are counted for each kind of paper and subject."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._connection = acts.connection

    def order(self, scope: Scope, kind: str, subject: str, language: str) -> PrintOrder:
        """Note that a paper is wanted; the same one that waits already is not wanted twice.

        `subject` is what the paper is about: a tracking code, or a form's id, or days; never a name.
        """
        with self._acts.act(scope) as act:
            values = (scope.central, kind, subject, language)
            waiting = self._connection.row(
                f"select * from print_orders where {_SAME} and language = ?4 and state = 'waiting'", values
            )
            if waiting is not None:
                return _order(waiting)
            row = self._connection.row(
                "insert into print_orders select ?, ?, ?, ?, coalesce(max(number), 0) + 1, ?, ?, ?, 'waiting', 0, "
                "null, ?, ? from print_orders returning *",
                (*act.who, kind, subject, language, written(act.at), act.counter),
            )
            assert row is not None  # noqa: S101 - what was just put in
            return _order(row)

    def hand_over(self, scope: Scope, number: int) -> PrintOrder:
        """Note that the printer gets the paper now and count it; raises NoSuchRecord unless it waits."""
        with self._acts.act(scope) as act:
            order = self._standing(number, OrderState.WAITING)
            copy = self.copies(order.scope.central, order.kind, order.subject) + 1
            act.connection.execute(
                "update print_orders set state = 'handed', copy = ?, reason = null where number = ?", (copy, number)
            )
            _record(act, "paper.print", order, copy)
        return self.get(number)

    def take_back(self, scope: Scope, number: int, reason: Text | None = None) -> PrintOrder:
        """Note that nothing came out of the printer, for `reason`: the paper waits again and its number is free."""
        with self._acts.act(scope) as act:
            order = self._standing(number, OrderState.HANDED)
            act.connection.execute(
                "update print_orders set state = 'waiting', copy = 0, reason = ? where number = ?",
                (text_written(reason), number),
            )
            _record(act, "paper.missing", order, order.copy)
        return self.get(number)

    def came_out(self, scope: Scope, number: int) -> PrintOrder:
        """Note that somebody holds the paper; raises NoSuchRecord unless the printer had it."""
        with self._acts.act(scope) as act:
            order = self._standing(number, OrderState.HANDED)
            act.connection.execute("update print_orders set state = 'out' where number = ?", (number,))
            _record(act, "paper.out", order, order.copy)
        return self.get(number)

    def drop(self, scope: Scope, number: int) -> PrintOrder:
        """Note that nobody wants a waiting paper any more."""
        with self._acts.act(scope) as act:
            order = self._standing(number, OrderState.WAITING)
            act.connection.execute("update print_orders set state = 'dropped' where number = ?", (number,))
            _record(act, "paper.drop", order, 0)
        return self.get(number)

    def get(self, number: int) -> PrintOrder:
        """Return one order; raises NoSuchRecord."""
        row = self._connection.row("select * from print_orders where number = ?", (number,))
        if row is None:
            raise NoSuchRecord(str(number))
        return _order(row)

    def open(self, limit: int = 100) -> tuple[PrintOrder, ...]:
        """Return what waits for a printer and what somebody has to confirm, the first wanted first."""
        rows = self._connection.rows(
            "select * from print_orders where state in ('waiting', 'handed') order by number limit ?", (limit,)
        )
        return tuple(map(_order, rows))

    def copies(self, central: str, kind: str, subject: str) -> int:
        """Return how many of this paper are out or may be."""
        row = self._connection.row(
            f"select coalesce(max(copy), 0) from print_orders where {_SAME} and state in ('handed', 'out')",
            (central, kind, subject),
        )
        return int(row[0]) if row else 0

    def _standing(self, number: int, state: OrderState) -> PrintOrder:
        order = self.get(number)
        if order.state is not state:
            raise NoSuchRecord(str(number))
        return order


def _record(act: Act, name: str, order: PrintOrder, copy: int) -> None:
    act.record(name, order.subject, f"{order.kind} {copy}" if copy else order.kind)


def _order(row: Row) -> PrintOrder:
    return PrintOrder(
        number=row["number"],
        kind=row["kind"],
        subject=row["subject"],
        language=row["language"],
        state=OrderState(row["state"]),
        copy=row["copy"],
        reason=text_read(row["reason"]),
        ordered_at=read(row["ordered_at"]),
        scope=scope_of(row),
    )
