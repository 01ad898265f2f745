"""A hand that uses the window as people do: it presses what is seen, types, and waits until something is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from kiosk.controls.day import DateControl
from kiosk.controls.number import NumberControl
from kiosk.controls.search_list import SearchListControl
from kiosk.controls.text import MultilineControl, TextControl
from kiosk.controls.tiles import TilesControl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QAbstractButton, QWidget

    from forms.state import NodeState
    from kiosk.controls import Control
    from kiosk.shell import Shell


class Hand:
    """Presses and types in one window, and photographs it."""

    def __init__(self, shell: Shell, pictures: Path) -> None:
        """Work on `shell`; photographs go to `pictures`."""
        self.shell, self._pictures = shell, pictures
        self._taken = len(list(pictures.glob("*.png")))

    def press(self, button: QAbstractButton) -> None:
        """Press `button` where it is."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def go_on(self) -> None:
        """Press what leads on."""
        self.press(self.shell.footer.next)

    def type_into(self, field: QWidget, text: str) -> None:
        """Touch `field` and type `text`."""
        QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(8, field.height() // 2))
        for letter in text:  # QTest types ASCII only
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def photograph(self, name: str) -> None:
        """Keep a picture of the window, numbered in the order of taking."""
        QApplication.processEvents()
        self._taken += 1
        self.shell.grab().save(str(self._pictures / f"{self._taken:02}-{name}.png"))

    def answer(self, control: Control, state: NodeState, answer: str) -> None:
        """Answer `state` through its control: a tile by its value, a list by words, a text typed, a photo brought."""
        if isinstance(control, TilesControl):
            wanted = [answer in (choice.value, choice.text) for choice in state.choices]
            self.press(control.tiles[wanted.index(True)])
        elif isinstance(control, SearchListControl):
            self._search(control, answer)
        elif isinstance(control, DateControl):
            self.press(control.yesterday)
        elif isinstance(control, TextControl | MultilineControl | NumberControl):
            self.type_into(control.field, answer)

    def soon(self, act: Callable[[], None]) -> Callable[[], bool]:
        """Do `act` in the event loop, because it opens one of its own; returns whether it has returned."""
        done: list[bool] = []

        def do() -> None:
            act()
            done.append(True)

        QTimer.singleShot(0, do)
        return lambda: bool(done)

    def choose_in_dialog(self, path: Path) -> bool:
        """Type `path` into the open file dialog and accept it; False while no dialog is open."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return False
        (name,) = dialog.findChildren(QLineEdit, "fileNameEdit")
        name.setText(str(path))
        accept = next(button for button in dialog.findChildren(QPushButton) if button.isDefault())
        self.press(accept)
        return True

    def _search(self, control: SearchListControl, words: str) -> None:
        self.type_into(control.field, words)
        QTest.keyClick(control.field, Qt.Key.Key_Return)
        if not control.raw():
            QTest.keyClick(control.view, Qt.Key.Key_Home)
            QTest.keyClick(control.view, Qt.Key.Key_Return)
