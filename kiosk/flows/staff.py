"""The staff door and the desk behind it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from assets.texts import T
from forms.errors import FormError
from kiosk.correction import NotCorrectable, begin_correction
from kiosk.desk import cut_off, lines, way_of
from kiosk.flows.flow import Flow
from kiosk.intake import notices
from kiosk.papers.kinds import Kind
from kiosk.screens.desk import DeskScreen
from kiosk.screens.pin import PinScreen
from kiosk.session import Event
from sync.store.errors import NoSuchRecord, PinRefused, StoreError
from sync.store.records import Role

if TYPE_CHECKING:
    from assets.texts import Text
    from kiosk.delivery import Sending
    from kiosk.equipment import Equipment
    from kiosk.press import Printed
    from sync.store.records import Draft, PrintOrder, RecordKey

log = logging.getLogger(__name__)
_PRINTED = T("The copy was printed.")


class StaffFlow(Flow):
    """Lets in who has a PIN, and shows the office's applications; `reopened` is the draft to go on with."""

    def __init__(self, equipment: Equipment) -> None:
        """Begin with nobody let in."""
        super().__init__(equipment)
        self.reopened: Draft | None = None
        equipment.delivery.news.told.connect(self._tell)
        equipment.delivery.sending.connect(self._tell_sending)
        self.name = ""
        self.chosen: RecordKey | None = None
        self._door: PinScreen | None = None
        self._desk: DeskScreen | None = None

    def show_pin(self) -> None:
        """Ask for a PIN."""
        central = self.equipment.config.central.id
        self._door = PinScreen(self.look, [person.name for person in self.equipment.store.staff.everyone(central)])
        self._door.pin_given.connect(self._enter)
        self._door.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(self._door)

    def show_desk(self) -> None:
        """Show the office's applications."""
        store = self.equipment.store
        self._desk = DeskScreen(
            self.look,
            cut_off(store, self.equipment.clock.now),
            tuple(notice.text for notice in notices(store, self.equipment.config.limits, self.equipment.clock)),
        )
        self._desk.search_wanted.connect(self._search)
        self._desk.sync_wanted.connect(self.equipment.delivery.nudge)
        self._desk.stop_wanted.connect(self.equipment.delivery.stop_sending)
        self._desk.reopen_wanted.connect(self._reopen)
        self._desk.reprint_wanted.connect(self._reprint)
        self._desk.papers_wanted.connect(self._ask_papers)
        self._desk.verify_wanted.connect(lambda: self.happened.emit(Event.VERIFY_ASKED))
        self._desk.correction_wanted.connect(self._correct)
        self._desk.next_wanted.connect(lambda: self.happened.emit(Event.ENDED))
        if (standing := self.equipment.delivery.news.standing) is not None:
            self._desk.show_state(standing)
        self.show(self._desk)
        self._search("")

    def _tell(self) -> None:
        """Show how delivery stands, at once or when the desk is next opened: it concerns nobody else."""
        desk, standing = self._desk_shown(), self.equipment.delivery.news.standing
        if desk is not None and standing is not None:
            desk.show_state(standing)
            self._search(desk.search.text())

    def _tell_sending(self, sending: Sending) -> None:
        if (desk := self._desk_shown()) is not None:
            desk.show_sending(way_of(sending), sending.sent, sending.total)

    def _enter(self, name: str, pin: str) -> None:
        assert self._door is not None  # noqa: S101 - its own signal
        try:
            member = self.equipment.store.staff.enter(self.equipment.scope(name), name, pin)
        except (PinRefused, NoSuchRecord) as error:
            self._door.show_fault(error.text)
            return
        self.name = name
        is_technician = member.role is Role.TECHNICIAN
        self.happened.emit(Event.TECHNICIAN_ACCEPTED if is_technician else Event.PIN_ACCEPTED)

    def _search(self, code: str) -> None:
        if (desk := self._desk_shown()) is not None:
            desk.show_lines(lines(self.equipment.store, self.look.language, search=code))

    def _reopen(self, draft: Draft) -> None:
        try:
            self.reopened = self.equipment.store.drafts.reopen(self.equipment.scope(self.name), draft.key)
        except NoSuchRecord:  # its half hour ended while the desk was open
            self.show_desk()
            return
        self.happened.emit(Event.REOPENED)

    def _correct(self, key: RecordKey) -> None:
        equipment = self.equipment
        try:
            self.reopened = begin_correction(
                equipment.store,
                equipment.scope(self.name),
                key,
                now=equipment.now,
                geopoint=equipment.config.office.geopoint,
            )
        except (NotCorrectable, StoreError) as refused:
            self._say(refused.text)
            return
        except FormError:
            log.exception("a correction was not opened")
            self._say(NotCorrectable.text)
            return
        self.happened.emit(Event.CORRECTION_BEGUN)

    def _ask_papers(self, chosen: RecordKey | None) -> None:
        self.chosen = chosen
        self.happened.emit(Event.PAPERS_ASKED)

    def _reprint(self, key: RecordKey) -> None:
        equipment, scope = self.equipment, self.equipment.scope(self.name)
        submission = equipment.store.submissions.get(key)
        papers, language = equipment.papers, submission.language
        try:
            order = papers.order(scope, Kind.RECEIPT, submission.code, language, central=key.central)
            if not papers.print(scope, order, self._printed):
                self._say(papers.why_not())
        except StoreError as full:
            self._say(full.text)

    def _printed(self, _order: PrintOrder, printed: Printed) -> None:
        self._say(printed.fault or _PRINTED)

    def _say(self, words: Text) -> None:
        if (desk := self._desk_shown()) is not None:
            desk.show_state(words)

    def _desk_shown(self) -> DeskScreen | None:
        return self._desk if self._desk is not None and self.equipment.shell.screen_shown is self._desk else None
