"""What a screen reader is told beyond names: announcements, and the roles that Qt has no widget for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken

from kiosk.widgets.error_summary import ErrorSummary
from kiosk.widgets.words import Heading

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_ROLES: dict[str, QAccessible.Role] = {
    Heading.__name__: QAccessible.Role.Heading,
    ErrorSummary.__name__: QAccessible.Role.AlertMessage,
}
# Python must keep an interface as long as its widget lives, for Qt holds it by a bare pointer. Qt deletes it with the
# widget; to let go of it any sooner, even while the widget says that it is being destroyed, would delete it twice.
_alive: list[QAccessibleInterface] = []


def install_roles() -> None:
    """Let headings and alerts be read as what they are; call once, after the application is made."""
    QAccessible.installFactory(_interface)


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have a screen reader say `words` now; `urgent` interrupts what it is saying."""
    event = QAccessibleAnnouncementEvent(widget, words)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def _interface(_key: str, about: QObject | None) -> QAccessibleInterface | None:
    role = _ROLES.get(type(about).__name__) if isinstance(about, QWidget) else None
    if role is None or not isinstance(about, QWidget):
        return None
    _alive[:] = [interface for interface in _alive if Shiboken.isValid(interface)]
    _alive.append(QAccessibleWidget(about, role))
    return _alive[-1]
