"""The pictures in `docs/forms.md` are of every kind of question, and the page shows the rows that were drawn."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from kiosk.controls import Control, make_control, making
from tests.kiosk.forms import entry_of, surroundings
from tests.pictures.drawing import MOST_BYTES, SHOWN, draw
from tests.pictures.page import PAGE, PICTURES, ROOT, picture_name, section
from tests.pictures.samples import SAMPLES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from kiosk.theme import Look


def test_the_page_shows_the_rows_that_were_drawn() -> None:
    assert section() in PAGE.read_text(encoding="utf-8"), "run python -m tests.pictures"


def test_every_question_has_a_small_picture_in_both_languages() -> None:
    wanted = {picture_name(sample, language) for sample in SAMPLES for language in ("fa", "en")}
    assert {path.name for path in PICTURES.iterdir()} == wanted
    assert all((PICTURES / name).stat().st_size <= MOST_BYTES for name in wanted)


def test_what_readme_and_docs_show_or_point_to_is_there() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    missing = [
        (page.name, target)
        for page in pages
        for target in re.findall(r'(?:src="|\]\()([^")#:\s]+)[")]', page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert missing == []


def test_every_kind_of_control_is_drawn(look: Look) -> None:
    made = {each for each in vars(making).values() if isinstance(each, type) and issubclass(each, Control)}
    known = made - {Control}
    drawn = {type(control) for control in _controls(look)}
    assert drawn == known, "a kind of question has no sample in tests/pictures"


def _controls(look: Look) -> list[Control]:
    entries = [entry_of(sample.rows, sample.choices) for sample in SAMPLES]
    around = surroundings(look)
    return [
        make_control(around, entry.node(ref))
        for entry in entries
        for page in entry.pages()
        if page.kind != "repeat"
        for ref in page.refs
    ]


def test_a_picture_is_drawn_from_its_rows(qapp: QApplication) -> None:
    drawn = draw(qapp, SAMPLES[0], "fa")
    with Image.open(BytesIO(drawn)) as picture:
        assert picture.size == SHOWN
        assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 2, "something is on it"
