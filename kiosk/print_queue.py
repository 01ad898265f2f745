"""The print queue: what is wanted is in the store first, then the press has it, then somebody has the paper."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.papers.making import title_of
from kiosk.system import write_to_stick
from printing.errors import NothingToPrint
from sync.store.errors import StoreError
from sync.store.records import OrderState, PrintOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assets.texts import Text
    from kiosk.papers.making import PaperMaker
    from kiosk.press import Press, Printed
    from sync.store import Store
    from sync.store.records import Scope

    Done = Callable[[PrintOrder, Printed], None]

log = logging.getLogger(__name__)
FILE = ".file"  # ends the kind of a paper that went onto a stick
BUSY = T("Another paper is on its way. This one waits in the list.")
NO_PRINTER = T("This office has no printer. The paper waits in the list.")


class PrintQueue:
    """Orders papers and hands them over; nothing prints by itself, for a late paper would meet the next person."""

    def __init__(self, store: Store, press: Press, maker: PaperMaker) -> None:
        """Print what is in `store` by `press`, as `maker` makes it."""
        self._store, self._press, self._maker = store, press, maker

    def order(self, scope: Scope, kind: str, subject: str, language: str, *, central: str = "") -> PrintOrder:
        """Note that a paper is wanted; of a record of another central where `central` says so.

        This and every act below that notes something raises StoreError when the disk does not take it.
        """
        return self._store.prints.order(replace(scope, central=central or scope.central), kind, subject, language)

    def draft(self, scope: Scope, kind: str, subject: str, language: str, *, central: str = "") -> PrintOrder:
        """Return an order as it would be printed next, to be looked at: nothing is wanted yet."""
        of_record = replace(scope, central=central or scope.central)
        copy = self._store.prints.copies(of_record.central, kind, subject) + 1
        now = self._maker.now()
        return PrintOrder(0, kind, subject, language, OrderState.WAITING, copy, None, now, of_record)

    def take(
        self, scope: Scope, drafts: Sequence[PrintOrder], folder: Path | None, done: Callable[[Printed], None]
    ) -> None:
        """Copy papers onto the stick at `folder`, in the press's thread.

        The register says so as for a paper: under its own kind, and numbered. Of several, those whose contents are
        gone are left out, and `done` is told why as a notice.
        """
        handed = [self._hand_file(scope, draft) for draft in drafts]
        written: set[int] = set()

        def act() -> Text | None:
            missing = None
            for draft, order in zip(drafts, handed, strict=True):
                try:
                    pdf = self.make(draft)
                except NothingToPrint as gone:
                    if len(drafts) == 1:
                        raise
                    missing = gone.text
                    continue
                write_to_stick(folder, f"{title_of(draft)}-{draft.kind}.pdf", pdf)
                written.add(order.number)
            return missing

        def finished(printed: Printed) -> None:
            for order in handed:
                self._close_file(scope, order, printed, written=order.number in written)
            done(printed)

        self._press.do(act, finished)

    def _hand_file(self, scope: Scope, draft: PrintOrder) -> PrintOrder:
        prints, of_record = self._store.prints, replace(scope, central=draft.scope.central)
        counted = prints.order(of_record, f"{draft.kind}{FILE}", draft.subject, draft.language)
        return prints.hand_over(of_record, counted.number)

    def _close_file(self, scope: Scope, order: PrintOrder, printed: Printed, *, written: bool) -> None:
        prints, of_record = self._store.prints, replace(scope, central=order.scope.central)
        if written:
            prints.came_out(of_record, order.number)
        else:
            prints.take_back(of_record, order.number, printed.fault or printed.notice)
            prints.drop(of_record, order.number)

    def print(self, scope: Scope, order: PrintOrder, done: Done) -> bool:
        """Hand a waiting paper to the printer; False, and it goes on waiting, where that cannot be tried now.

        `done` gets the order as it stands then. A paper that surely did not come out waits again; of one that may
        have come out somebody has to say so (`answer`).
        """
        if not self._press.is_there or self._press.printing:
            return False
        handed = self._store.prints.hand_over(replace(scope, central=order.scope.central), order.number)
        finished = partial(self._finish, scope, handed, done)
        return self._press.put_on_paper(title_of(handed), partial(self._sheets, handed), finished)

    def make(self, order: PrintOrder) -> bytes:
        """Return the paper as a PDF; in any thread. Raises PrintingError."""
        with self._store.for_thread() as beside:
            return self._maker.make(beside, order)

    def _sheets(self, order: PrintOrder) -> bytes:
        """Return the paper as often as its form wants it, one after the other."""
        if not self._maker.fits(order):
            raise NothingToPrint(TOO_WIDE)
        with self._store.for_thread() as beside:
            pdf, times = self._maker.make(beside, order), self._maker.sheets(beside, order)
        if times == 1:
            return pdf
        from printing.repeated import repeated

        return repeated(pdf, times)

    def why_not(self) -> Text:
        """Return why a paper cannot be printed at once."""
        return BUSY if self._press.is_there else NO_PRINTER

    def answer(self, scope: Scope, order: PrintOrder, *, came_out: bool) -> PrintOrder:
        """Note what a person saw at the printer."""
        of_record = replace(scope, central=order.scope.central)
        if came_out:
            return self._store.prints.came_out(of_record, order.number)
        return self._store.prints.take_back(of_record, order.number, NOT_SEEN)

    def drop(self, scope: Scope, order: PrintOrder) -> PrintOrder:
        """Note that nobody wants a waiting paper any more."""
        return self._store.prints.drop(replace(scope, central=order.scope.central), order.number)

    def open(self) -> tuple[PrintOrder, ...]:
        """Return what waits and what somebody has to confirm."""
        return self._store.prints.open()

    def _finish(self, scope: Scope, order: PrintOrder, done: Done, printed: Printed) -> None:
        done(self._taken_back(scope, order, printed), printed)

    def _taken_back(self, scope: Scope, order: PrintOrder, printed: Printed) -> PrintOrder:
        """Return the order as it stands; what surely did not come out waits again."""
        if printed.fault is None or printed.doubtful:
            return order
        try:
            return self._store.prints.take_back(
                replace(scope, central=order.scope.central), order.number, printed.fault
            )
        except StoreError:  # the disk is full: it stays handed over, and somebody is asked
            log.exception("an order could not be taken back")
            return order


TOO_WIDE = T("This paper needs a printer for whole sheets. Copy it to a stick and print it elsewhere.")
NOT_SEEN = T("Nobody saw this paper come out.")
