"""Lays out a page that nobody sees yet, so that showing it is a matter of painting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_PASSES = 3  # whether a page is too long shows once it is laid out; its rail then comes, or goes again


def lay_out_hidden(page: QWidget, size: QSize) -> None:
    """Dress `page`, hidden in its window, and everything on it, and give each its place in a page of `size`.

    Qt keeps a hidden widget's resize event back until it is shown, and with it the layout of all that lies in it.
    """
    for widget in page.findChildren(QWidget):
        widget.ensurePolished()
    page.resize(size)
    for _ in range(_PASSES):
        _hand_out_sizes(page)


def _hand_out_sizes(widget: QObject) -> None:
    """Send the resize events that are kept back, from the outermost inwards: each sets the sizes of the next."""
    if not isinstance(widget, QWidget):
        return
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    if widget.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent):
        widget.setAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent, on=False)
        QApplication.sendEvent(widget, QResizeEvent(widget.size(), QSize()))
    for child in widget.children():
        _hand_out_sizes(child)
