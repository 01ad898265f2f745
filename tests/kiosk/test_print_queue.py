"""The print queue: nothing that was wanted is lost, and only a person says that a paper is out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assets.texts import T
from kiosk.config import CentralAddress, Config, Office, Printing
from kiosk.papers.kinds import Kind
from kiosk.papers.making import PaperMaker, title_of
from kiosk.press import Press, Printed
from kiosk.print_queue import NOT_SEEN, TOO_WIDE, PrintQueue
from printing.errors import PrinterNotReady
from printing.printers import FilePrinter, PrintJob
from printing.troubles import NO_PAPER, REFUSED
from sync.store import Store
from sync.store.records import OrderState, PrintOrder
from tests.printing.reading_back import text_of
from tests.sync.store.given import KEY, VISITOR, ToldClock, finalise, install

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from printing.printers import JobState, Printer
    from sync.store.records import Submission

CONFIG = Config(Office("o", {"fa": "دهیاری"}, "023-3522"), "device-3", CentralAddress("ministry", ""), Printing())


class EmptyTray:
    """A printer whose paper is out; `after` says that it only notices when it has the document."""

    def __init__(self, *, after: bool = False) -> None:
        self.after = after

    def probe(self) -> None:
        if not self.after:
            raise PrinterNotReady(NO_PAPER, "media-empty")

    def submit(self, pdf: bytes, title: str) -> PrintJob:
        assert pdf.startswith(b"%PDF")
        return PrintJob("tray", 1, title)

    def state(self, _job: PrintJob) -> JobState:
        return "failed"

    def wipe(self, _job: PrintJob) -> None:
        self.after = True


class Counter:
    """A queue on a printer, and what it has told so far."""

    def __init__(self, store: Store, printer: Printer | None, qtbot: QtBot) -> None:
        self.store, self.press, self.qtbot = store, Press(printer), qtbot
        self.queue = PrintQueue(store, self.press, PaperMaker(CONFIG, store.file.clock.now))
        self.told: list[tuple[PrintOrder, Printed]] = []

    def want(self, submission: Submission, kind: Kind = Kind.RECEIPT) -> PrintOrder:
        return self.queue.order(VISITOR, kind, submission.code, "fa")

    def print(self, order: PrintOrder) -> tuple[PrintOrder, Printed]:
        assert self.queue.print(VISITOR, order, lambda *told: self.told.append(told))
        self.qtbot.waitUntil(lambda: not self.press.busy)
        return self.told[-1]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", KEY, ToldClock()) as opened:
        yield opened


@pytest.fixture
def tray(tmp_path: Path) -> Path:
    folder = tmp_path / "tray"
    folder.mkdir()
    return folder


@pytest.fixture
def submission(store: Store) -> Submission:
    return finalise(store, install(store).key)


def test_a_paper_is_out_when_somebody_says_so(store: Store, tray: Path, submission: Submission, qtbot: QtBot) -> None:
    counter = Counter(store, FilePrinter(tray), qtbot)
    order, printed = counter.print(counter.want(submission))
    assert (order.state, printed) == (OrderState.HANDED, Printed())
    assert counter.queue.open() == (order,)
    counter.queue.answer(VISITOR, order, came_out=True)
    assert counter.queue.open() == ()
    assert [path.name for path in tray.iterdir()] == [f"{submission.code}-1.pdf"]


def test_a_second_paper_bears_the_mark_and_its_number_in_the_register(
    store: Store, tray: Path, submission: Submission, qtbot: QtBot
) -> None:
    counter = Counter(store, FilePrinter(tray), qtbot)
    for _ in range(2):
        order, _ = counter.print(counter.want(submission))
        counter.queue.answer(VISITOR, order, came_out=True)
    first, second = (text_of(path.read_bytes()) for path in sorted(tray.iterdir()))
    assert "المثنی" not in first
    assert "المثنی" in second
    told = [row.detail for row in store.audit.rows() if row.act == "paper.print"]
    assert told == ["receipt 1", "receipt 2"]


def test_a_paper_that_nobody_saw_waits_again_under_its_own_number(
    store: Store, tray: Path, submission: Submission, qtbot: QtBot
) -> None:
    counter = Counter(store, FilePrinter(tray), qtbot)
    order, _ = counter.print(counter.want(submission))
    waiting = counter.queue.answer(VISITOR, order, came_out=False)
    assert (waiting.state, waiting.reason) == (OrderState.WAITING, NOT_SEEN)
    again, _ = counter.print(waiting)
    assert again.copy == 1


def test_out_of_paper_leaves_the_paper_in_the_queue_and_is_told(
    store: Store, submission: Submission, qtbot: QtBot
) -> None:
    counter = Counter(store, EmptyTray(), qtbot)
    order, printed = counter.print(counter.want(submission))
    assert printed == Printed(NO_PAPER)
    assert (order.state, order.reason, order.copy) == (OrderState.WAITING, NO_PAPER, 0)


def test_a_printer_that_gave_up_under_way_may_have_printed_so_somebody_is_asked(
    store: Store, submission: Submission, qtbot: QtBot
) -> None:
    counter = Counter(store, EmptyTray(after=True), qtbot)
    order, printed = counter.print(counter.want(submission))
    assert printed == Printed(REFUSED, doubtful=True)
    assert (order.state, order.copy) == (OrderState.HANDED, 1)


def test_what_the_power_cut_off_is_asked_about_after_the_start(tmp_path: Path, tray: Path, qtbot: QtBot) -> None:
    folder, clock = tmp_path / "store", ToldClock()
    with Store.open(folder, KEY, clock) as before:
        submission = finalise(before, install(before).key)
        before.prints.hand_over(VISITOR, before.prints.order(VISITOR, Kind.RECEIPT, submission.code, "fa").number)
        before.prints.order(VISITOR, Kind.LABELS, submission.code, "fa")
    with Store.open(folder, KEY, clock) as after:
        counter = Counter(after, FilePrinter(tray), qtbot)
        assert [(order.kind, order.state) for order in counter.queue.open()] == [
            (Kind.RECEIPT, OrderState.HANDED),
            (Kind.LABELS, OrderState.WAITING),
        ]
        counter.print(counter.queue.open()[1])
    assert submission.code in next(tray.iterdir()).name


def test_without_a_printer_it_waits(store: Store, submission: Submission, qtbot: QtBot) -> None:
    counter = Counter(store, None, qtbot)
    order = counter.want(submission)
    assert not counter.queue.print(VISITOR, order, lambda *_: None)
    assert counter.queue.open() == (order,)


def test_a_paper_whose_contents_are_gone_says_so(
    store: Store, tray: Path, submission: Submission, qtbot: QtBot
) -> None:
    counter = Counter(store, FilePrinter(tray), qtbot)
    order, printed = counter.print(counter.want(submission, Kind.LETTER))
    assert printed.fault == T("No official has written about this application yet.")
    assert order.state is OrderState.WAITING
    counter.queue.drop(VISITOR, order)
    assert counter.queue.open() == ()


def test_what_needs_a_whole_sheet_is_not_squeezed_onto_a_strip(
    store: Store, tray: Path, submission: Submission, qtbot: QtBot
) -> None:
    counter = Counter(store, FilePrinter(tray), qtbot)
    strips = replace(CONFIG, printing=Printing(paper="80mm"))
    counter.queue = PrintQueue(store, counter.press, PaperMaker(strips, store.file.clock.now))
    day = counter.queue.order(VISITOR, Kind.REPORT, "2026-11-22/2026-11-22", "fa")
    order, printed = counter.print(day)
    assert printed.fault == TOO_WIDE
    assert order.state is OrderState.WAITING
    order, printed = counter.print(counter.want(submission))
    assert printed.fault is None


def test_a_job_is_called_by_the_code_or_by_its_kind_and_never_by_a_name(
    store: Store, submission: Submission, qtbot: QtBot
) -> None:
    queue = Counter(store, None, qtbot).queue
    assert title_of(queue.order(VISITOR, Kind.COPY, submission.code, "fa")) == submission.code
    assert title_of(queue.order(VISITOR, Kind.CHECKLIST, "claim", "fa")) == "checklist"


def test_nothing_printed_is_left_beside_the_store(
    store: Store, tray: Path, submission: Submission, qtbot: QtBot, tmp_path: Path
) -> None:
    counter = Counter(store, FilePrinter(tray), qtbot)
    counter.print(counter.want(submission))
    written = [path for path in tmp_path.rglob("*") if path.is_file() and tray not in path.parents]
    assert not [path for path in written if b"%PDF" in path.read_bytes()]
