"""The pictures of `README.md`: chosen from what `make demo` leaves, its paper, and one question in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

from tests.pictures.drawing import draw_question, in_few_colours

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

CHOSEN = {
    "attract": "*-attract.png",
    "question": "*-question-causes.png",
    "check-answers": "*-check-answers.png",
    "receipt": "*-receipt.png",
}
SCREEN = (800, 500)
PAPER_HEIGHT = 800


def draw_tour(app: QApplication, demo: Path, target: Path) -> None:
    """Write the pictures of the folder `demo`, as `make demo` left it, into `target`."""
    for name, pattern in CHOSEN.items():
        with Image.open(min(demo.glob(pattern))) as window:
            (target / f"{name}.png").write_bytes(in_few_colours(window, SCREEN))
    (target / "receipt-paper.png").write_bytes(_paper(min((demo / "paper").glob("*.pdf"))))
    (target / "question-en.png").write_bytes(draw_question(app, "crop_damage", "causes", "en", SCREEN))


def _paper(pdf: Path) -> bytes:
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=PAPER_HEIGHT / page.get_height()).to_pil()
    return in_few_colours(image, image.size)
