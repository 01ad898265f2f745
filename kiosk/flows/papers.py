"""The papers of the desk: what waits is printed and confirmed, everything else is looked at and then printed."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from assets.services import is_anonymous
from assets.texts import T, left_to_right, show_digits
from forms.calendars import show_date
from kiosk.catalogue import offers
from kiosk.codes import code_in
from kiosk.flows.flow import Flow
from kiosk.flows.preview import PaperPreview, about
from kiosk.papers.kinds import ICONS, NAMES, OF_APPLICATION, OF_FORM, Kind
from kiosk.papers.report import month_around
from kiosk.print_queue import FILE
from kiosk.screens.papers import Offered, PapersScreen, PapersView, Waiting
from kiosk.session import Event
from sync.store.errors import StoreError
from sync.store.records import OrderState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from assets.texts import Text
    from kiosk.equipment import Equipment
    from kiosk.press import Printed
    from kiosk.widgets import Sayable
    from sync.store.records import PrintOrder, RecordKey, Scope, Submission

Wanted = TypeVar("Wanted")
_READY = T("The printer is ready.")
_PRINTING = T("The paper is being printed…")
_LOOK = T("The printer had the paper. Look whether it came out.")


class PapersFlow(Flow):
    """Acts for the member of staff who opened the desk; `submission` is the one she chose there."""

    def __init__(self, equipment: Equipment) -> None:
        """Begin with nobody."""
        super().__init__(equipment)
        self._preview = PaperPreview(equipment)
        self._screen: PapersScreen | None = None
        self._submission: Submission | None = None
        self._name = ""

    def prepare(self, name: str, chosen: RecordKey | None) -> None:
        """Act for `name`; `chosen` is the application whose papers are wanted."""
        self._name = name
        self._submission = None if chosen is None else self.equipment.store.submissions.get(chosen)

    def show_papers(self) -> None:
        """Show the list and what may be made, and ask the printer how it is."""
        self._show()
        if not self.equipment.press.look(self._tell_printer):
            self._say(self.equipment.papers.why_not(), "warn")

    def _show(self) -> None:
        equipment = self.equipment
        view = PapersView(
            waiting=tuple(map(self._waiting, equipment.papers.open())),
            sections=tuple(self._sections()),
            can_print=equipment.press.is_there,
        )
        screen = self._screen = PapersScreen(self.look, view)
        screen.paper_wanted.connect(self._open)
        screen.print_wanted.connect(self._guarded(self._print_waiting))
        screen.taken.connect(self._guarded(self._take))
        screen.missed.connect(self._guarded(self._miss))
        screen.drop_wanted.connect(self._guarded(self._drop))
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(screen)

    def _guarded(self, act: Callable[[Wanted], None]) -> Callable[[Wanted], None]:
        """Return an act on an order or a draft that says so when it cannot be noted, or is no longer on the list."""

        def guarded(wanted: Wanted) -> None:
            try:
                act(wanted)
            except StoreError as refused:
                self._show()
                self._say(refused.text, "warn")

        return guarded

    def _sections(self) -> list[tuple[Sayable, tuple[Offered, ...]]]:
        sections: list[tuple[Sayable, tuple[Offered, ...]]] = []
        if self._submission is not None:
            code = partial(code_in, self._submission.code)
            kinds = [kind for kind in OF_APPLICATION if self._may_be_made(kind, self._submission)]
            offered = tuple(Offered((kind, self._submission.code), NAMES[kind], "", ICONS[kind]) for kind in kinds)
            sections.append((T("For the application {code}", code=code), offered))
        forms = [
            Offered((kind, offer.form.key.form_id), NAMES[kind], offer.title, ICONS[kind])
            for offer in offers(self.equipment.store)
            if offer.form.key.central == self.equipment.config.central.id
            for kind in OF_FORM
        ]
        if forms:
            sections.append((T("To take home or fill in at home"), tuple(forms)))
        return [*sections, (T("Reports of this office"), tuple(self._reports()))]

    def _reports(self) -> list[Offered]:
        today = self.equipment.now().date()
        month = month_around(today)
        before = month_around(month[0] - timedelta(days=1))
        spans = ((T("Today"), (today, today)), (T("This month"), month), (T("Last month"), before))
        return [
            Offered((Kind.REPORT, f"{first}/{last}"), name, _days(first, last), ICONS[Kind.REPORT])
            for name, (first, last) in spans
        ]

    def _waiting(self, order: PrintOrder) -> Waiting:
        ordered = order.ordered_at.astimezone()
        return Waiting(
            number=order.number,
            name=NAMES[Kind(order.kind.removesuffix(FILE))],
            about=self._about(order),
            when=partial(_moment, ordered),
            handed=order.state is OrderState.HANDED,
            reason=order.reason,
        )

    def _about(self, order: PrintOrder) -> Sayable:
        if order.kind == Kind.REPORT:
            first, _, last = order.subject.partition("/")
            today = self.equipment.now().date()
            return _days(today.fromisoformat(first), today.fromisoformat(last))
        return about(order)

    def _may_be_made(self, kind: Kind, submission: Submission) -> bool:
        """Whether there is a letter to print; and what was said without a name is not read at the desk."""
        if kind is Kind.LETTER:
            case = self.equipment.store.cases.by_code(submission.code)
            return case is not None and bool(case.message)
        return kind is not Kind.COPY or not is_anonymous(submission.form.form_id)

    def _open(self, key: tuple[str, str]) -> None:
        kind, subject = key
        of_application = self._submission is not None and kind in OF_APPLICATION
        language = self._submission.language if of_application and self._submission else self.look.language
        central = self._submission.key.central if of_application and self._submission else ""
        draft = self.equipment.papers.draft(self._scope(), kind, subject, language, central=central)
        self._preview.open(
            self._scope(),
            draft,
            printed=self._guarded(self._want),
            left=self.show_papers,
            refused=lambda reason: self._say(reason, "warn"),
        )

    def _want(self, draft: PrintOrder) -> None:
        papers = self.equipment.papers
        central = draft.scope.central
        self._print(papers.order(self._scope(), draft.kind, draft.subject, draft.language, central=central))

    def _print(self, order: PrintOrder) -> None:
        begun = self.equipment.papers.print(self._scope(), order, self._printed)
        self._show()
        self._say(_PRINTING if begun else self.equipment.papers.why_not(), "ok" if begun else "warn")

    def _printed(self, _order: PrintOrder, printed: Printed) -> None:
        if self._screen is None or self.equipment.shell.screen_shown is not self._screen:
            return
        self._show()
        self._say(printed.fault or _LOOK, "error" if printed.fault else "ok")

    def _print_waiting(self, number: int) -> None:
        self._print(self.equipment.store.prints.get(number))

    def _take(self, number: int) -> None:
        self._answer(number, came_out=True)

    def _miss(self, number: int) -> None:
        self._answer(number, came_out=False)

    def _answer(self, number: int, *, came_out: bool) -> None:
        papers = self.equipment.papers
        papers.answer(self._scope(), self.equipment.store.prints.get(number), came_out=came_out)
        self.show_papers()

    def _drop(self, number: int) -> None:
        self.equipment.papers.drop(self._scope(), self.equipment.store.prints.get(number))
        self.show_papers()

    def _tell_printer(self, printed: Printed) -> None:
        if printed.fault is not None:
            self._say(printed.fault, "error")
        elif printed.notice is not None:
            self._say(printed.notice, "warn")
        else:
            self._say(_READY, "ok")

    def _say(self, words: Text, role: str) -> None:
        if self._screen is not None and self.equipment.shell.screen_shown is self._screen:
            self._screen.show_printer(words, role=role)

    def _scope(self) -> Scope:
        return self.equipment.scope(self._name)


def _days(first: date, last: date) -> Sayable:
    """Return one day, or the days from one to the other, in whatever language is shown."""
    if first == last:
        return partial(show_date, first)
    return T("{first} to {last}", first=partial(show_date, first), last=partial(show_date, last))


def _moment(when: datetime, language: str) -> str:
    return f"{show_date(when.date(), language)} {left_to_right(show_digits(f'{when:%H:%M}', language))}"
