"""A paper on the screen before it is on paper: made in the press's thread, shown, printed, or copied to a stick."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assets.services import service_of
from assets.texts import T
from kiosk.codes import code_in
from kiosk.flows.flow import Flow
from kiosk.papers.kinds import NAMES, OF_APPLICATION, Kind
from kiosk.print_queue import FILE
from kiosk.system import mounted_stick
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.texts import Text
    from kiosk.equipment import Equipment
    from kiosk.press import Printed
    from kiosk.screens.paper import PaperScreen
    from kiosk.widgets import Sayable
    from sync.store.records import PrintOrder, Scope

_COPIED = T("The copy is on the stick. You may pull it out.")
_COPYING = T("The copy is being written to the stick…")


class PaperPreview(Flow):
    """Shows one paper after the other; `show` of the flow that asked takes it from there."""

    def __init__(self, equipment: Equipment) -> None:
        """Begin without a paper."""
        super().__init__(equipment)
        self._screen: PaperScreen | None = None

    def open(
        self,
        scope: Scope,
        draft: PrintOrder,
        *,
        printed: Callable[[PrintOrder], None],
        left: Callable[[], None],
        refused: Callable[[Text], None],
    ) -> None:
        """Make `draft` and show it: `printed` when it is wanted on paper, `left` at Back, `refused` with the reason."""
        made: list[bytes] = []
        asked_on = type(self.equipment.shell.screen_shown)

        def act() -> None:
            made.append(self.equipment.papers.make(draft))

        def done(outcome: Printed) -> None:
            if type(self.equipment.shell.screen_shown) is not asked_on:
                return  # the person has gone on
            if outcome.fault is not None:
                refused(outcome.fault)
            else:
                self._show(scope, draft, made[0], printed, left, refused)

        self.equipment.press.do(act, done)

    def _show(
        self,
        scope: Scope,
        draft: PrintOrder,
        pdf: bytes,
        printed: Callable[[PrintOrder], None],
        left: Callable[[], None],
        refused: Callable[[Text], None],
    ) -> None:
        from kiosk.paper_pages import PaperPages  # it brings Qt's reader of PDF, which no other page needs
        from kiosk.screens.paper import PaperScreen, PaperView

        config = self.equipment.config
        view = PaperView(
            name=NAMES[Kind(draft.kind)],
            about=about(draft),
            language=draft.language,
            languages=config.languages,
            can_print=self.equipment.press.is_there,
            can_take=config.printing.stick,
        )
        screen = self._screen = PaperScreen(self.look, view, PaperPages(pdf))
        screen.back_wanted.connect(left)
        screen.print_wanted.connect(lambda: printed(draft))
        screen.stick_wanted.connect(lambda: self._take(scope, draft))
        screen.language_wanted.connect(
            lambda language: self.open(
                scope, replace(draft, language=language), printed=printed, left=left, refused=refused
            )
        )
        self.show(screen)

    def _take(self, scope: Scope, draft: PrintOrder) -> None:
        screen = self._screen
        if screen is None:
            return
        papers = self.equipment.papers
        try:
            papers.take(scope, (draft,), mounted_stick(), lambda outcome: self._taken(outcome.fault))
        except StoreError as full:
            screen.show_state(full.text)
            return
        screen.show_state(_COPYING)

    def _taken(self, fault: Text | None) -> None:
        if self._screen is not None and self.equipment.shell.screen_shown is self._screen:
            self._screen.show_state(fault or _COPIED)


def about(order: PrintOrder) -> Sayable:
    """Return which application, form or days a paper is about, in a word or two."""
    if order.kind in OF_APPLICATION or order.kind.removesuffix(FILE) in OF_APPLICATION:
        return partial(code_in, order.subject)
    service = service_of(order.subject)
    if service is not None:
        return service.title
    return order.subject
