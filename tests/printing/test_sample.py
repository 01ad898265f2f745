"""The test print: it shows by itself whether the printer is all right, and says nothing about anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
import zxingcpp

from printing.sample import Sample, render_sample
from tests.printing.conftest import TEHRAN
from tests.printing.reading_back import boxes, picture, sizes, text_by_poppler

if TYPE_CHECKING:
    from pathlib import Path

    from printing.receipt import Paper

SAMPLE = Sample("دهیاری چشمه‌علی", "counter-1", "1.2.0", datetime(2026, 11, 22, 14, 30, tzinfo=TEHRAN))


@pytest.mark.parametrize("paper", ["a4", "80mm"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_it_names_the_machine_and_keeps_inside_one_page(tmp_path: Path, paper: Paper, language: str) -> None:
    pdf = render_sample(SAMPLE, paper, language)
    text = text_by_poppler(pdf, tmp_path)
    assert "counter-1" in text
    assert "1.2.0" in text
    ((width, height),) = sizes(pdf)
    (page,) = boxes(pdf)
    assert all(box.left >= 0 and box.right <= width and box.bottom >= 0 and box.top <= height for box in page)


def test_its_code_is_read_from_paper_as_a_thermal_head_prints_it() -> None:
    pdf = render_sample(replace(SAMPLE, office="دهیاری"), "80mm", "fa")
    (code,) = zxingcpp.read_barcodes(picture(pdf, 203))
    assert code.text == "counter-1 1.2.0"
