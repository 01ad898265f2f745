"""Each paper looks as it did when somebody last judged it by eye.

After a wanted change: `PISHKHAN_GOLDEN=write pytest tests/golden`, look at every changed picture, commit them with it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from printing.letter import render_letter
from printing.receipt import render_receipt
from tests.printing.conftest import receipt, signer  # noqa: F401 - fixtures
from tests.printing.documents import DOCUMENTS
from tests.printing.reading_back import picture
from tests.printing.test_letter import LETTER

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from printing.receipt import Paper, Receipt

PICTURES = Path(__file__).parent / "papers"
DPI = 75
NOTICEABLE = 64  # of 255 grey levels
ALLOWED = 0.0005  # of all dots: another build of the renderer may shade an edge differently


def same(page: Image.Image, name: str) -> float:
    """Return the share of dots that look different from the picture of that name; writes it when asked to."""
    path = PICTURES / f"{name}.png"
    if os.environ.get("PISHKHAN_GOLDEN") == "write":
        page.save(path, optimize=True)
    with Image.open(path) as golden:
        assert golden.size == page.size
        histogram = ImageChops.difference(golden.convert("L"), page).histogram()
    return sum(histogram[NOTICEABLE:]) / (page.width * page.height)


@pytest.mark.parametrize("paper", ["a4", "80mm"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_receipt(receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper, language: str) -> None:  # noqa: F811
    page = picture(render_receipt(receipt, paper, language, signer), DPI)
    assert same(page, f"receipt-{paper}-{language}") < ALLOWED


@pytest.mark.parametrize("language", ["fa", "en"])
def test_letter(language: str) -> None:
    assert same(picture(render_letter(LETTER, language), DPI), f"letter-{language}") < ALLOWED


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_document(name: str, language: str) -> None:
    assert same(picture(DOCUMENTS[name](language), DPI), f"{name}-{language}") < ALLOWED


def test_a_paper_that_changed_is_noticed(receipt: Receipt, signer: Ed25519PrivateKey) -> None:  # noqa: F811
    page = picture(render_receipt(receipt, "a4", "en", signer), DPI)
    moved = ImageChops.offset(page, 0, 2)
    with Image.open(PICTURES / "receipt-a4-fa.png") as other:
        assert ImageChops.difference(other.convert("L"), page).getbbox() is not None
    difference = ImageChops.difference(page, moved).histogram()
    assert sum(difference[NOTICEABLE:]) / (page.width * page.height) > ALLOWED
