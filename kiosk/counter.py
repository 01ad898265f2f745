"""The counter: listens to the flows, steps the session's table, shows what the new state asks for."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from forms.errors import FormError
from kiosk.aloud import Aloud
from kiosk.flows.welcome import WelcomeFlow
from kiosk.idle import idle_time
from kiosk.idle_clock import IdleClock
from kiosk.screens.help_sign import HelpSign
from kiosk.screens.idle_warning import IdleWarning
from kiosk.screens.trouble_sign import TroubleSign
from kiosk.session import Event, Session, State, possible, step
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.equipment import Equipment
    from kiosk.flows.filling import FillingFlow
    from kiosk.flows.flow import AnyFlow
    from kiosk.flows.papers import PapersFlow
    from kiosk.flows.receipts import ReceiptFlow
    from kiosk.flows.staff import StaffFlow
    from kiosk.flows.technician import TechnicianFlow
    from kiosk.flows.track import TrackFlow
    from kiosk.flows.verify import VerifyFlow

log = logging.getLogger(__name__)
_UNHURRIED_FROM = 1.5  # text size from which reading takes longer


class Counter(QObject):
    """One machine's session from attract to clearing; `cleared` asks for a new process, `moved` tells each state.

    `left` says that the page shown goes. All but the welcome is loaded when first needed: attract answers at once.
    """

    cleared = Signal()
    moved = Signal(object)
    left = Signal()

    def __init__(self, equipment: Equipment) -> None:
        """Begin at the attract screen."""
        super().__init__()
        self.equipment = equipment
        self.session = Session()
        self.welcome = self._heard(WelcomeFlow(equipment))
        self.warning: IdleWarning | None = None
        self.aloud = Aloud(equipment)
        self.idle = IdleClock(equipment.shell)  # after the keypad: it hears of a key first, and keeps none back
        self.aloud.lively.connect(self.idle.wind_up)
        self._shows: dict[State, Callable[[], None]] = {
            State.ATTRACT: self._greet,
            State.LANGUAGE: self.welcome.show_language,
            State.HOME: self.welcome.show_home,
            State.SERVICE: lambda: self.welcome.show_service(begun=self._is_visited()),
            State.WHO: self.welcome.show_who,
            State.FILLING: lambda: self.filling.show_filling(),
            State.REVIEW: lambda: self.filling.show_review(),
            State.SIGN: lambda: self.filling.show_sign(),
            State.FINALISING: lambda: self.filling.show_finalising(),
            State.RECEIPT: self._show_receipt,
            State.PRINT_TROUBLE: lambda: self.receipts.show_trouble(),
            State.FAREWELL: lambda: self.receipts.show_farewell(),
            State.TRACK: lambda: self.track.show_track(),
            State.LEARN: self.welcome.show_learn,
            State.STAFF_PIN: lambda: self.staff.show_pin(),
            State.DESK: lambda: self.staff.show_desk(),
            State.PAPERS: lambda: self.papers.show_papers(),
            State.VERIFY: lambda: self.verify.show_verify(),
            State.TECHNICIAN: lambda: self.technician.show_technician(),
            State.CLEARING: self._clear,
            State.IDLE_WARNING: self._warn,
        }
        self._connect()
        self._show()

    @cached_property
    def filling(self) -> FillingFlow:
        """The way through a form."""
        from kiosk.flows.filling import FillingFlow

        return self._heard(FillingFlow(self.equipment))

    @cached_property
    def receipts(self) -> ReceiptFlow:
        """What comes after recording."""
        from kiosk.flows.receipts import ReceiptFlow

        return self._heard(ReceiptFlow(self.equipment))

    @cached_property
    def track(self) -> TrackFlow:
        """The question where an application stands."""
        from kiosk.flows.track import TrackFlow

        return self._heard(TrackFlow(self.equipment))

    @cached_property
    def staff(self) -> StaffFlow:
        """The desk."""
        from kiosk.flows.staff import StaffFlow

        return self._heard(StaffFlow(self.equipment))

    @cached_property
    def papers(self) -> PapersFlow:
        """The papers of the desk."""
        from kiosk.flows.papers import PapersFlow

        return self._heard(PapersFlow(self.equipment))

    @cached_property
    def verify(self) -> VerifyFlow:
        """The check of receipts."""
        from kiosk.flows.verify import VerifyFlow

        return self._heard(VerifyFlow(self.equipment))

    @cached_property
    def technician(self) -> TechnicianFlow:
        """The technician's page."""
        from kiosk.flows.technician import TechnicianFlow

        flow = self._heard(TechnicianFlow(self.equipment))
        flow.lively.connect(self.idle.wind_up)
        return flow

    @property
    def is_cleared(self) -> bool:
        """Whether a session has ended here, so that another process must go on."""
        return self.session.state is State.CLEARING

    def end(self) -> None:
        """The window closes: wait for what is still being said or done."""
        self.aloud.end()
        if "technician" in vars(self):
            self.technician.end()

    def happen(self, event: Event) -> None:
        """Step the session by `event` and show where it stands now; an event that changes nothing shows nothing."""
        before = self.session
        self.session = step(before, event)
        if self.session == before:
            return
        try:
            self._prepare(event)
        except (FormError, StoreError) as fault:
            self._tell_not_opened(fault)
            return
        if before.state is State.IDLE_WARNING and event is Event.TOUCHED:
            self._take_warning_away()
            return
        self._show()

    def _heard(self, flow: AnyFlow) -> AnyFlow:
        flow.happened.connect(self.happen)
        return flow

    def _is_visited(self) -> bool:
        """Whether somebody is filling in a form."""
        return "filling" in vars(self) and self.filling.visit is not None

    def _connect(self) -> None:
        shell = self.equipment.shell
        shell.end_wanted.connect(lambda: self._happen_if_possible(Event.ENDED))
        shell.language_wanted.connect(self._next_language)
        shell.help_wanted.connect(self._call_help)
        self.equipment.look.changed.connect(self._watch)
        self.equipment.hearing.changed.connect(self._watch)
        self.equipment.hearing.changed.connect(self.welcome.show_hearing)
        self.idle.idled.connect(lambda: self._happen_if_possible(Event.IDLED))
        self.idle.ran_out.connect(lambda: self._happen_if_possible(Event.TIMED_OUT))

    def _happen_if_possible(self, event: Event) -> None:
        """Pass on what comes from outside of the screens; where it makes no sense it means nothing."""
        if possible(self.session, event):
            self.happen(event)

    def _prepare(self, event: Event) -> None:
        """Hand over what one flow learned to the flow that goes on with it."""
        if event is Event.SERVICE_CHOSEN and self.welcome.offer is not None:
            self.filling.prepare(self.welcome.offer.form.key)
        elif event in (Event.WHO_SAID, Event.STARTED_UNASKED) and self.welcome.offer is not None:
            self.filling.begin(self.welcome.offer.form.key, self.welcome.actor)
        elif event in (Event.REOPENED, Event.CORRECTION_BEGUN) and self.staff.reopened is not None:
            self.filling.resume(self.staff.reopened)
        elif event is Event.TECHNICIAN_ACCEPTED:
            self.technician.prepare(self.staff.name)
        elif event is Event.PAPERS_ASKED:
            self.papers.prepare(self.staff.name, self.staff.chosen)
        elif event is Event.RECORDED:
            self.equipment.delivery.nudge()

    def _tell_not_opened(self, fault: FormError | StoreError) -> None:
        """Go back to the services: the form fails on its own defaults, or nothing can be saved now."""
        log.error("a form was not opened", exc_info=fault)
        self.session = step(self.session, Event.NOT_OPENED)
        self._show()
        sign = TroubleSign(
            self.equipment.look, self.equipment.shell, fault.text if isinstance(fault, StoreError) else None
        )
        sign.stay.connect(sign.deleteLater)

    def _show(self) -> None:
        state = self.session.state
        if state is not State.IDLE_WARNING:
            self.left.emit()
            self._take_warning_away()
            self._watch()
        self._shows[state]()
        self.moved.emit(state)

    def _greet(self) -> None:
        self.aloud.forget()
        self.welcome.show_attract()

    def _show_receipt(self) -> None:
        assert self.filling.submission is not None  # noqa: S101 - the table leads here only after recording
        self.receipts.show_receipt(self.filling.submission)

    def _warn(self) -> None:
        self.warning = IdleWarning(self.equipment.look, self.equipment.shell, self.idle.count_down())
        self.warning.stay.connect(lambda: self._happen_if_possible(Event.TOUCHED))
        self.warning.leave.connect(lambda: self._happen_if_possible(Event.ENDED))
        self.idle.counted.connect(self.warning.count)

    def _take_warning_away(self) -> None:
        if self.warning is not None:
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
            self._watch()

    def _watch(self) -> None:
        """Wait as long as the page shown is waited for; longer where the words are large or are heard."""
        if self.session.state is not State.IDLE_WARNING:
            unhurried = self.equipment.look.scale >= _UNHURRIED_FROM or self.equipment.hearing.aloud
            self.idle.watch(idle_time(self.session.state, unhurried=unhurried))

    def _call_help(self) -> None:
        sign = HelpSign(self.equipment.look, self.equipment.shell)
        sign.stay.connect(sign.deleteLater)
        self.left.connect(sign.hide)  # nobody waits for help on a page that is no longer there
        self.left.connect(sign.deleteLater)
        caller = self.equipment.calls.caller if self.equipment.calls is not None else None
        if caller is not None:
            caller.coming.connect(sign.show_coming)
            sign.gone.connect(caller.end)
            caller.call()

    def _next_language(self) -> None:
        languages = self.equipment.config.languages
        following = languages[(languages.index(self.equipment.look.language) + 1) % len(languages)]
        if self._is_visited():
            self.filling.speak(following)  # before the screens ask the form for its words
        self.equipment.look.change(language=following)
        shown = self.equipment.shell.screen_shown
        if shown is not None and shown.looked_up:
            self._shows[self.session.state]()

    def _clear(self) -> None:
        """Shred what was not handed in, wait for the paper, and ask for a new process: this one has seen answers."""
        if "filling" in vars(self):  # else no form was so much as looked at
            self._give_up()
            self.filling.forget_preparation()
        if "technician" in vars(self):
            self.technician.end()
        self.aloud.forget()
        self.equipment.press.end()
        log.info("session cleared")
        self.cleared.emit()

    def _give_up(self) -> None:
        try:
            self.filling.give_up()
        except StoreError:  # the screen is cleared all the same; the draft can be reopened for half an hour at most
            log.exception("a draft could not be shredded now")
