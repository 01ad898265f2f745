"""A sample in the counter's own window, and the window as a small picture."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice

from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.forms import EntryFilling, entry_of, surroundings
from tests.pictures.samples import ICONS

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from tests.pictures.samples import Sample

WINDOW = (1024, 768)
SHOWN = (640, 480)
COLOURS = 64
MOST_BYTES = 40_000
_OFFICE = {"fa": "دهیاری چشمه‌علی", "en": "Office of Cheshmeh Ali"}
_SERVICE = {"fa": "گزارش", "en": "Report"}


def draw(app: QApplication, sample: Sample, language: str) -> bytes:
    """Return the page of `sample` in `language` as a PNG with a palette."""
    look = Look("light", 1.0, language)
    media = {f"{name}.png": _png(look.icon(f"duotone/{name}", "brand", 180)) for name in (*ICONS, "grains")}
    entry = entry_of(sample.rows, sample.choices, language=language, media=media)
    for name, written in sample.answers:
        raw = written.split("|")[("fa", "en").index(language)] if "|" in written else written
        entry.answer(next(node.path for node in entry.nodes() if node.path.endswith(f"/{name}")), raw)
    pages = entry.pages()
    shell = Shell(app, look, _OFFICE[language])
    shell.resize(*WINDOW)
    around = surroundings(look, media=media)
    screen = QuestionScreen(around, EntryFilling(entry, language), pages[0], Progress(3, 12, _SERVICE[language]))
    shell.show_screen(screen)
    shell.show()
    app.processEvents()
    if sample.told:
        shell.footer.next.click()
    app.processEvents()
    picture = _png(shell.grab())
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return _small(picture)


def _png(pixmap: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return bytes(buffer.data().data())


def _small(png: bytes) -> bytes:
    """Return the picture in the size of a page of text and in few colours."""
    with Image.open(BytesIO(png)) as window:
        shown = window.convert("RGB").resize(SHOWN, Image.Resampling.LANCZOS)
    found = BytesIO()
    shown.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(found, "PNG", optimize=True)
    return found.getvalue()
