"""Printing through a real CUPS scheduler to a printer that runs out of paper and is switched off."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from assets.texts import say
from printing.cups import CupsPrinter
from printing.errors import PrinterMissing, PrinterNotReady
from printing.handover import hand_over
from printing.printers import FilePrinter
from printing.troubles import LOW_PAPER, STUCK
from tests.printing.shop import QUEUE, PrintShop, print_shop, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from printing.printers import Printer

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("print shop")]
CODE = "482915037264018354"
PDF = b"%PDF-1.4\n%paper for one page\n%%EOF\n"


@pytest.fixture(scope="module")
def running_shop() -> Iterator[PrintShop]:
    with print_shop() as shop:
        yield shop


@pytest.fixture
def shop(running_shop: PrintShop) -> PrintShop:
    running_shop.load_paper(250)
    running_shop.rest()
    running_shop.empty_tray()
    return running_shop


@pytest.fixture
def printer(shop: PrintShop) -> CupsPrinter:
    return CupsPrinter(QUEUE, shop.server)


def test_a_receipt_comes_out_and_leaves_no_copy_in_the_spool(printer: CupsPrinter, shop: PrintShop) -> None:
    job = printer.submit(PDF, CODE)
    assert job.number > 0
    until(lambda: printer.state(job) == "done", "the job")
    assert [path.read_bytes() for path in shop.printed()] == [PDF]
    printer.wipe(job)
    assert shop.spooled() == []


def test_the_page_log_names_the_tracking_code_and_nothing_else(printer: CupsPrinter, shop: PrintShop) -> None:
    job = printer.submit(PDF, CODE)
    until(lambda: f" {job.number} " in shop.page_log(), "the page log")
    assert CODE in shop.page_log()
    printer.wipe(job)


def test_out_of_paper_is_seen_before_printing(printer: CupsPrinter, shop: PrintShop) -> None:
    shop.load_paper(0)
    with pytest.raises(PrinterNotReady) as refused:
        printer.probe()
    assert refused.value.reason.startswith("media-empty")
    assert "کاغذ" in say(refused.value.text, "fa")
    shop.load_paper(250)
    printer.probe()


def test_paper_that_soon_ends_is_told_and_keeps_nobody_from_printing(printer: CupsPrinter, shop: PrintShop) -> None:
    assert printer.probe() is None
    shop.load_paper(3)
    assert printer.probe() == LOW_PAPER
    hand_over(printer, PDF, CODE, time.sleep)
    assert len(shop.printed()) == 1


def test_a_printer_that_is_switched_off_is_seen_before_printing(printer: CupsPrinter, shop: PrintShop) -> None:
    shop.switch_off()
    try:
        with pytest.raises(PrinterNotReady) as refused:
            printer.submit(PDF, CODE)
    finally:
        shop.switch_on()
    assert refused.value.reason == "offline"
    printer.probe()


@pytest.mark.parametrize(("queue", "server"), [("nobody", ""), ("../admin", ""), (QUEUE, "/nowhere/cups.sock")])
def test_a_printer_that_is_not_there_is_said_plainly(shop: PrintShop, queue: str, server: str) -> None:
    missing = CupsPrinter(queue, server or shop.server)
    with pytest.raises(PrinterMissing) as refused:
        missing.submit(PDF, CODE)
    assert "چاپگر" in say(refused.value.text, "fa")


def test_handing_over_prints_and_leaves_nothing_in_the_spool(printer: CupsPrinter, shop: PrintShop) -> None:
    hand_over(printer, PDF, CODE, time.sleep)
    assert len(shop.printed()) == 1
    assert shop.spooled() == []


def test_paper_that_runs_out_under_way_cancels_the_job_so_that_it_never_comes_out_later(
    printer: CupsPrinter, shop: PrintShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = CupsPrinter.probe
    looks: list[CupsPrinter] = []

    def probe(self: CupsPrinter) -> None:
        look(self)
        if not looks:
            shop.load_paper(0)  # between the look and the page
        looks.append(self)

    monkeypatch.setattr(CupsPrinter, "probe", probe)
    with pytest.raises(PrinterNotReady) as refused:
        hand_over(printer, PDF, CODE, time.sleep)
    assert refused.value.reason.startswith("media-empty")
    until(lambda: shop.spooled() == [], "the spool to be wiped")


def test_a_paper_that_another_one_holds_up_is_told_apart(shop: PrintShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("printing.handover._LOOKS", 3)
    shop.hold_new_jobs()
    with pytest.raises(PrinterNotReady) as refused:
        hand_over(CupsPrinter(QUEUE, shop.server), PDF, CODE, time.sleep)
    shop.let_jobs_go()
    assert (refused.value.text, refused.value.reason, refused.value.taken) == (STUCK, "queue-stuck", True)
    assert shop.spooled() == []


def test_a_folder_and_a_queue_are_used_alike(printer: CupsPrinter, tmp_path: Path) -> None:
    def use(one: Printer) -> str:
        job = one.submit(PDF, CODE)
        until(lambda: one.state(job) == "done", "the job")
        one.wipe(job)
        return job.title

    assert use(printer) == use(FilePrinter(tmp_path)) == CODE
