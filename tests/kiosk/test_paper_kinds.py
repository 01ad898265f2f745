"""Every paper of the desk is made from what the store has: in both languages, as its form wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp

from assets.services import SERVICES
from assets.texts import say
from forms.tracking import grouped
from forms.xlsform import to_xform
from kiosk.config import CentralAddress, Config, Office, Printing
from kiosk.papers.kinds import Kind
from kiosk.papers.making import PaperMaker
from kiosk.press import Press
from kiosk.print_queue import PrintQueue
from printing.errors import NothingToPrint
from printing.printers import FilePrinter
from sync.store import Store
from sync.store.records import Case
from tests.kiosk.forms import _converted, service_entry
from tests.printing.reading_back import boxes, picture, sizes, text_of
from tests.sync.store.given import KEY, VISITOR, ToldClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from assets.services import Service
    from printing.receipt import Paper
    from sync.store.records import Submission

CLAIM = """
| survey | | | | | | | | |
| | type | name | label::Persian (fa) | label::English (en) | print::a4 | print::receipt | print::mask | appearance |
| | text | name | نام شما | Your name | w6 | yes | | |
| | text | card | شمارهٔ کارت | Card number | w4 | yes | last4 | masked |
| | text | secret | راز | Secret | | yes | yes | |
| | text | pin | رمز | PIN | | yes | | masked |
| | text | note | یادداشت | Note | no | | | |
| | select_one kinds | kind | چه دامی؟ | Which animal? | | | | |
| choices | list_name | name | label::Persian (fa) | label::English (en) |
| | kinds | sheep | گوسفند | Sheep |
| settings | form_id | version | default_language |
| | claim | 1 | Persian (fa) |
| print_settings | | | | |
| | letterhead::Persian (fa) | letterhead | footer | copies |
| | بنیاد مسکن | Housing foundation | Ask us again | 2 |
"""
ANSWERS = (
    b'<data id="claim" version="1"><name>Zahra</name><card>6037991234567890</card><secret>hidden words</secret>'
    b"<note>left out</note><kind>sheep</kind><meta><instanceID>uuid:1</instanceID></meta></data>"
)


def config(paper: Paper = "a4") -> Config:
    office = Office("o", {"fa": "دهیاری چشمه‌علی", "en": "Office of Cheshmeh Ali"}, "023-3522")
    return Config(office, "device-3", CentralAddress("ministry", ""), Printing(paper=paper))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", KEY, ToldClock()) as opened:
        yield opened


@pytest.fixture
def submission(store: Store) -> Submission:
    xform = to_xform(CLAIM.encode(), name="claim").xform
    form = store.forms.install(VISITOR, form_id="claim", version="1", name="Claim", hash="md5:0", xform=xform)
    return store.submissions.finalise(
        VISITOR, form.key, "uuid:1", xml=ANSWERS, attachments=(), instance_name="", language="fa"
    )


def made(store: Store, kind: Kind, subject: str, language: str = "fa", paper: Paper = "a4") -> bytes:
    maker = PaperMaker(config(paper), store.file.clock.now)
    return maker.make(store, PrintQueue(store, Press(None), maker).draft(VISITOR, kind, subject, language))


def flat(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def test_the_copy_is_as_the_form_wants_it(store: Store, submission: Submission) -> None:
    text = flat(made(store, Kind.COPY, submission.code, "en"))
    assert "Zahra" in text
    assert "Sheep" in text
    assert "•••• 7890" in text.replace("••••7890", "•••• 7890")
    for hidden in ("6037", "hidden words", "4821", "left out", "Note"):
        assert hidden not in text
    assert "Housing foundation" in text
    assert "Ask us again" in text


def test_questions_with_a_width_stand_beside_each_other(store: Store, submission: Submission) -> None:
    pdf = made(store, Kind.COPY, submission.code, "en")
    name, card, kind = (_place(pdf, words) for words in ("Your name", "Card number", "Which animal?"))
    assert name[1] == card[1]
    assert name[0] < card[0]
    assert kind[1] < name[1]


@pytest.mark.parametrize("paper", ["a4", "80mm"])
def test_the_receipt_bears_what_the_form_wants_on_it(store: Store, submission: Submission, paper: Paper) -> None:
    text = flat(made(store, Kind.RECEIPT, submission.code, "en", paper))
    assert "Your name" in text
    assert "Zahra" in text
    assert "7890" in text
    for hidden in ("6037", "hidden words", "Sheep"):
        assert hidden not in text
    assert "Housing foundation" in text


def test_as_many_copies_come_out_as_the_form_wants(
    store: Store, submission: Submission, tmp_path: Path, qtbot: QtBot
) -> None:
    press = Press(FilePrinter(tmp_path))
    queue = PrintQueue(store, press, PaperMaker(config(), store.file.clock.now))
    queue.print(VISITOR, queue.order(VISITOR, Kind.COPY, submission.code, "fa"), lambda *_: None)
    qtbot.waitUntil(lambda: not press.busy)
    (printed,) = tmp_path.glob("*.pdf")
    once = made(store, Kind.COPY, submission.code)
    assert len(sizes(printed.read_bytes())) == 2 * len(sizes(once))


def test_a_copy_is_made_no_more_when_the_answers_are_shredded(store: Store, submission: Submission) -> None:
    store.queue.begin_attempt(VISITOR, submission.key)
    store.queue.acknowledge(VISITOR, submission.key, verdict="stored")
    store.retention.shred(VISITOR, [submission.key])
    with pytest.raises(NothingToPrint):
        made(store, Kind.COPY, submission.code)
    assert "Zahra" not in flat(made(store, Kind.RECEIPT, submission.code, "en"))


def test_a_sealed_submission_says_that_only_the_centre_can_read_it(store: Store, submission: Submission) -> None:
    sealed = store.submissions.finalise(
        VISITOR,
        submission.form,
        "uuid:2",
        xml=b'<data id="claim" encrypted="yes"/>',
        attachments=(),
        instance_name="",
        language="fa",
    )
    with pytest.raises(NothingToPrint):
        made(store, Kind.COPY, sealed.code)


def test_an_officials_letter_is_printed_when_there_is_one(store: Store, submission: Submission) -> None:
    with pytest.raises(NothingToPrint):
        made(store, Kind.LETTER, submission.code)
    case = Case("ministry", submission.code[:17], "approved", "Come on Monday.", "claim", "2026-11-22T08:00:00Z")
    store.cases.upsert(VISITOR, [case])
    assert "Come on Monday." in flat(made(store, Kind.LETTER, submission.code, "en"))


@pytest.mark.parametrize("paper", ["a4", "80mm"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_paper_document_gets_a_label_that_a_reader_reads(
    store: Store, submission: Submission, paper: Paper, language: str
) -> None:
    pdf = made(store, Kind.LABELS, submission.code, language, paper)
    codes = zxingcpp.read_barcodes(picture(pdf, 203))
    assert {code.text for code in codes} == {submission.code}
    shown = "".join(text_of(pdf).split()).translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    assert grouped(submission.code).replace(" ", "") in shown


@pytest.fixture
def services(store: Store) -> Store:
    for service in SERVICES:
        xform = _converted(service.form_id).xform
        store.forms.install(VISITOR, form_id=service.form_id, version="1", name="n", hash="md5:0", xform=xform)
    return store


@pytest.mark.parametrize("paper", ["a4", "80mm"])
@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_a_checklist_names_every_document(services: Store, service: Service, language: str, paper: Paper) -> None:
    pdf = made(services, Kind.CHECKLIST, service.form_id, language, paper)
    text = flat(pdf)
    for document in service.documents:
        assert say(document, language).split()[0] in text
    nothing_cut(pdf)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)
def test_a_blank_form_has_every_question_that_may_be_asked(services: Store, service: Service, language: str) -> None:
    """But for what is spoken: there is no place for a sound on paper."""
    pdf = made(services, Kind.BLANK, service.form_id, language)
    text = flat(pdf)
    asked = [
        state.label.text
        for state in service_entry(service.form_id, language=language).nodes()
        if state.kind == "question" and state.control is not None and state.label and not state.readonly
        if not (state.mediatype or "").startswith("audio/")
    ]
    missing = [label for label in asked if label.split()[0] not in text]
    assert missing == []
    nothing_cut(pdf)


def _place(pdf: bytes, words: str) -> tuple[float, float]:
    """Return where `words` begin on the first page: left and bottom, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        index, _ = page.search(words).get_next()
        left, bottom, _, _ = page.get_charbox(index, loose=True)
    return round(left), round(bottom)


def nothing_cut(pdf: bytes) -> None:
    for (width, height), page in zip(sizes(pdf), boxes(pdf), strict=True):
        assert all(box.left >= 0 and box.right <= width and box.bottom >= 0 and box.top <= height for box in page)


def test_a_report_of_a_month_has_what_was_handed_in_in_it(store: Store, submission: Submission) -> None:
    inside = flat(made(store, Kind.REPORT, "2026-11-22/2026-12-21", "en"))
    assert "1" in inside
    shown = "".join(inside.split())
    assert submission.code in shown
    before = "".join(flat(made(store, Kind.REPORT, "2026-10-23/2026-11-21", "en")).split())
    assert submission.code not in before


def test_a_paper_of_an_application_of_another_machine_says_so(store: Store) -> None:
    with pytest.raises(NothingToPrint):
        made(store, Kind.RECEIPT, "051505305320431046")
    with pytest.raises(NothingToPrint):
        made(store, Kind.CHECKLIST, "nothing")


@pytest.mark.parametrize("kind", [Kind.COPY, Kind.LABELS, Kind.REPORT, Kind.RECEIPT])
def test_each_sheet_can_be_kept_in_an_archive(store: Store, submission: Submission, kind: Kind) -> None:
    subject = "2026-11-22/2026-11-22" if kind is Kind.REPORT else submission.code
    pdf = made(store, kind, subject)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
