"""Lays out a page that nobody sees yet, so that showing it is a matter of painting it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

_PASSES = 3  # whether a page is too long shows once it is laid out; its rail then comes, or goes again


def lay_out_hidden(page: QWidget, size: QSize) -> None:
    """Dress `page`, hidden in its window, and everything on it, and give each its place in a page of `size`.

    Qt keeps a hidden widget's resize event back until it is shown, and with it the layout of all that lies in it.
    """
    widgets = [page, *page.findChildren(QWidget)]  # each before those that lie in it
    for widget in widgets:
        widget.ensurePolished()
    page.resize(size)
    for _ in range(_PASSES):
        for widget in widgets:
            _hand_out_size(widget)


def _hand_out_size(widget: QWidget) -> None:
    """Send the resize event that is kept back: what lies in `widget` gets its sizes by it."""
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    if widget.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent):
        widget.setAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent, on=False)
        QApplication.sendEvent(widget, QResizeEvent(widget.size(), QSize()))
