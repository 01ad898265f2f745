"""After recording: the code on the screen, the paper, and the farewell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assets.services import service_of
from assets.texts import T
from forms.calendars import show_date
from kiosk.flows.flow import Flow
from kiosk.papers.kinds import Kind
from kiosk.papers.receipt import phone_png, phone_words, qr_png, receipt_of
from kiosk.screens.plain import FAREWELL, NoticeScreen, printer_trouble
from kiosk.screens.receipt import ReceiptScreen, ReceiptView
from kiosk.session import Event
from kiosk.system import mounted_stick
from sync.store.errors import StoreError
from sync.store.records import OrderState

if TYPE_CHECKING:
    from assets.texts import Text
    from kiosk.equipment import Equipment
    from kiosk.flows.preview import PaperPreview
    from kiosk.press import Printed
    from printing.receipt import Receipt
    from sync.store.records import PrintOrder, Submission

_PRINTING = T("The receipt is being printed…")
_PRINTED = T("Please take your paper.")
_COPIED = T("The copy is on the stick. You may pull it out.")
_COPYING = T("The copy is being written to the stick…")
_TAKEN = T("Keep this paper.")
_LOOK = T("Look at the printer: is it switched on, and is there paper in it?")


class ReceiptFlow(Flow):
    """Shows and prints the receipt of one submission."""

    def __init__(self, equipment: Equipment) -> None:
        """Begin without a submission."""
        super().__init__(equipment)
        self._submission: Submission | None = None
        self._screen: ReceiptScreen | None = None
        self._trouble: Text | None = None
        self._order: PrintOrder | None = None
        self._preview: PaperPreview | None = None

    def show_receipt(self, submission: Submission) -> None:
        """Show the code of `submission`; the first receipt is printed without being asked for."""
        first = self._submission is None or self._submission.key != submission.key
        self._submission = submission
        self._screen = ReceiptScreen(self.look, self._view(submission))
        self._screen.print_wanted.connect(self._print)
        self._screen.paper_taken.connect(self._take)
        self._screen.paper_missed.connect(self._miss)
        self._screen.look_wanted.connect(self._look_at)
        self._screen.stick_wanted.connect(self._take_away)
        self._screen.phone_wanted.connect(self._show_phone)
        self._screen.next_wanted.connect(lambda: self.happened.emit(Event.DONE))
        self.show(self._screen)
        if first and self.equipment.press.is_there:
            self._print()

    def show_trouble(self) -> None:
        """Say why no paper came out; the code can still be seen."""
        assert self._trouble is not None  # noqa: S101 - the table leads here only after a failed print
        screen = NoticeScreen(self.look, printer_trouble(self._trouble))
        screen.back_wanted.connect(lambda: self.happened.emit(Event.PRINTER_LEFT))
        screen.next_wanted.connect(self._try_again)
        self.show(screen)

    def show_farewell(self) -> None:
        """Say goodbye."""
        screen = NoticeScreen(self.look, FAREWELL)
        screen.next_wanted.connect(lambda: self.happened.emit(Event.ENDED))
        self.show(screen)

    def _try_again(self) -> None:
        if self._order is not None and self._order.state is OrderState.HANDED:  # it may have come out; she says no
            self._answer(came_out=False)
        self.happened.emit(Event.PRINTER_LEFT)
        self._print()

    def _print(self, language: str = "") -> None:
        """Want the receipt, in the language shown unless told, and try to print it; what waits is tried again."""
        equipment, submission, screen = self.equipment, self._submission, self._screen_shown()
        if submission is None or screen is None:
            return
        scope, papers = equipment.scope("citizen"), equipment.papers
        central = submission.key.central
        try:
            language = language or self.look.language
            self._order = papers.order(scope, Kind.RECEIPT, submission.code, language, central=central)
            printing = papers.print(scope, self._order, self._printed)
        except StoreError as full:  # the application is recorded; only its paper cannot be counted now
            screen.show_printing(full.text)
            return
        screen.show_printing(_PRINTING if printing else papers.why_not())

    def _printed(self, order: PrintOrder, printed: Printed) -> None:
        self._order, screen = order, self._screen_shown()
        if screen is None:
            return  # the person has gone on; the desk's list asks whether the paper came out
        if printed.fault is None:
            screen.ask_for_paper(_PRINTED)
        else:
            self._fail(printed.fault)

    def _take(self) -> None:
        self._answer(came_out=True)
        if (screen := self._screen_shown()) is not None:
            screen.show_printing(_TAKEN)

    def _miss(self) -> None:
        self._answer(came_out=False)
        self._fail(_LOOK)

    def _answer(self, *, came_out: bool) -> None:
        if self._order is None:
            return
        try:
            self._order = self.equipment.papers.answer(self.equipment.scope("citizen"), self._order, came_out=came_out)
        except StoreError as full:  # the desk's list asks again
            self._tell(full.text)

    def _look_at(self) -> None:
        from kiosk.flows.preview import PaperPreview

        if self._preview is None:
            self._preview = PaperPreview(self.equipment)
        self._preview.open(
            self.equipment.scope("citizen"),
            self._draft(Kind.RECEIPT),
            printed=self._print_seen,
            left=self._show_again,
            refused=self._tell,
        )

    def _print_seen(self, draft: PrintOrder) -> None:
        """Print the paper that was looked at, in the language that it was looked at in."""
        self._show_again()
        self._print(draft.language)

    def _take_away(self) -> None:
        papers, scope = self.equipment.papers, self.equipment.scope("citizen")
        drafts = (self._draft(Kind.RECEIPT), self._draft(Kind.COPY))
        try:
            papers.take(scope, drafts, mounted_stick(), self._taken_away)
        except StoreError as full:
            self._tell(full.text)
            return
        self._tell(_COPYING)

    def _taken_away(self, printed: Printed) -> None:
        self._tell(printed.fault or printed.notice or _COPIED)

    def _show_phone(self) -> None:
        from kiosk.screens.phone import PhoneScreen

        screen = PhoneScreen(self.look, partial(phone_words, self._receipt()), phone_png)
        screen.back_wanted.connect(self._show_again)
        self.show(screen)

    def _show_again(self) -> None:
        if self._submission is not None:
            self.show_receipt(self._submission)

    def _tell(self, words: Text) -> None:
        if (screen := self._screen_shown()) is not None:
            screen.show_printing(words)

    def _draft(self, kind: Kind) -> PrintOrder:
        assert self._submission is not None  # noqa: S101 - set before anything is shown
        scope, submission = self.equipment.scope("citizen"), self._submission
        central, language = submission.key.central, self.look.language
        return self.equipment.papers.draft(scope, kind, submission.code, language, central=central)

    def _fail(self, reason: Text) -> None:
        self._trouble = reason
        self.happened.emit(Event.PRINTER_FAILED)

    def _screen_shown(self) -> ReceiptScreen | None:
        """The receipt's screen, None once the person has gone on: the paper may come later than that."""
        return self._screen if self.equipment.shell.screen_shown is self._screen else None

    def _receipt(self) -> Receipt:
        assert self._submission is not None  # noqa: S101 - set before anything is shown
        equipment = self.equipment
        return receipt_of(equipment.store, self._submission, equipment.config.office, self.look.language)

    def _view(self, submission: Submission) -> ReceiptView:
        receipt = self._receipt()
        service = service_of(submission.form.form_id)
        return ReceiptView(
            code=submission.code,
            service=receipt.service,
            next_steps=service.next_steps if service else (),
            expected=partial(show_date, receipt.expected) if receipt.expected else None,
            ask=receipt.ask,
            qr=qr_png(receipt, self.equipment.store.device.private_key),
            can_print=self.equipment.press.is_there,
            can_take=self.equipment.config.printing.stick,
            can_phone=self.equipment.config.printing.phone,
        )
