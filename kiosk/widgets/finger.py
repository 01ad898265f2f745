"""Scrolling by finger: Qt's own, with one kind of gesture for all pages and one for all lists that lie in them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QScroller

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Scrolled = Literal["page", "list"]


def scroll_by_finger(viewport: QWidget, scrolled: Scrolled) -> None:
    """Let a finger move what `viewport` shows: a page, or a list that lies in one."""
    # QScroller.grabGesture(viewport) would register a kind of gesture for this viewport alone, and PySide keeps an
    # enum for every kind it has been told of, for ever.
    _keeper, gesture = _registered(scrolled)
    QScroller.scroller(viewport)  # the gesture moves whatever has a scroller
    viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
    viewport.grabGesture(gesture)


# Two kinds and not one: of two widgets that lie in each other and ask for the same kind, Qt tells only the inner.
@cache
def _registered(scrolled: Scrolled) -> tuple[QObject, Qt.GestureType]:
    """Return a kind of gesture and what it is registered for; when that goes, Qt forgets the kind.

    It has no parent: as a child of the application it would go after the gestures have gone, which crashes.
    """
    del scrolled  # each has a kind of its own
    keeper = QObject()
    return keeper, QScroller.grabGesture(keeper, QScroller.ScrollerGestureType.TouchGesture)
