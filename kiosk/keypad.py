"""The keypad: arrows walk, OK presses, and Back, Help, Volume and Repeat work wherever one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QApplication, QLineEdit, QPlainTextEdit, QWidget

from kiosk.keymap import Keymap, KeypadKey, keymap

if TYPE_CHECKING:
    from kiosk.shell import Shell
    from kiosk.widgets import Button

_WALKING = frozenset({KeypadKey.UP, KeypadKey.DOWN, KeypadKey.LEFT, KeypadKey.RIGHT})
_ALONG = frozenset({KeypadKey.LEFT, KeypadKey.RIGHT})
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class Keypad(QObject):
    """Listens to the window's keys before its widgets do. `touched` tells every key and touch, before it acts."""

    touched = Signal()
    volume_wanted = Signal()
    repeat_wanted = Signal()

    def __init__(self, shell: Shell, keys: Keymap | None = None) -> None:
        """Listen to `shell`; `keys` say what each key means."""
        super().__init__(shell)
        self._shell = shell
        self._keys = keymap() if keys is None else keys
        shell.winId()  # makes the system's window now, shown or not
        handle = shell.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act on the keys of a keypad; all others go their way."""
        if event.type() in _TOUCHES:
            self.touched.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._acts(event):
            return True
        return super().eventFilter(watched, event)

    def _acts(self, event: QKeyEvent) -> bool:
        key = self._keys.get(event.key())
        if key in _WALKING:
            return self._walk(key)
        if key is KeypadKey.OK:
            return self._press(event)
        if key is None or event.isAutoRepeat():
            return key is not None
        if key is KeypadKey.BACK:
            return self._click(self._shell.footer.back)
        if key is KeypadKey.HELP:
            return self._click(self._shell.footer.help)
        (self.volume_wanted if key is KeypadKey.VOLUME else self.repeat_wanted).emit()
        return True

    def _walk(self, key: KeypadKey) -> bool:
        """Go to what comes next or before, unless the arrow means something where the focus is."""
        focused = QApplication.focusWidget()
        if focused is not None and _needs(focused, key):
            return False
        rtl = self._shell.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on = key is KeypadKey.DOWN or (key is (KeypadKey.LEFT if rtl else KeypadKey.RIGHT))
        self._shell.focusNextPrevChild(on)
        return True

    def _press(self, event: QKeyEvent) -> bool:
        """Give a keypad's own OK key on as the Return that every widget knows."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        focused = QApplication.focusWidget() or self._shell
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            as_return = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
            QCoreApplication.sendEvent(focused, as_return)
        return True

    def _click(self, button: Button) -> bool:
        """Press `button` of the footer; a sign that covers it takes the key as any other."""
        if button.isVisible():
            button.click()
        return self._shell.footer.isVisible()


def _needs(widget: QWidget, key: KeypadKey) -> bool:
    """Whether `widget` has a use of its own for an arrow: a text between its ends, a list, a slider, a spin box."""
    if isinstance(widget, QLineEdit):
        if key in _ALONG:
            return not _at_end(widget, key)
        return bool(widget.property("steps"))
    if isinstance(widget, QAbstractSlider):
        return key in _ALONG
    if isinstance(widget, QAbstractItemView):
        return key not in _ALONG and _moves_in(widget, key)
    return isinstance(widget, QPlainTextEdit)  # it walks on from its first and last line by itself


def _at_end(field: QLineEdit, key: KeypadKey) -> bool:
    """Whether the cursor cannot go further; in a text that runs to the left, its end is at the left."""
    rtl = field.layoutDirection() == Qt.LayoutDirection.RightToLeft
    forward = key is (KeypadKey.LEFT if rtl else KeypadKey.RIGHT)
    return field.cursorPosition() == (len(field.text()) if forward else 0)


def _moves_in(view: QAbstractItemView, key: KeypadKey) -> bool:
    """Whether the list has a row left in the direction of `key`: beyond its ends one walks on."""
    model, row = view.model(), view.currentIndex().row()
    return row < model.rowCount() - 1 if key is KeypadKey.DOWN else row > 0
