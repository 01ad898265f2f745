"""Files that a person brings: only what is on a stick, never the machine's own folders."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


_MOUNTS = (Path("/media"), Path("/run/media"))


def choose_file(parent: QWidget, endings: tuple[str, ...]) -> Path | None:
    """Ask for a file on a stick with one of `endings` (".pdf"), () for any; None when none was chosen."""
    kinds = " ".join(f"*{ending} *{ending.upper()}" for ending in endings) or "*"
    from PySide6.QtWidgets import QFileDialog  # it brings trees and models that no page needs before

    dialog = QFileDialog(parent, directory=str(_stick()), filter=kinds)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.ReadOnly)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if not dialog.exec() or not dialog.selectedFiles():
        return None
    return Path(dialog.selectedFiles()[0])


def _stick() -> Path:
    """Return the folder of the stick that was put in last, or where sticks would be."""
    if sys.platform == "win32":
        return Path.home()
    return mounted_stick() or _MOUNTS[0]


def mounted_stick() -> Path | None:
    """Return the folder of the stick that was put in last, None when there is none."""
    found = [mount for root in _MOUNTS if root.is_dir() for mount in (*root.glob("*"), *root.glob("*/*"))]
    mounted = [folder for folder in found if folder.is_mount()]
    return max(mounted, key=lambda folder: folder.stat().st_mtime, default=None)
