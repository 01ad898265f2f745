"""A sample in the counter's own window, and the window as a small picture."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice

from assets.services import service_of
from assets.texts import say
from kiosk.map.tiles import open_map
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.forms import EntryFilling, MemoryFiles, entry_of, service_entry, surroundings
from tests.kiosk.map.making import make_map, tile
from tests.pictures.chosen import HOUSE, ICONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from kiosk.map.tiles import MapFile
    from tests.pictures.sample import Sample

WINDOW = (1024, 768)
SHOWN = (640, 480)
COLOURS = 64
MOST_BYTES = 40_000
FIELD = (10665, 6424)  # column and row of the tile that stands in for a photo
_OFFICE = {"fa": "دهیاری چشمه‌علی", "en": "Cheshmeh-Ali village office"}
_SERVICE = {"fa": "گزارش", "en": "Report"}


def draw(app: QApplication, sample: Sample, language: str) -> bytes:
    """Return the first page of `sample` in `language` as a PNG with a palette."""
    icons = Look("light", 1.0, language)
    media = {f"{name}.png": _png(icons.icon(f"duotone/{name}", "brand", 180)) for name in (*ICONS, "grains")}
    media["house.svg"] = HOUSE
    entry = entry_of(sample.rows, sample.choices, language=language, media=media)
    for name, written in sample.answers:
        raw = written.split("|")[("fa", "en").index(language)] if "|" in written else written
        entry.answer(next(node.path for node in entry.nodes() if node.path.endswith(f"/{name}")), raw)
    progress = Progress(3, 12, _SERVICE[language])
    with _window(app, language, WINDOW) as shell, _office_map(wanted=sample.on_map) as office_map:
        files = MemoryFiles()
        files.kept["field.jpg"] = tile(14, *FIELD)
        around = surroundings(shell.look, files, media=media, office_map=office_map)
        _show(app, shell, QuestionScreen(around, EntryFilling(entry, language), entry.pages()[0], progress))
        if sample.told:
            shell.footer.next.click()
            app.processEvents()
        return in_few_colours(shell.grab(), SHOWN)


def draw_question(app: QApplication, form_id: str, question: str, language: str, shown: tuple[int, int]) -> bytes:
    """Return the page of a service's `question` as a PNG of the size `shown`, with a palette."""
    entry = service_entry(form_id, language=language)
    pages = entry.pages()
    at = next(at for at, page in enumerate(pages) if any(ref.endswith(f"/{question}") for ref in page.refs))
    service = service_of(form_id)
    title = say(service.title, language) if service is not None else entry.form.title
    progress = Progress(at + 1, len(pages), title)
    with _window(app, language, (1280, 800)) as shell:
        around = surroundings(shell.look, form_id=form_id)
        _show(app, shell, QuestionScreen(around, EntryFilling(entry, language), pages[at], progress))
        return in_few_colours(shell.grab(), shown)


def in_few_colours(picture: QPixmap | Image.Image, size: tuple[int, int]) -> bytes:
    """Return `picture` in `size` as a PNG whose palette holds the few colours of our screens."""
    found = BytesIO()
    image = picture if isinstance(picture, Image.Image) else Image.open(BytesIO(_png(picture)))
    shown = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    shown.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(found, "PNG", optimize=True)
    return found.getvalue()


@contextmanager
def _window(app: QApplication, language: str, size: tuple[int, int]) -> Iterator[Shell]:
    shell = Shell(app, Look("light", 1.0, language), _OFFICE[language])
    shell.resize(*size)
    yield shell
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _office_map(*, wanted: bool) -> Iterator[MapFile | None]:
    if not wanted:
        yield None
        return
    with TemporaryDirectory() as folder:
        file = open_map(make_map(Path(folder) / "office.mbtiles"))
        yield file
        file.close()


def _show(app: QApplication, shell: Shell, screen: QuestionScreen) -> None:
    shell.show_screen(screen)
    shell.show()
    app.processEvents()


def _png(pixmap: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return bytes(buffer.data().data())
