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
    _chain([widget for root in roots for widget in _walked(root)])


def let_follow(root: QWidget, following: QWidget) -> None:
    """Let Tab walk from the last of `root`, which is in reading order already, on to `following`."""
    _chain([*_walked(root)[-1:], *_walked(following)])


def _chain(walk: list[QWidget]) -> None:
    for before, after in itertools.pairwise(walk):
        QWidget.setTabOrder(before, after)


def _walked(root: QWidget) -> list[QWidget]:
    return [child for child in root.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
