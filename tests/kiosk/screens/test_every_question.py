"""The rules that every screen keeps, on the page of every kind of question there is: sizes, gaps, cut words, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.controls import barcode, film, photo
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.measuring import outside
from tests.kiosk.pages import close
from tests.kiosk.screens.test_every_page import RULES, settle
from tests.pictures.samples import SAMPLES
from tests.pictures.shown import sample_screen, village_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from kiosk.map.tiles import MapFile


@pytest.fixture(scope="module")
def office_map() -> Iterator[MapFile]:
    """A map of the village."""
    with village_map() as file:
        yield file


@pytest.fixture(autouse=True)
def cameras(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine has a camera: its buttons are on the pages, too."""
    for each in (barcode, film, photo):
        monkeypatch.setattr(each, "has_camera", lambda: True)


@pytest.mark.parametrize(("language", "scale"), [("fa", 1.5), ("en", 2.0)])
def test_every_question_keeps_the_rules(qapp: QApplication, office_map: MapFile, language: str, scale: float) -> None:
    shell = Shell(qapp, Look("light", scale, language), "دهیاری" if language == "fa" else "Office")
    shell.resize(1024, 768)
    shell.show()
    broken: list[str] = []
    for sample in SAMPLES:
        screen = sample_screen(shell.look, sample, office_map)
        shell.show_screen(screen)
        settle()
        for rule, look_for in RULES.items():
            broken += [f"{sample.name} {rule}: {found}" for found in look_for(shell)]
        broken += [f"{sample.name} outside: {found}" for found in outside(screen.body, shell)]
    close(shell)
    assert not broken, "\n".join(broken)
