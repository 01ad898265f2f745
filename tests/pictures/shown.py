"""The page of a sample: its form, answered as it says, with the media, files and the map that it needs."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice

from kiosk.map.tiles import open_map
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.theme import Look
from kiosk.trial import MemoryFiles
from tests.kiosk.forms import EntryFilling, entry_of, surroundings
from tests.kiosk.map.making import make_map, tile
from tests.pictures.chosen import HOUSE, ICONS
from tests.pictures.samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap

    from kiosk.map.tiles import MapFile
    from tests.pictures.sample import Sample

FIELD = (10665, 6424)  # column and row of the tile that stands in for a photo
_SERVICE = {"fa": "گزارش", "en": "Report"}


def sample_named(name: str) -> Sample:
    """Return the sample called `name`."""
    return next(sample for sample in SAMPLES if sample.name == name)


def sample_screen(look: Look, sample: Sample, office_map: MapFile) -> QuestionScreen:
    """Return the first page of `sample` in the language of `look`; `office_map` is there where the sample has one."""
    language = look.language
    icons = Look("light", 1.0, language)
    media = {f"{name}.png": png(icons.icon(f"duotone/{name}", "brand", 180)) for name in (*ICONS, "grains")}
    media["house.svg"] = HOUSE
    entry = entry_of(sample.rows, sample.choices, language=language, media=media)
    for name, written in sample.answers:
        raw = written.split("|")[("fa", "en").index(language)] if "|" in written else written
        entry.answer(next(node.path for node in entry.nodes() if node.path.endswith(f"/{name}")), raw)
    files = MemoryFiles()
    files.kept["field.jpg"] = tile(14, *FIELD)
    around = surroundings(look, files, media=media, office_map=office_map if sample.on_map else None)
    return QuestionScreen(around, EntryFilling(entry, language), entry.pages()[0], Progress(3, 12, _SERVICE[language]))


@contextmanager
def village_map() -> Iterator[MapFile]:
    """Give the map of the village that the samples are in."""
    with TemporaryDirectory() as folder:
        file = open_map(make_map(Path(folder) / "office.mbtiles"))
        yield file
        file.close()


def png(pixmap: QPixmap) -> bytes:
    """Return `pixmap` as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return bytes(buffer.data().data())
