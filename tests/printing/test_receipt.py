"""The receipt: what stands on it, in which order, that all of it fits, and that its code can be read and trusted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from assets.services import SERVICES
from assets.texts import T
from printing.qr import ReceiptStatus, verify_receipt
from printing.receipt import Paper, Receipt, receipt_code, render_receipt
from printing.symbol import DOT, QUIET, QrSymbol
from tests.printing.conftest import TEHRAN
from tests.printing.reading_back import boxes, picture, sizes, text_by_poppler, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from printing.keylist import KeyList

PAPERS: list[Paper] = ["a4", "80mm"]
LANGUAGES = ["fa", "en"]
HEAD_DPI = 203
everywhere = pytest.mark.parametrize(("paper", "language"), [(p, lang) for p in PAPERS for lang in LANGUAGES])


def services() -> list[Receipt]:
    """A receipt of every service with the longest values that may come: nothing of it may be cut."""
    return [
        Receipt(
            code="9" * 18,
            office="دفتر پیشخوان خدمات دولت و بخش عمومی غیردولتی روستای حسین‌آباد علیا، بخش مرکزی شهرستان بردسیر",
            office_code="IR-08-40123-9999",
            service=service.title,
            form_id=service.form_id,
            form_version="2026112201",
            finalised_at=datetime(2026, 9, 23, 23, 59, tzinfo=TEHRAN),
            digest=bytes([255] * 32),
            next_steps=service.next_steps,
            ask=T("Ask at {office}, telephone {number}.", office="دفتر " + "بردسیر" * 12, number="034-44312345"),
            expected=date(2026, 12, 16),
            fee=service.fee,
            amount=999_999_999_999_999,
            payment_reference="123456789012345678901234",
            copy_number=100,
            checkpoint="FFFF FFFF FFFF FFFF",
            status=ReceiptStatus.RECORDED,
        )
        for service in SERVICES
    ]


@everywhere
def test_the_same_receipt_is_the_same_file(
    receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper, language: str
) -> None:
    assert render_receipt(receipt, paper, language, signer) == render_receipt(receipt, paper, language, signer)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_code_comes_first_then_what_happens_next_when_and_whom_to_ask(
    receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper
) -> None:
    text = text_of(render_receipt(receipt, paper, "fa", signer))
    first_digits = "۴۸۲"
    in_order = [
        first_digits,
        "گزارش خسارت",
        "همین‌جا ثبت شد",
        "بعد چه می‌شود",
        "زنگ می‌زند",
        "۱۵ آذر ۱۴۰۵",
        "متصدی همین دفتر",
    ]
    places = [text.index(part) for part in in_order]
    assert places == sorted(places)


def test_the_code_is_the_biggest_thing_on_the_paper(receipt: Receipt, signer: Ed25519PrivateKey) -> None:
    for paper in PAPERS:
        (page,) = boxes(render_receipt(receipt, paper, "en", signer))
        tallest = max(page, key=lambda box: box.top - box.bottom)
        others = [box.top - box.bottom for box in page if abs(box.top - tallest.top) > 60]
        assert tallest.top - tallest.bottom > 1.25 * max(others)


@pytest.mark.parametrize("paper", PAPERS)
def test_both_calendars_and_the_time_of_the_office_are_given(
    receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper
) -> None:
    text = " ".join(text_of(render_receipt(receipt, paper, "fa", signer)).split())
    for part in ("۱ آذر ۱۴۰۵", "۲۰۲۶/۱۱/۲۲", "۱۴:۳۰", "۲۰۲۶/۱۲/۰۶"):
        assert part in text


@pytest.mark.parametrize("paper", PAPERS)
def test_it_never_says_received(receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper) -> None:
    persian, english = (text_of(render_receipt(receipt, paper, language, signer)) for language in LANGUAGES)
    assert "دریافت شد" not in persian
    assert "رسید" not in re.sub("برگهٔ رسید|به کجا رسید", "", " ".join(persian.split()))
    assert "received" not in english.lower()
    assert "Recorded here" in english


@pytest.mark.parametrize("paper", PAPERS)
def test_an_english_receipt_has_no_persian_on_it(receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper) -> None:
    service = SERVICES[1]
    english = replace(
        receipt,
        service=service.title,
        next_steps=service.next_steps,
        fee=service.fee,
        office="Bala",
        ask=service.decider,
    )
    assert not re.search("[\u0600-\u06ff]", text_of(render_receipt(english, paper, "en", signer)))


@everywhere
@pytest.mark.parametrize("rows", ["7", "1234567", "123456789012"])
def test_the_mark_of_the_register_is_never_broken_inside_a_group(
    receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper, language: str, rows: str, tmp_path: Path
) -> None:
    groups = [rows, "0A1B", "2C3D", "4E5F", "6071"]
    pdf = render_receipt(replace(receipt, checkpoint=" ".join(groups)), paper, language, signer)
    words = text_by_poppler(pdf, tmp_path).split()
    assert [word for word in words if word in groups] == groups


@everywhere
def test_a_reprint_says_so(receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper, language: str) -> None:
    mark = {"fa": "المثنی", "en": "Duplicate"}[language]
    assert mark not in text_of(render_receipt(receipt, paper, language, signer))
    assert mark in text_of(render_receipt(replace(receipt, copy_number=2), paper, language, signer))


@everywhere
@pytest.mark.parametrize("service", range(len(SERVICES)), ids=[service.id for service in SERVICES])
def test_with_the_longest_values_nothing_is_cut_and_nothing_overlaps(
    signer: Ed25519PrivateKey, paper: Paper, language: str, service: int
) -> None:
    pdf = render_receipt(services()[service], paper, language, signer)
    ((width, height),) = sizes(pdf)
    (page,) = boxes(pdf)
    for box in page:
        assert 0 <= box.left < box.right <= width
        assert 0 <= box.bottom < box.top <= height
    for one, other in combinations(page, 2):
        assert one.overlap(other) < 0.15 * min(one.area, other.area)


def test_a_strip_is_as_wide_as_the_head_and_whole_dots_long(receipt: Receipt, signer: Ed25519PrivateKey) -> None:
    ((width, height),) = sizes(render_receipt(receipt, "80mm", "fa", signer))
    assert width / DOT == pytest.approx(576, abs=1e-3)
    assert picture(render_receipt(receipt, "80mm", "fa", signer), HEAD_DPI).width == 576
    assert height / DOT == pytest.approx(round(height / DOT), abs=1e-2)


def test_every_module_of_the_symbol_is_a_square_of_whole_dots(receipt: Receipt, signer: Ed25519PrivateKey) -> None:
    grey = picture(render_receipt(receipt, "80mm", "fa", signer), HEAD_DPI)
    page = grey.point(lambda value: 0 if value < 128 else 255)  # as a thermal head does
    (found,) = zxingcpp.read_barcodes(page)
    left, top = found.position.top_left.x, found.position.top_left.y
    modules = len(QrSymbol(receipt_code(receipt, signer))._code.matrix)
    for row in range(modules):
        for column in range(modules):
            x, y = left + 4 * column, top + 4 * row
            assert len({page.getpixel((x + i, y + j)) for i in range(4) for j in range(4)}) == 1
    assert QUIET == 4


DAMAGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as printed": lambda page: page,
    "upside down": lambda page: page.rotate(180),
    "turned a quarter": lambda page: page.rotate(90, expand=True),
    "held askew": lambda page: page.rotate(7, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC),
    "faded": lambda page: page.point(lambda value: 150 if value < 128 else 235),
    "from further away": lambda page: page.resize((page.width * 3 // 4, page.height * 3 // 4)),
    "with a streak of the head": lambda page: _streaked(page),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize(("paper", "language"), [("a4", "fa"), ("80mm", "en")])
def test_the_code_is_read_from_the_paper_and_holds(
    receipt: Receipt, signer: Ed25519PrivateKey, keys: KeyList, paper: Paper, language: str, damage: str
) -> None:
    page = DAMAGES[damage](picture(render_receipt(receipt, paper, language, signer), HEAD_DPI))
    (found,) = zxingcpp.read_barcodes(page)
    claims = verify_receipt(found.text, keys).claims
    assert claims.code == receipt.code
    assert claims.digest == receipt.digest[:16]
    assert claims.finalised_at == receipt.finalised_at


@pytest.mark.parametrize("receipt_of_service", services(), ids=[service.id for service in SERVICES])
def test_the_symbol_is_at_most_version_10(receipt_of_service: Receipt, signer: Ed25519PrivateKey) -> None:
    assert QrSymbol(receipt_code(receipt_of_service, signer)).version <= 10


def _streaked(page: Image.Image) -> Image.Image:
    (found,) = zxingcpp.read_barcodes(page)
    broken = page.copy()
    column = (found.position.top_left.x + found.position.top_right.x) // 2 + 20
    ImageDraw.Draw(broken).rectangle((column, 0, column + 5, broken.height), fill=255)
    return broken
