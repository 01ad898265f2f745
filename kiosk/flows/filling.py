"""The way through a form: question by question, back and forth, check, consent, recorded."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QTimer

from assets.services import choice_icon, is_anonymous, service_of
from assets.texts import T
from forms.errors import NotFinalisable
from kiosk import handing_in
from kiosk import visit as acts
from kiosk.answers import shown
from kiosk.controls import Surroundings
from kiosk.correction import came_back_for
from kiosk.files import DraftFiles
from kiosk.filling import VisitFilling, after, before, index_of, page_with
from kiosk.flows.ahead import PageAhead
from kiosk.flows.flow import Flow
from kiosk.map.office import OfficeMap
from kiosk.preparation import Preparation
from kiosk.screens.fault_sign import FaultSign
from kiosk.screens.left_behind import LeftBehindScreen
from kiosk.screens.plain import RECORDING, NoticeScreen
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.screens.review import ReviewScreen
from kiosk.screens.sentences import fault_sentence
from kiosk.screens.sign import SignScreen
from kiosk.session import Event
from kiosk.system import choose_file
from kiosk.widgets import Fault, said
from sync.store.errors import StoreError
from sync.store.records import KeptAt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.definition import FormDef
    from forms.pages import Page
    from forms.state import Fault as FormFault
    from kiosk.carrying import LeftBehind
    from kiosk.equipment import Equipment
    from kiosk.press import Printed
    from kiosk.visit import Visit
    from kiosk.widgets import Sayable
    from sync.store.records import Draft, FormKey, Submission

log = logging.getLogger(__name__)
_PAINTED = 50  # milliseconds after which a page stands, and the next one may be made
_SETTLED = 300  # milliseconds after which a person is on a page, and not turning past it
_PRINTING = T("The paper is being printed…")
_PRINTED = T("Please take your paper.")
_ASK = T("Is everything right, and may the office have it?")


class FillingFlow(Flow):
    """Holds the visit; `submission` is what became of it."""

    def __init__(self, equipment: Equipment) -> None:
        """Begin without a visit."""
        super().__init__(equipment)
        self.visit: Visit | None = None
        self.submission: Submission | None = None
        self._preparation: Preparation | None = None
        self._ahead = PageAhead(equipment.shell)
        self._page: Page | None = None
        self._changing = False
        self._faults: tuple[Fault, ...] = ()
        place = equipment.config.office.map
        self._map = OfficeMap(Path(place) if place else None)
        self._painted = QTimer(self, singleShot=True, interval=_PAINTED)
        self._painted.timeout.connect(self._look_ahead)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settled.timeout.connect(self._keep_place)

    def prepare(self, form: FormKey) -> None:
        """Read `form` and its lists in the background: its service page is being read."""
        if self._preparation is not None and self._preparation.key == form:
            return
        self.forget_preparation()
        equipment = self.equipment
        self._preparation = Preparation(equipment.store, equipment.scope("program"), form, equipment.now)
        self._preparation.start()

    def forget_preparation(self) -> None:
        """Wait for the form being read; nobody needs it any more."""
        if self._preparation is not None:
            self._preparation.wait()
            self._preparation = None

    def begin(self, form: FormKey, actor: str) -> None:
        """Start `form` for `actor`; the answers already given to the same form stay."""
        scope = replace(self.equipment.scope(actor), central=form.central)
        if self.visit is not None and self.visit.form == form:
            self.visit.scope = scope
            return
        self.give_up()
        self.visit = acts.begin(
            self.equipment.store,
            scope,
            form,
            now=self.equipment.now,
            language=self.look.language,
            kept_at=KeptAt.KIOSK,
            definition=self._prepared(form),
            geopoint=self.equipment.config.office.geopoint,
        )
        self._page = None

    def resume(self, draft: Draft) -> None:
        """Go on with a draft that was cut off, where it was left."""
        self.give_up()
        equipment = self.equipment
        self.visit = acts.resume(
            equipment.store,
            equipment.scope(draft.scope.actor),
            draft,
            now=equipment.now,
            geopoint=equipment.config.office.geopoint,
        )
        self._page = page_with(acts.pages(self.visit), self.visit.place)

    def speak(self, language: str) -> None:
        """Show form and shell in `language`; answers and place stay. What is handed in stays as it was said."""
        if self.visit is not None and self.submission is None:
            self._tell_faults(acts.new_faults(self.visit, acts.speak(self.visit, language).faults))

    def give_up(self) -> None:
        """Shred what was not handed in."""
        self._ahead.drop()
        if self.visit is not None and self.submission is None:
            acts.give_up(self.visit)
        self.visit = None

    def show_filling(self) -> None:
        """Show the page where the person is; before it, what a newer version of the form had no place for."""
        left_behind = self._visit().left_behind
        if left_behind is not None:
            self._show_left_behind(left_behind)
            return
        pages = acts.pages(self._visit())
        page = pages[index_of(pages, self._page)] if self._page is not None else pages[0]
        self._go(page)

    def _show_left_behind(self, left_behind: LeftBehind) -> None:
        visit = self._visit()
        told = left_behind.told(visit.language)
        screen = LeftBehindScreen(self.look, told, lambda answer: shown(answer, visit.language))
        screen.next_wanted.connect(self._go_on_without)
        self.show(screen)

    def _go_on_without(self) -> None:
        self._visit().left_behind = None
        self.show_filling()

    def show_review(self) -> None:
        """Show all answers."""
        visit = self._visit()
        self._changing = False
        self._ahead.drop()
        faults, self._faults = self._faults or self._told_before(), ()
        came_back = came_back_for(visit.store, visit.key) if visit.resumed else None
        screen = ReviewScreen(self.look, acts.review(visit), lambda entry: shown(entry, visit.language), came_back)
        screen.change_wanted.connect(self._change)
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        screen.next_wanted.connect(self._confirm)
        self.show(screen)
        if faults:
            screen.show_faults(faults)

    def show_sign(self) -> None:
        """Ask for the consent, in the form's own words where it asks for one."""
        visit = self._visit()
        ref = handing_in.ask_consent(visit)
        node = visit.entry.node(ref) if ref is not None else None
        question = _ASK if node is None or node.label is None else partial(_words_of, visit, node.path, "label")
        hint = "" if node is None or node.hint is None else partial(_words_of, visit, node.path, "hint")
        more = "" if node is None or node.guidance is None else partial(_words_of, visit, node.path, "guidance")
        sealed = visit.entry.form.submission.public_key is not None
        screen = SignScreen(self.look, question, hint, more, sealed=sealed, can_print=self.equipment.press.is_there)
        screen.copy_wanted.connect(lambda: self._print_copy(screen))
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        screen.next_wanted.connect(lambda: self._consent(ref))
        self.show(screen)

    def _print_copy(self, screen: SignScreen) -> None:
        """Put the answers on paper while they can still be read here."""
        from kiosk.papers.copy import copy_before_sealing  # only sealed services ask for it before they are recorded
        from printing.application import render_application

        equipment, language = self.equipment, self.look.language
        copy = copy_before_sealing(self._visit(), equipment.config.office, language)
        paper = equipment.config.printing.paper

        def done(printed: Printed) -> None:
            if equipment.shell.screen_shown is screen:
                screen.show_printing(printed.fault or _PRINTED)

        if equipment.press.put_on_paper(copy.code, lambda: render_application(copy, language, paper), done):
            screen.show_printing(_PRINTING)

    def show_finalising(self) -> None:
        """Record; the page that says so is painted first."""
        self.show(NoticeScreen(self.look, RECORDING))
        QTimer.singleShot(0, self._finalise)

    def _go(self, page: Page) -> None:
        visit = self._visit()
        self._page = page
        acts.move_to(visit, page)
        self._settled.start()
        screen = self._ahead.take(page)
        if screen is None:
            screen = self._made(page)
        else:
            screen.show_progress(self._progress(page))
        self.show(screen)
        self._painted.start()

    def _made(self, page: Page) -> QuestionScreen:
        visit = self._visit()
        files = DraftFiles(self.equipment.store, visit.scope, visit.key)
        media = self.equipment.store.forms.media(visit.form)
        surroundings = Surroundings(
            look=self.look,
            media=media.get,
            attachments=files,
            now=self.equipment.now,
            choose_file=choose_file,
            choice_icon=partial(choice_icon, visit.form.form_id),
            office_map=self._map,
        )
        filling, progress = VisitFilling(visit, self._tell_faults), self._progress(page)
        may_go_back = self._changing or not visit.resumed or before(acts.pages(visit), page) is not None
        screen = QuestionScreen(surroundings, filling, page, progress, may_go_back=may_go_back)
        screen.next_wanted.connect(self._next)
        screen.back_wanted.connect(self._back)
        screen.open_wanted.connect(self._open)
        screen.structure_changed.connect(lambda: screen.show_progress(self._progress(page)))
        return screen

    def _look_ahead(self) -> None:
        """Make the page that follows if the answer here changes nothing there."""
        shown = self.equipment.shell.screen_shown
        if self.visit is None or self._changing or not isinstance(shown, QuestionScreen):
            return
        following = after(acts.pages(self.visit), shown.page)
        if following is not None and following.kind != "repeat":
            self._ahead.hold(following, self._made(following))

    def _keep_place(self) -> None:
        """Save where the person is. The answers are on the disk already, so the page does not wait for this."""
        if self.visit is None or self.submission is not None:
            return
        try:
            acts.keep_place(self.visit)
        except StoreError as fault:
            log.warning("the place could not be saved: %s", type(fault).__name__)

    def _next(self) -> None:
        pages, page = acts.pages(self._visit()), self._shown()
        if self._changing and page.instance is None:
            self.happened.emit(Event.ALL_ANSWERED)
            return
        following = after(pages, page)
        if page.kind == "repeat":
            following = self._unfinished(page) or following
        elif following is not None and following.kind == "repeat" and not _in(page, following):
            following = self._unfinished(following) or following
        if following is None:
            self.happened.emit(Event.ALL_ANSWERED)
            return
        self._go(following)

    def _back(self) -> None:
        previous = before(acts.pages(self._visit()), self._shown())
        if self._changing and self._shown().instance is None:
            self.happened.emit(Event.ALL_ANSWERED)
        elif previous is None:
            self.happened.emit(Event.BACK_UNASKED if is_anonymous(self._visit().form.form_id) else Event.BACK)
        else:
            self._go(previous)

    def _open(self, instance: str) -> None:
        inside = [page for page in acts.pages(self._visit()) if page.instance == instance]
        if inside:
            self._go(inside[0])

    def _unfinished(self, listing: Page) -> Page | None:
        """Return the first page of the list's instances where an answer is still missing or wrong."""
        visit = self._visit()
        for violation in visit.entry.validate():
            if violation.ref.startswith(f"{listing.repeat}["):
                return page_with(acts.pages(visit), violation.ref)
        return None

    def _change(self, ref: str) -> None:
        found = page_with(acts.pages(self._visit()), ref)
        if found is not None:
            acts.jump(self._visit())
            self._page, self._changing = found, True
            self.happened.emit(Event.CHANGE_ASKED)

    def _confirm(self) -> None:
        """Go on to the consent, unless answers are missing or wrong: those are told here."""
        faults, screen = self._violated(), self.equipment.shell.screen_shown
        if faults and isinstance(screen, ReviewScreen):
            screen.show_faults(faults)
            return
        self.happened.emit(Event.ANSWERS_CONFIRMED)

    def _violated(self) -> tuple[Fault, ...]:
        visit = self._visit()
        return tuple(
            Fault(violation.ref, fault_sentence(visit.entry.node(violation.ref), visit.language))
            for violation in handing_in.violations(visit)
        )

    def _told_before(self) -> tuple[Fault, ...]:
        """What the same page said in another language, in the one spoken now."""
        screen = self.equipment.shell.screen_shown
        if not isinstance(screen, ReviewScreen) or not screen.faults:
            return ()
        return self._violated() or screen.faults

    def _consent(self, ref: str | None) -> None:
        if ref is not None:
            acts.answer(self._visit(), ref, "OK")
        self.happened.emit(Event.CONSENTED)

    def _finalise(self) -> None:
        visit = self._visit()
        try:
            self.submission = handing_in.finalise(visit)
        except NotFinalisable as refused:
            self._not_recorded([(each.ref, each.message or "") for each in refused.violations])
        except StoreError as fault:
            log.warning("a submission could not be recorded: %s", type(fault).__name__)
            self._not_recorded([("", fault.text)])
        else:
            self.happened.emit(Event.RECORDED)

    def _not_recorded(self, reasons: Sequence[tuple[str, Sayable]]) -> None:
        self._faults = tuple(Fault(ref, reason) for ref, reason in reasons)
        self.happened.emit(Event.NOT_RECORDED)

    def _tell_faults(self, faults: tuple[FormFault, ...]) -> None:
        """Say that the form fails somewhere, once the page that follows stands."""
        if faults:
            QTimer.singleShot(0, self, partial(self._show_fault, faults[0]))

    def _show_fault(self, fault: FormFault) -> None:
        form = self._visit().form
        sign = FaultSign(self.look, self.equipment.shell, form.form_id, form.version, fault.ref)
        sign.stay.connect(sign.deleteLater)

    def _prepared(self, form: FormKey) -> FormDef | None:
        preparation = self._preparation
        return preparation.definition() if preparation is not None and preparation.key == form else None

    def _progress(self, page: Page) -> Progress:
        visit = self._visit()
        pages = acts.pages(visit)
        service = service_of(visit.form.form_id)
        title = said(service.title, self.look.language) if service else visit.entry.form.title
        return Progress(index_of(pages, page) + 1, len(pages), title)

    def _shown(self) -> Page:
        """The page shown, as it is now: a group may have gained or lost questions."""
        screen = self.equipment.shell.screen_shown
        assert isinstance(screen, QuestionScreen)  # noqa: S101 - only a question page goes on or back
        return screen.page

    def _visit(self) -> Visit:
        assert self.visit is not None  # noqa: S101 - the table leads here only with a visit
        return self.visit


def _words_of(visit: Visit, ref: str, which: Literal["label", "hint", "guidance"], _language: str) -> str:
    """Return what the form says at `ref` in the language that it speaks now."""
    node = visit.entry.node(ref)
    words = {"label": node.label, "hint": node.hint, "guidance": node.guidance}[which]
    return words.text if words is not None else ""


def _in(page: Page, listing: Page) -> bool:
    return (page.instance or "").startswith(f"{listing.repeat}[")
