"""What a screen reader is told beyond names: announcements, and the roles that Qt has no widget for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken

from kiosk.widgets.error_summary import ErrorSummary
from kiosk.widgets.qr_mark import QrMark
from kiosk.widgets.region_map import RegionMap
from kiosk.widgets.sketch import Sketch
from kiosk.widgets.tile import RadioTile
from kiosk.widgets.words import Heading

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, SignalInstance

_ROLES: dict[str, QAccessible.Role] = {
    Heading.__name__: QAccessible.Role.Heading,
    ErrorSummary.__name__: QAccessible.Role.AlertMessage,
    Sketch.__name__: QAccessible.Role.Canvas,
    RegionMap.__name__: QAccessible.Role.Graphic,
    QrMark.__name__: QAccessible.Role.Graphic,
    "MapView": QAccessible.Role.Graphic,  # by name: the map is made of these widgets, and not the other way round
}
# Python must keep an interface as long as its widget lives, for Qt holds it by a bare pointer. Qt deletes it with the
# widget; to let go of it any sooner, even while the widget says that it is being destroyed, would delete it twice.
_alive: list[QAccessibleInterface] = []


class _RadioInterface(QAccessibleWidget):
    """One of several choices. Qt takes a radio button that the arrows do not choose for a check box."""

    def __init__(self, tile: RadioTile) -> None:
        super().__init__(tile, QAccessible.Role.RadioButton)
        self._tile = tile

    def state(self) -> QAccessible.State:
        """Whether it is chosen, beside what every widget tells."""
        state = super().state()
        state.checkable = True
        state.checked = self._tile.isChecked()
        return state

    def actionNames(self) -> list[str]:
        """It can be pressed."""
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Press it."""
        if name == QAccessibleActionInterface.pressAction():
            self._tile.click()
        else:
            super().doAction(name)


def install_roles() -> None:
    """Let headings and alerts be read as what they are; call once, after the application is made."""
    QAccessible.installFactory(_interface)


@runtime_checkable
class Hears(Protocol):
    """A window that reads aloud itself: `announced` carries the words, and whether they are personal."""

    announced: SignalInstance


def announce(widget: QWidget, words: str, *, urgent: bool = False, personal: bool = False) -> None:
    """Have a screen reader say `words` now; `urgent` interrupts what it is saying, `personal` is for one ear only."""
    window = widget.window()
    if isinstance(window, Hears):
        window.announced.emit(words, personal)
    event = QAccessibleAnnouncementEvent(widget, words)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def _interface(_key: str, about: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(about, QWidget):
        return None
    role = _ROLES.get(type(about).__name__)
    if isinstance(about, RadioTile):
        made: QAccessibleWidget = _RadioInterface(about)
    elif role is not None:
        made = QAccessibleWidget(about, role)
    else:
        return None
    _alive[:] = [interface for interface in _alive if Shiboken.isValid(interface)]
    _alive.append(made)
    return made
