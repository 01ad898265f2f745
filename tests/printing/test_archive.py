"""Sheets can be kept: every font inside, the language named, nothing that depends on the day of printing."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from printing.application import Application, render_application
from printing.blank import BlankField, BlankForm, render_blank
from printing.checklist import Checklist, render_checklist
from printing.labels import Labels, render_labels
from printing.letter import render_letter
from printing.receipt import render_receipt
from printing.report import Report, render_report
from tests.printing.conftest import TEHRAN
from tests.printing.test_application import ENTRIES, photo
from tests.printing.test_letter import LETTER

if TYPE_CHECKING:
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


COPY = Application(
    "482915037264018354",
    "o",
    "دام",
    datetime(2026, 11, 22, 14, 30, tzinfo=TEHRAN),
    bytes(32),
    ENTRIES,
    {"p1.jpg": photo()},
)
JARS = [Path("/usr/share/java", f"{name}.jar") for name in (
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "javax.activation", "jaxb-api"
)]  # fmt: skip
# The validator knows ISO 19005-1. Part 2 took two of its rules back: profiles of version 4 may be named (6.2.3), and a
# subset need not list its glyphs (6.2.11.4.2).
TAKEN_BACK = re.compile(r"2\.1\.6 : .*version of the ICCProfile|3\.1\.11 : .*CIDSet entry is missing")


@pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.exists() for jar in JARS), reason="libpdfbox2-java is not installed"
)
def test_another_hand_finds_nothing_wrong_with_our_archives(
    receipt: Receipt, signer: Ed25519PrivateKey, tmp_path: Path
) -> None:
    for language in ("fa", "en"):
        checklist = Checklist("o", "claim", "دام", ("کارت ملی", "بیمه‌نامه"))
        labels = Labels(receipt.code, "o", "دام", ("کارت ملی", "بیمه‌نامه", "عکس"))
        blank = BlankForm("o", "دام", "claim", "1", (BlankField("نام", "line"), BlankField("روز", "date")), "بله")
        papers = {
            "receipt": render_receipt(receipt, "a4", language, signer),
            "letter": render_letter(LETTER, language),
            "checklist": render_checklist(checklist, "a4", language),
            "labels": render_labels(labels, "a4", language),
            "blank": render_blank(blank, language),
            "copy": render_application(COPY, language),
            "report": render_report(Report("o", date(2026, 11, 1), date(2026, 11, 2), ()), language),
        }
        for name, pdf in papers.items():
            as_part_1 = pdf.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<")
            assert as_part_1 != pdf
            (tmp_path / f"{name}-{language}.pdf").write_bytes(as_part_1)
    classes = ":".join(map(str, JARS))
    validator = ["java", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b", "batch", str(tmp_path)]
    told = subprocess.run(validator, capture_output=True, text=True, check=False)
    results = [path.read_text() for path in tmp_path.glob("*.txt")] or [told.stdout + told.stderr]
    lines = [line for result in results for line in result.splitlines() if re.match(r"\d+(\.\d+)* : ", line)]
    assert [line for line in lines if not TAKEN_BACK.match(line)] == []
    assert len([line for line in lines if "ICCProfile" in line]) == 2 * 7
