"""`python -m tests.pictures`: the pictures of `docs/forms.md`; with the folder of `make demo`, those of the README."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kiosk.app import qt_application
from tests.pictures.drawing import draw
from tests.pictures.page import PAGE, PICTURES, picture_name, with_section
from tests.pictures.samples import SAMPLES
from tests.pictures.tour import draw_tour


def main() -> None:
    """Draw and write."""
    app = qt_application()
    if len(sys.argv) > 1:
        draw_tour(app, Path(sys.argv[1]), PICTURES.parent)
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = set()
    for sample in SAMPLES:
        for language in ("fa", "en"):
            name = picture_name(sample, language)
            wanted.add(name)
            (PICTURES / name).write_bytes(draw(app, sample, language))
    for left_over in {path.name for path in PICTURES.iterdir()} - wanted:
        (PICTURES / left_over).unlink()
    PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
