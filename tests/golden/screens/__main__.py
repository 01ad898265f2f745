"""`python -m tests.golden.screens [--write]`: see what has changed on the screens, and keep it when it is wanted.

Each picture that has changed is saved into `build/golden` with what is different marked in red; a new one as it is.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from tests.golden.screens.digest import COLUMNS, ROWS, changed, written
from tests.golden.screens.golden import LIST, LOOKS, ROOT, keep, kept, take

if TYPE_CHECKING:
    from pathlib import Path

TARGET = ROOT / "build" / "golden"
_MARK = QColor(220, 0, 0)


def main() -> int:
    """Return 1 when something has changed and is not kept."""
    TARGET.mkdir(parents=True, exist_ok=True)
    before = kept() if LIST.exists() else {}
    now = {name: cells for look in LOOKS for name, cells in take(*look, TARGET, save=True).items()}
    differing = 0
    for name, cells in now.items():
        file = TARGET / f"{name.replace(' ', '-')}.png"
        marked = changed(before[name], cells) if name in before else frozenset()
        if name in before and not marked:
            file.unlink()
            continue
        differing += 1
        _mark(file, marked)
        print("changed" if name in before else "new", file)
    for name in before.keys() - now.keys():
        differing += 1
        print("gone", name)
    if "--write" in sys.argv:
        keep({name: written(cells) for name, cells in now.items()})
        return 0
    return 1 if differing else 0


def _mark(file: Path, cells: frozenset[int]) -> None:
    picture = QImage(str(file))
    width, height = picture.width() / COLUMNS, picture.height() / ROWS
    painter = QPainter(picture)
    painter.setPen(QPen(_MARK, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for cell in cells:
        painter.drawRect(QRectF(cell % COLUMNS * width, cell // COLUMNS * height, width, height))
    painter.end()
    picture.save(str(file))


if __name__ == "__main__":
    sys.exit(main())
