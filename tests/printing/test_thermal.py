"""The 80 mm receipt on a printer's head, dot by dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import ImageChops

from printing.errors import PrinterNotReady
from printing.lines import DeviceRoute, NetworkRoute
from printing.qr import verify_receipt
from printing.receipt import render_receipt
from printing.thermal import ThermalPrinter, dots
from printing.troubles import LOW_PAPER
from tests.printing.test_receipt import DAMAGES
from tests.printing.thermal_sink import Mechanism, ThermalSink, WireSink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from printing.keylist import KeyList
    from printing.receipt import Receipt


@pytest.fixture(params=["network", "usb", "serial"])
def attached(request: pytest.FixtureRequest) -> Iterator[tuple[Mechanism, ThermalPrinter]]:
    """A printer's mechanism and the printer as the program reaches it, by each way there is."""
    if request.param == "network":
        with ThermalSink() as sink:
            yield sink, ThermalPrinter(NetworkRoute("127.0.0.1", sink.port), timeout=1)
    else:
        with WireSink() as wire:
            yield wire, ThermalPrinter(DeviceRoute(wire.path, 19200 if request.param == "serial" else 0), timeout=1)


@pytest.fixture
def sink(attached: tuple[Mechanism, ThermalPrinter]) -> Mechanism:
    return attached[0]


@pytest.fixture
def printer(attached: tuple[Mechanism, ThermalPrinter]) -> ThermalPrinter:
    return attached[1]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_comes_out_is_the_page_dot_by_dot_and_its_code_holds(
    printer: ThermalPrinter,
    sink: Mechanism,
    receipt: Receipt,
    signer: Ed25519PrivateKey,
    keys: KeyList,
    language: str,
) -> None:
    pdf = render_receipt(receipt, "80mm", language, signer)
    job = printer.submit(pdf, receipt.code)
    assert printer.state(job) == "done"
    (paper,) = sink.papers
    (page,) = dots(pdf)
    assert paper.width == 576
    assert ImageChops.difference(paper.convert("L"), page.convert("L")).getbbox() is None
    (found,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert verify_receipt(found.text, keys).claims.code == receipt.code


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_code_is_read_from_what_the_head_burned_upright_turned_faded_and_streaked(
    receipt: Receipt, signer: Ed25519PrivateKey, keys: KeyList, damage: str
) -> None:
    with ThermalSink() as sink:
        ThermalPrinter(NetworkRoute("127.0.0.1", sink.port)).submit(
            render_receipt(receipt, "80mm", "fa", signer), receipt.code
        )
    seen = DAMAGES[damage](sink.papers[0].convert("L"))
    (found,) = zxingcpp.read_barcodes(seen)
    assert verify_receipt(found.text, keys).claims.code == receipt.code


def test_paper_that_soon_ends_is_told_and_printed_on(
    printer: ThermalPrinter, sink: Mechanism, receipt: Receipt, signer: Ed25519PrivateKey
) -> None:
    assert printer.probe() is None
    sink.near_end = True
    assert printer.probe() == LOW_PAPER
    printer.submit(render_receipt(receipt, "80mm", "fa", signer), receipt.code)
    assert len(sink.papers) == 1


def test_jobs_are_numbered(printer: ThermalPrinter, receipt: Receipt, signer: Ed25519PrivateKey) -> None:
    pdf = render_receipt(receipt, "80mm", "en", signer)
    assert [printer.submit(pdf, "1").number for _ in range(2)] == [1, 2]


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [({"paper": False}, "media-empty"), ({"cover_open": True}, "cover-open"), ({"mute": True}, "offline")],
)
def test_trouble_is_told_before_anything_is_printed(
    printer: ThermalPrinter,
    sink: Mechanism,
    receipt: Receipt,
    signer: Ed25519PrivateKey,
    trouble: dict[str, bool],
    reason: str,
) -> None:
    for name, value in trouble.items():
        setattr(sink, name, value)
    with pytest.raises(PrinterNotReady) as refused:
        printer.submit(render_receipt(receipt, "80mm", "fa", signer), receipt.code)
    assert refused.value.reason == reason
    assert sink.papers == []


def test_a_printer_that_is_not_there_is_said_plainly() -> None:
    with ThermalSink() as sink:
        gone = ThermalPrinter(NetworkRoute("127.0.0.1", sink.port), timeout=0.5)
    with pytest.raises(PrinterNotReady) as refused:
        gone.probe()
    assert refused.value.reason == "offline"


def test_a_cable_that_is_pulled_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(PrinterNotReady) as refused:
        ThermalPrinter(DeviceRoute(tmp_path / "lp0")).probe()
    assert refused.value.reason == "offline"


@pytest.mark.parametrize("baud", [19200, 12345])
def test_what_is_no_serial_line_or_no_speed_of_one_is_a_printer_that_says_nothing(tmp_path: Path, baud: int) -> None:
    (tmp_path / "ttyS0").touch()
    with pytest.raises(PrinterNotReady) as refused:
        ThermalPrinter(DeviceRoute(tmp_path / "ttyS0", baud)).probe()
    assert refused.value.reason == "offline"


def test_a_printer_that_stops_taking_dots_under_way_may_have_printed_some(
    printer: ThermalPrinter, sink: Mechanism, receipt: Receipt, signer: Ed25519PrivateKey
) -> None:
    cut = sink._cut

    def last_page() -> None:
        cut()
        sink.paper = False

    sink._cut = last_page  # type: ignore[method-assign]
    with pytest.raises(PrinterNotReady) as refused:
        printer.submit(render_receipt(receipt, "80mm", "fa", signer), receipt.code)
    assert refused.value.taken
    assert len(sink.papers) == 1
