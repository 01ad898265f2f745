"""The technician's page at work: every errand goes in a thread of its own, one at a time."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot

from assets.texts import T
from kiosk.courier import Machine, sticks_filled
from kiosk.errand import Errand
from kiosk.flows.flow import Flow
from kiosk.health import health_of
from kiosk.print_queue import BUSY, NO_PRINTER
from kiosk.screens.technician import Task, TechnicianScreen
from kiosk.session import Event
from kiosk.standing import Asked, rows_of
from kiosk.updating import last_update
from kiosk.upkeep import Outcome, carry_on_stick, read_register, read_stick
from printing.sample import Sample, render_sample
from sync.store.checked_clock import CheckedClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.texts import Text
    from kiosk.delivery import Sending
    from kiosk.equipment import Equipment
    from kiosk.press import Printed
    from kiosk.standing import Row

_PULSE_MS = 1000
_SAMPLE = "pishkhan-test"
_BUSY = T("One thing at a time: wait until this is done.")
_SENDING = T("Being sent now…")
_WRITING = T("Being written to the stick. Leave it in.")
_READING = T("The stick is being read. Leave it in.")
_PRINTING = T("The paper is being printed…")
_LOOK = T("The printer had the paper. Look whether it came out.")
_REGISTER = T("The register is being read…")


class TechnicianFlow(Flow):
    """Acts for the technician who came through the staff door; `lively` tells that an errand is still under way."""

    lively = Signal()

    def __init__(self, equipment: Equipment) -> None:
        """Begin with nobody."""
        super().__init__(equipment)
        self._name = ""
        self._screen: TechnicianScreen | None = None
        self._errand: Errand | None = None
        self._printer: Printed | None = None
        self._broken: Text | None = None
        self._silent: Text | None = None
        self._pulse = QTimer(self, interval=_PULSE_MS)
        self._pulse.timeout.connect(self.lively)
        equipment.delivery.news.told.connect(self._tell_delivery)
        equipment.delivery.sending.connect(self._tell_sending)
        self._tasks: dict[Task, Callable[[], None]] = {
            Task.SEND: self._send,
            Task.CARRY: self._carry,
            Task.READ: self._read,
            Task.PRINT: self._print,
            Task.REGISTER: self._verify,
        }

    def prepare(self, name: str) -> None:
        """Act for `name`."""
        self._name = name

    def show_technician(self) -> None:
        """Show how the machine stands, and ask the printer how it is."""
        from kiosk.speech.silence import silence_of  # it brings what plays sound

        self._silent, self._printer = silence_of(self.equipment.config.languages), None
        screen = self._screen = TechnicianScreen(self.look, self._rows())
        screen.task_wanted.connect(lambda task: self._tasks[task]())
        screen.next_wanted.connect(lambda: self.happened.emit(Event.ENDED))
        self.show(screen)
        self.equipment.press.look(self._tell_printer)

    def end(self) -> None:
        """Leave off what is being written, and wait for what is being read."""
        if self._errand is not None:
            self._errand.stop()
            self._finish()

    def _rows(self) -> tuple[Row, ...]:
        equipment, config, clock = self.equipment, self.equipment.config, self.equipment.clock
        checked = clock if isinstance(clock, CheckedClock) else CheckedClock(clock)
        update = last_update(config.updates)
        health = health_of(equipment.store, config.limits, checked, equipment.key, silent=self._silent, update=update)
        asked = Asked(
            printer=self._printer,
            has_printer=equipment.press.is_there,
            delivered=equipment.store.queue.delivered_at(),
            now=equipment.now(),
            sticks=sticks_filled(self._machine()),
            doubt=checked.doubt(),
            broken=self._broken,
            reported=equipment.health_report.standing(equipment.store),
        )
        return rows_of(health, asked, config)

    def _send(self) -> None:
        self._say_way(_SENDING)
        self.equipment.delivery.nudge()

    def _carry(self) -> None:
        centrals, health_report = self.equipment.delivery.centrals, self.equipment.health_report

        def write(machine: Machine, errand: Errand) -> Outcome:
            health_report.report(machine.store, at_once=True)  # a stick leaves too seldom to wait for the day
            return carry_on_stick(machine, centrals, errand.tell)

        self._begin(_WRITING, write)

    def _read(self) -> None:
        self._begin(_READING, lambda machine, _errand: read_stick(machine))

    def _verify(self) -> None:
        self._begin(_REGISTER, lambda machine, _errand: read_register(machine.store))

    def _print(self) -> None:
        equipment, language = self.equipment, self.look.language
        office, device = equipment.config.office.name(language), equipment.config.device
        sample = Sample(office, device, version("pishkhan"), equipment.now())
        paper = equipment.config.printing.paper
        if equipment.press.put_on_paper(_SAMPLE, lambda: render_sample(sample, paper, language), self._printed):
            self._say_way(_PRINTING)
        else:
            self._say(Outcome(good=False, says=(BUSY if equipment.press.is_there else NO_PRINTER,)))

    def _begin(self, words: Text, act: Callable[[Machine, Errand], Outcome]) -> None:
        if self._errand is not None:
            self._say(Outcome(good=False, says=(_BUSY,)))
            return
        self._errand = Errand(self._machine(), act)
        self._errand.advanced.connect(self._tell_way)
        self._errand.finished.connect(self._finish)
        self._say_way(words)
        self._pulse.start()
        self._errand.start()

    @Slot()
    def _finish(self) -> None:
        errand, self._errand = self._errand, None
        if errand is None:  # `end` was quicker than the queued signal
            return
        errand.wait()
        self._pulse.stop()
        self._broken = errand.outcome.broken or self._broken
        self._say(errand.outcome)
        self._show_rows()

    @Slot(object)
    def _tell_way(self, words: Text) -> None:
        if (screen := self._screen_shown()) is not None:
            screen.show_way(words)

    @Slot()
    def _tell_delivery(self) -> None:
        """Say how delivery stands, unless a stick is being written or read just now."""
        screen, standing = self._screen_shown(), self.equipment.delivery.news.standing
        if screen is not None and standing is not None and self._errand is None:
            self._say(Outcome(good=self.equipment.store.queue.waits_since() is None, says=(standing,)))
        self._show_rows()

    @Slot(object)
    def _tell_sending(self, sending: Sending) -> None:
        """Say how far something is, and not which: a code belongs to a person."""
        if self._errand is None:
            kilobytes = {"sent": -(-sending.sent // 1000), "total": -(-sending.total // 1000)}
            self._tell_way(T("Being sent: {sent} of {total} kB", **kilobytes))

    def _tell_printer(self, printed: Printed) -> None:
        self._printer = printed
        self._show_rows()

    def _printed(self, printed: Printed) -> None:
        self._say(Outcome(good=printed.fault is None, says=(printed.fault or _LOOK,)))
        self.equipment.press.look(self._tell_printer)

    def _show_rows(self) -> None:
        if (screen := self._screen_shown()) is not None:
            screen.show_rows(self._rows())

    def _say(self, outcome: Outcome) -> None:
        if (screen := self._screen_shown()) is not None:
            screen.show_outcome(outcome)

    def _say_way(self, words: Text) -> None:
        if (screen := self._screen_shown()) is not None:
            screen.show_way(words, announced=True)

    def _machine(self) -> Machine:
        equipment = self.equipment
        return Machine(equipment.store, equipment.config, self._name, equipment.clock)

    def _screen_shown(self) -> TechnicianScreen | None:
        return self._screen if self._screen is not None and self.equipment.shell.screen_shown is self._screen else None
