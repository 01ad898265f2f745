"""Where is my application: by code or by the paper's code, with a growing pause for who only guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.flows.flow import Flow
from kiosk.papers.kinds import Kind
from kiosk.screens.track import TrackScreen
from kiosk.session import Event
from kiosk.tracking import NotFound, find
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from kiosk.equipment import Equipment
    from kiosk.press import Printed
    from sync.store.records import Case, PrintOrder

FREE_GUESSES = 5
PAUSE_SECONDS = 30
_SLOW_DOWN = T("Too many wrong codes. Please wait {seconds} seconds, or ask the assistant.", seconds=PAUSE_SECONDS)
_PRINTED = T("Please take your paper.")


class TrackFlow(Flow):
    """Answers one code after another; five wrong ones cost a pause."""

    def __init__(self, equipment: Equipment) -> None:
        """Begin without a wrong code."""
        super().__init__(equipment)
        self._screen: TrackScreen | None = None
        self._case: Case | None = None
        self._wrong = 0
        self._paused_until = 0.0

    def show_track(self) -> None:
        """Ask for a code."""
        self._case = None
        self._screen = TrackScreen(self.look)
        self._screen.code_given.connect(self._find)
        self._screen.print_wanted.connect(self._print)
        self._screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(self._screen)

    def _find(self, text: str) -> None:
        assert self._screen is not None  # noqa: S101 - its own signal
        monotonic = self.equipment.clock.monotonic()
        if monotonic < self._paused_until:
            self._screen.show_fault(_SLOW_DOWN)
            return
        try:
            found = find(self.equipment.store, text, heard=self.equipment.delivery.news.heard)
        except NotFound as error:
            self._wrong += error.guess
            if self._wrong >= FREE_GUESSES:
                self._wrong, self._paused_until = 0, monotonic + PAUSE_SECONDS
                self._screen.show_fault(_SLOW_DOWN)
            else:
                self._screen.show_fault(error.text)
            return
        self._wrong, self._case = 0, found.case
        self._screen.show_standing(found.standing, can_print=self.equipment.press.is_there)

    def _print(self) -> None:
        equipment, case = self.equipment, self._case
        if case is None:
            return
        scope = equipment.scope("citizen")
        try:
            order = equipment.papers.order(scope, Kind.LETTER, case.code, self.look.language, central=case.central)
            refused = None if equipment.papers.print(scope, order, self._printed) else equipment.papers.why_not()
        except StoreError as full:
            refused = full.text
        if refused is not None and self._screen is not None:
            self._screen.show_fault(refused)

    def _printed(self, _order: PrintOrder, printed: Printed) -> None:
        if self._screen is None or self.equipment.shell.screen_shown is not self._screen:
            return
        if printed.fault is None:
            self._screen.announce(self.look.say(_PRINTED))
        else:
            self._screen.show_fault(printed.fault)
