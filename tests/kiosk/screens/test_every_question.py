"""The rules of screens.md on the page of every kind of question there is: sizes, gaps, cut words, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.controls import barcode, film, photo
from kiosk.map.tiles import MapFile, open_map
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.forms import EntryFilling, MemoryFiles, entry_of, surroundings
from tests.kiosk.map.making import make_map
from tests.kiosk.measuring import outside
from tests.kiosk.pages import close
from tests.kiosk.screens.test_every_page import RULES, settle
from tests.pictures.chosen import HOUSE
from tests.pictures.samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from tests.pictures.sample import Sample


@pytest.fixture(scope="module")
def office_map(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MapFile]:
    """A map of the village."""
    file = open_map(make_map(tmp_path_factory.mktemp("map") / "office.mbtiles"))
    yield file
    file.close()


@pytest.fixture(autouse=True)
def cameras(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine has a camera: its buttons are on the pages, too."""
    for each in (barcode, film, photo):
        monkeypatch.setattr(each, "has_camera", lambda: True)


def page_of(shell: Shell, sample: Sample, office_map: MapFile) -> QuestionScreen:
    """Return the first page of `sample`, answered as it says."""
    language = shell.look.language
    media = {"house.svg": HOUSE}
    entry = entry_of(sample.rows, sample.choices, language=language, media=media)
    for name, written in sample.answers:
        raw = written.split("|")[("fa", "en").index(language)] if "|" in written else written
        entry.answer(next(node.path for node in entry.nodes() if node.path.endswith(f"/{name}")), raw)
    around = surroundings(shell.look, MemoryFiles(), media=media, office_map=office_map if sample.on_map else None)
    return QuestionScreen(around, EntryFilling(entry, language), entry.pages()[0], Progress(3, 12, "گزارش"))


@pytest.mark.parametrize(("language", "scale"), [("fa", 1.5), ("en", 2.0)])
def test_every_question_keeps_the_rules(qapp: QApplication, office_map: MapFile, language: str, scale: float) -> None:
    shell = Shell(qapp, Look("light", scale, language), "دهیاری" if language == "fa" else "Office")
    shell.resize(1024, 768)
    shell.show()
    broken: list[str] = []
    for sample in SAMPLES:
        screen = page_of(shell, sample, office_map)
        shell.show_screen(screen)
        settle()
        for rule, look_for in RULES.items():
            broken += [f"{sample.name} {rule}: {found}" for found in look_for(shell)]
        broken += [f"{sample.name} outside: {found}" for found in outside(screen.body, shell)]
    close(shell)
    assert not broken, "\n".join(broken)
