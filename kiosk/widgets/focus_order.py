"""The order in which Tab walks: the reading order, whatever the order in which widgets were made."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_in_reading_order(*roots: QWidget) -> None:
    """Let Tab walk through `roots` one after the other, each in the order of its children.

    That is the order in which they were put into their layout, unless one was put between others later: then
    `raise_()` those that follow it. (Layouts are not asked: what PySide gives for `QLayout.itemAt` outlives the
    item, and is later taken for whatever comes to stand at the same address.)
    """
    walk = [child for root in roots for child in root.findChildren(QWidget) if _takes_tab(child)]
    for before, after in itertools.pairwise(walk):
        QWidget.setTabOrder(before, after)


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
