"""Sheets can be kept: every font inside, the language named, nothing that depends on the day of printing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from printing.letter import render_letter
from printing.receipt import render_receipt
from tests.printing.test_letter import LETTER

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from printing.receipt import Paper, Receipt


def told(program: str, pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    return subprocess.run([program, *options, path], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_sheet_declares_itself_fit_for_an_archive(language: str, tmp_path: Path) -> None:
    metadata = told("pdfinfo", render_letter(LETTER, language), tmp_path, "-meta")
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert f"<rdf:li>{language}</rdf:li>" in metadata
    assert f"/Lang ({language})".encode() in render_letter(LETTER, language)


@pytest.mark.parametrize("paper", ["a4", "80mm"])
def test_no_font_is_left_outside(receipt: Receipt, signer: Ed25519PrivateKey, paper: Paper, tmp_path: Path) -> None:
    fonts = told("pdffonts", render_receipt(receipt, paper, "fa", signer), tmp_path).splitlines()[2:]
    assert fonts
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in fonts)


def test_the_title_is_the_code_and_names_nobody(receipt: Receipt, signer: Ed25519PrivateKey, tmp_path: Path) -> None:
    information = told("pdfinfo", render_receipt(receipt, "a4", "fa", signer), tmp_path)
    assert f"Title:           {receipt.code}" in information
    assert receipt.office not in information
