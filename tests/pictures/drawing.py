"""A sample in the counter's own window, and the window as a small picture."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent

from assets.services import service_of
from assets.texts import say
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.forms import EntryFilling, service_entry, surroundings
from tests.pictures.shown import png, sample_screen, village_map

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from tests.pictures.sample import Sample

WINDOW = (1024, 768)
SHOWN = (640, 480)
COLOURS = 64
MOST_BYTES = 40_000
_OFFICE = {"fa": "دهیاری چشمه‌علی", "en": "Cheshmeh-Ali village office"}


def draw(app: QApplication, sample: Sample, language: str) -> bytes:
    """Return the first page of `sample` in `language` as a PNG with a palette."""
    with _window(app, language, WINDOW) as shell, village_map() as office_map:
        _show(app, shell, sample_screen(shell.look, sample, office_map))
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
    image = picture if isinstance(picture, Image.Image) else Image.open(BytesIO(png(picture)))
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


def _show(app: QApplication, shell: Shell, screen: QuestionScreen) -> None:
    shell.show_screen(screen)
    shell.show()
    app.processEvents()
