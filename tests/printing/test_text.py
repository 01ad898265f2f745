"""Persian text on the page: order asserted on glyph runs, wrapping, and what comes back when the text is copied."""

from __future__ import annotations

import gettext
import shutil
import subprocess
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import read
from printing.errors import MissingGlyph
from printing.text.bidi import without_controls
from printing.text.canvas import PaperCanvas
from printing.text.faces import Face, vazirmatn
from printing.text.lines import break_lines
from printing.text.paragraph import Style, Words
from printing.wording import isolated, number

if TYPE_CHECKING:
    from pathlib import Path

    from printing.text.lines import Line

WIDE = 1000.0  # ems: one line
FACE = vazirmatn()[0]


def glyphs(text: str, *, rtl: bool = True) -> list[int]:
    (line,) = break_lines(text, vazirmatn(), WIDE, rtl=rtl)
    return [glyph.number for run in line.runs for glyph in run.glyphs]


def drawn(characters: str) -> list[int | None]:
    """The glyphs of characters that do not join, from left to right."""
    return [FACE.glyph(character) for character in characters]


def text_of(line: Line) -> str:
    return "".join(run.source for run in line.runs)


def contains(whole: list[int], part: list[int | None]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole)))


@pytest.mark.parametrize(
    ("text", "left_to_right"),
    [
        ("سال ۱۴۰۳ بود", "۱۴۰۳"),
        (f"تلفن {isolated('۰۳۴-۴۴۳۱۲۳۴۵')} است", "۰۳۴-۴۴۳۱۲۳۴۵"),
        (f"کد {isolated('482 915 037')} شما", "482\u00a0915\u00a0037"),
        (f"مانده {number(-500, 'fa')} ریال", "-۵۰۰"),
        (f"مانده {number(1_250_000, 'fa')} ریال", "۱٬۲۵۰٬۰۰۰"),
        (f"تاریخ {isolated('۲۰۲۶/۱۱/۲۲')} بود", "۲۰۲۶/۱۱/۲۲"),
        ("شناسه IR-08-40123 است", "IR-08-40123"),
        ("۱۲٪ از آن", "۱۲٪"),
    ],
)
def test_numbers_and_codes_stand_from_left_to_right(text: str, left_to_right: str) -> None:
    assert contains(glyphs(text), drawn(left_to_right))


def test_brackets_face_the_words_they_hold() -> None:
    whole = glyphs("شهر (ده) است")
    brackets = [glyph for glyph in whole if glyph in drawn("()")]
    assert brackets == drawn("()")  # the pair opens to the right in the text, and to the left on the page


def test_letters_join_within_a_word_and_not_over_a_zero_width_non_joiner() -> None:
    joined, parted = glyphs("میخ"), glyphs("می‌خ")
    assert joined != [glyph for glyph in parted if glyph in joined]
    assert joined != drawn("خیم")


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(MissingGlyph) as missing:
        break_lines("نام 漢 است", vazirmatn(), WIDE, rtl=True)
    assert missing.value.characters == "漢"


def test_another_font_stands_in_for_missing_glyphs() -> None:
    other = Face.of("Vera", (files("reportlab") / "fonts" / "Vera.ttf").read_bytes())
    lacking = next(chr(code) for code in range(0x100, 0x2FFF) if other.glyph(chr(code)) and not FACE.glyph(chr(code)))
    (line,) = break_lines(f"نام {lacking} است", (*vazirmatn(), other), WIDE, rtl=True)
    assert [run.face.name for run in line.runs if lacking in run.source] == ["Vera"]


@given(text=st.text("ابپ لآۀ‌گچ۱۲۳ab(«»)، \u2066\u2069", max_size=120), width=st.floats(3, 40))
def test_wrapping_loses_nothing_and_never_runs_over(text: str, width: float) -> None:
    lines = break_lines(text, vazirmatn(), width, rtl=True)
    assert all(line.width <= width + 1e-3 for line in lines)
    kept = sorted("".join(text_of(line) for line in lines).replace(" ", ""))
    assert kept == sorted(without_controls(text).replace(" ", ""))


def test_a_word_longer_than_the_line_is_broken_and_kept() -> None:
    lines = break_lines("a" * 200, vazirmatn(), 10, rtl=False)
    assert "".join(text_of(line) for line in lines) == "a" * 200
    assert all(line.width <= 10.001 for line in lines)


def test_justified_lines_fill_the_width_and_the_last_does_not() -> None:
    words = Words("کارشناس برای دیدن زمین می‌آید. " * 6, Style(10, rtl=True, align="justify"))
    words.wrap(200, 1000)
    *full, last = words.lines
    assert all(abs(line.width * 10 + words._place(line)[1] * line.spaces - 200) < 0.01 for line in full)
    assert last.runs
    assert words._place(last)[1] == 0


def test_a_paragraph_split_over_pages_keeps_every_line() -> None:
    words = Words("کارشناس برای دیدن زمین می‌آید. " * 20, Style(10, rtl=True))
    words.wrap(200, 1000)
    head, tail = words.split(200, words.style.line_height * 3.5)
    assert isinstance(head, Words)
    assert isinstance(tail, Words)
    assert [*_laid(head), *_laid(tail)] == words.lines


def _laid(words: Words) -> list[Line]:
    words.wrap(200, 1000)
    return words.lines


SAMPLES = [
    "علی‌اکبر محمدی‌زاده می‌خواهد نام‌خانوادگی‌اش را عوض کند",
    "بسم الله الرحمن الرحیم",
    "خانهٔ لاله در محلّهٔ بالا، پلاک ۱۲",
    f"تلفن {isolated('۰۳۴-۴۴۳۱۲۳۴۵')} و کد {isolated('482 915 037')}",
    "عَلیّ و مُعلّم",
    "English words with fi and 123",
]


@pytest.mark.parametrize("text", SAMPLES)
def test_copied_text_is_the_text_that_was_printed(text: str, tmp_path: Path) -> None:
    content = _page(text, rtl=not text.isascii())
    assert _pdfium(content) == without_controls(text)
    # poppler puts the space after a number in a right-to-left line before it
    assert "".join(_poppler(content, tmp_path).split()) == "".join(without_controls(text).split())


def test_poppler_gives_brackets_as_written_and_pdfium_turns_them_once_more(tmp_path: Path) -> None:
    text = "شهر (ده) «بالا»"
    content = _page(text, rtl=True)
    assert _poppler(content, tmp_path) == text
    assert _pdfium(content) == text.translate(str.maketrans("()«»", ")(»«"))  # its text module mirrors what it reorders


def test_only_fonts_of_ours_are_in_the_file_and_all_are_embedded(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(_page("سلام abc", rtl=True))
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert [(row.split()[0][7:], row.split()[-5:-2]) for row in listed] == [
        ("Vazirmatn-Regular", ["yes", "yes", "yes"])
    ]


def test_every_text_of_the_program_can_be_printed() -> None:
    for language in ("fa", "en"):
        catalogue = gettext.GNUTranslations(BytesIO(read(f"i18n/{language}.mo")))
        texts = [text for text in catalogue._catalog.values() if isinstance(text, str)]  # type: ignore[attr-defined]
        header, *sentences = texts
        assert header
        for sentence in sentences:
            assert break_lines(sentence, vazirmatn(), 30, rtl=language == "fa")


def _page(text: str, *, rtl: bool) -> bytes:
    target = BytesIO()
    canvas = PaperCanvas(target, pagesize=(600, 100), invariant=1)
    words = Words(text, Style(12, rtl))
    words.wrap(560, 80)
    words.drawOn(canvas, 20, 40)
    canvas.save()
    return target.getvalue()


def _poppler(content: bytes, folder: Path) -> str:
    program = shutil.which("pdftotext")
    assert program, "poppler-utils is part of the set-up"
    path = folder / "page.pdf"
    path.write_bytes(content)
    done = subprocess.run([program, "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return without_controls(done.stdout.decode()).strip("\f\n ")


def _pdfium(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        text: str = document[0].get_textpage().get_text_range()
        return text.strip()
