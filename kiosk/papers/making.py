"""An order of the print queue to its PDF, with a connection of its own: it is made in another thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assets.services import service_of
from assets.texts import T
from forms.printing import NAMESPACE
from kiosk.papers.kinds import OF_APPLICATION, Kind
from kiosk.papers.receipt import receipt_of, whom_to_ask
from printing.errors import NothingToPrint
from printing.receipt import render_receipt
from sync.store.errors import NoSuchRecord

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.entry import FormEntry
    from kiosk.config import Config
    from sync.store import Store
    from sync.store.forms import Forms
    from sync.store.records import FormKey, InstalledForm, PrintOrder, Submission

_UNKNOWN = T("This machine does not have this application.")
_NO_MESSAGE = T("No official has written about this application yet.")
_NO_FORM = T("This form is not offered here any more.")


def has_layout(forms: Forms, key: FormKey) -> bool:
    """Whether a form says anything about its paper; without parsing it."""
    try:
        return NAMESPACE.encode() in forms.xform(key)
    except NoSuchRecord:
        return False


def title_of(order: PrintOrder) -> str:
    """Return the job's title, which reaches the page log: a tracking code, or only what kind of paper it is."""
    return order.subject if order.kind in OF_APPLICATION else order.kind


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """Makes papers of one office; `now` is the office's own time."""

    config: Config
    now: Callable[[], datetime]

    def make(self, store: Store, order: PrintOrder) -> bytes:
        """Return the paper of `order` as a PDF. Raises PrintingError; NothingToPrint when its contents are gone."""
        # Each kind is loaded when it is first wanted: most visits print a receipt and nothing else.
        try:
            return _MAKERS[Kind(order.kind)](self, store, order)
        except NoSuchRecord as gone:
            raise NothingToPrint(_UNKNOWN) from gone

    def receipt(self, store: Store, order: PrintOrder) -> bytes:
        """What the citizen takes home."""
        submission = self._submission(store, order)
        copy = max(order.copy, 1)
        receipt = receipt_of(store, submission, self.config.office, order.language, copy=copy)
        if has_layout(store.forms, submission.form):
            from kiosk.papers.layout import laid_out  # the form itself is read only where it says something

            receipt = laid_out(receipt, store, order, submission, self.now)
        return render_receipt(receipt, self.config.printing.paper, order.language, store.device.private_key)

    def fits(self, order: PrintOrder) -> bool:
        """Whether this office's printer can print the paper so that it can be read: some need a whole sheet."""
        return self.config.printing.paper == "a4" or order.kind not in (Kind.BLANK, Kind.REPORT)

    def sheets(self, store: Store, order: PrintOrder) -> int:
        """Return how many times the form wants this paper printed."""
        if order.kind not in (Kind.RECEIPT, Kind.COPY):
            return 1
        submission = store.submissions.by_code(order.subject)
        if submission is None or not has_layout(store.forms, submission.form):
            return 1
        from kiosk.papers.layout import layout_of_form

        return layout_of_form(store, submission.form).copies

    def copy(self, store: Store, order: PrintOrder) -> bytes:
        """All answers as they were handed in."""
        from kiosk.papers.copy import application_of
        from printing.application import render_application

        submission = self._submission(store, order)
        application = application_of(
            store, order.scope, submission, self.config.office, self.now, order.language, copy=max(order.copy, 1)
        )
        return render_application(application, order.language, self.config.printing.paper)

    def letter(self, store: Store, order: PrintOrder) -> bytes:
        """What an official wrote."""
        from kiosk.papers.letter import letter_of
        from printing.letter import render_letter

        case = store.cases.by_code(order.subject)
        if case is None or not case.message:
            raise NothingToPrint(_NO_MESSAGE)
        letter = letter_of(case, self.config.office, order.language, self.now(), copy=max(order.copy, 1))
        return render_letter(letter, order.language, self.config.printing.paper)

    def labels(self, store: Store, order: PrintOrder) -> bytes:
        """One label for each paper document that the service asks for."""
        from printing.labels import Labels, render_labels

        submission = self._submission(store, order)
        service = service_of(submission.form.form_id)
        documents = service.documents if service else (T("Paper document"),)
        title = service.title if service else submission.form.form_id
        labels = Labels(submission.code, self.config.office.name(order.language), title, documents)
        return render_labels(labels, self.config.printing.paper, order.language)

    def checklist(self, store: Store, order: PrintOrder) -> bytes:
        """What to bring for a service."""
        from printing.checklist import Checklist, render_checklist

        service, form = service_of(order.subject), self._form(store, order)
        office = self.config.office
        checklist = Checklist(
            office=office.name(order.language),
            form_id=form.key.form_id,
            service=service.title if service else form.name,
            documents=service.documents if service else (T("Your identity card"),),
            eligibility=service.eligibility if service else None,
            fee=service.fee if service else None,
            days=service.days if service else 0,
            ask=whom_to_ask(office),
        )
        return render_checklist(checklist, self.config.printing.paper, order.language)

    def blank(self, store: Store, order: PrintOrder) -> bytes:
        """A form to be filled in by hand."""
        from kiosk.papers.blank import blank_form
        from printing.blank import render_blank

        form, service = self._form(store, order), service_of(order.subject)
        entry = self._started(store, order, form)
        name = service.title if service else form.name
        return render_blank(blank_form(entry, name, self.config.office.name(order.language)), order.language)

    def report(self, store: Store, order: PrintOrder) -> bytes:
        """What the office did on some days."""
        from kiosk.papers.report import report_of
        from printing.report import render_report

        first, _, last = order.subject.partition("/")
        days = date.fromisoformat(first), date.fromisoformat(last)
        return render_report(report_of(store, self.config.office, *days, order.language, self.now()), order.language)

    def _submission(self, store: Store, order: PrintOrder) -> Submission:
        submission = store.submissions.by_code(order.subject)
        if submission is None:
            raise NothingToPrint(_UNKNOWN)
        return submission

    def _form(self, store: Store, order: PrintOrder) -> InstalledForm:
        form = store.forms.current_of(order.scope.central, order.subject)
        if form is None:
            raise NothingToPrint(_NO_FORM)
        return form

    def _started(self, store: Store, order: PrintOrder, form: InstalledForm) -> FormEntry:
        from forms.entry import FormEntry
        from forms.errors import FormError
        from forms.parse import parse_xform
        from kiosk.visit import world_of

        scope = replace(order.scope, actor="program")
        try:
            definition = parse_xform(store.forms.xform(form.key))
            world = world_of(store, scope, form.key, self.now)
            return FormEntry.start(definition, world, language=order.language)
        except FormError as fault:
            raise NothingToPrint(_NO_FORM) from fault


_MAKERS: dict[Kind, Callable[[PaperMaker, Store, PrintOrder], bytes]] = {
    Kind.RECEIPT: PaperMaker.receipt,
    Kind.COPY: PaperMaker.copy,
    Kind.LETTER: PaperMaker.letter,
    Kind.LABELS: PaperMaker.labels,
    Kind.CHECKLIST: PaperMaker.checklist,
    Kind.BLANK: PaperMaker.blank,
    Kind.REPORT: PaperMaker.report,
}
