"""What every flow is: it shows the screen of a state, and tells events of the session's table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from kiosk.equipment import Equipment
    from kiosk.screens.screen import Screen


class Flow(QObject):
    """A part of the session with state of its own; `happened` carries a `kiosk.session.Event`."""

    happened = Signal(object)

    def __init__(self, equipment: Equipment) -> None:
        """Work with `equipment`."""
        super().__init__()
        self.equipment = equipment
        self.look = equipment.look

    def show(self, screen: Screen) -> None:
        """Put `screen` into the window."""
        self.equipment.shell.show_screen(screen)


AnyFlow = TypeVar("AnyFlow", bound=Flow)
