"""The keypad: arrows walk, OK presses, and Back, Help, Volume and Repeat work wherever one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.keyboard.walking import KeyWalk
from kiosk.keymap import Keymap, KeypadKey, keymap

if TYPE_CHECKING:
    from kiosk.shell import Shell
    from kiosk.widgets import Button

_STEPS: Final = {
    KeypadKey.UP: (0, -1),
    KeypadKey.DOWN: (0, 1),
    KeypadKey.LEFT: (-1, 0),
    KeypadKey.RIGHT: (1, 0),
}
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class Keypad(QObject):
    """Listens to the window's keys before its widgets do.

    `touched` tells every key and touch, before it acts; `walked` the name of the letter that the arrows came to,
    "" when they are back in the field.
    """

    touched = Signal()
    volume_wanted = Signal()
    repeat_wanted = Signal()
    walked = Signal(str)

    def __init__(self, shell: Shell, keys: Keymap | None = None) -> None:
        """Listen to `shell`; `keys` say what each key means."""
        super().__init__(shell)
        self._shell = shell
        self._keys = keymap() if keys is None else keys
        self._letters = KeyWalk(shell.keyboard)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
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
        if key in _STEPS:
            return self._walk_letters(key) if self._letters.here is not None else self._walk(key)
        if key is KeypadKey.OK:
            return self._press(event)
        if key is None or event.isAutoRepeat():
            return key is not None
        if key is KeypadKey.BACK:
            return self._leave_letters() or self._click(self._shell.footer.back)
        if key is KeypadKey.HELP:
            return self._click(self._shell.footer.help)
        (self.volume_wanted if key is KeypadKey.VOLUME else self.repeat_wanted).emit()
        return True

    def _walk(self, key: KeypadKey) -> bool:
        """Go to what comes next or before, unless the arrow means something where the focus is."""
        from kiosk.arrows import beside, needs  # most people touch: the kinds of widgets are read in for who does not

        focused = QApplication.focusWidget()
        if focused is not None and needs(focused, key):
            return False
        if key is KeypadKey.DOWN and focused is not None and self._letters.begin(focused):
            self._tell_letter()
            return True
        rtl = self._shell.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on = key is KeypadKey.DOWN or (key is (KeypadKey.LEFT if rtl else KeypadKey.RIGHT))
        following = beside(focused, 1 if on else -1)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._shell.focusNextPrevChild(on)
        return True

    def _walk_letters(self, key: KeypadKey) -> bool:
        """Go from letter to letter; above them is the field, below them what follows it."""
        across, down = _STEPS[key]
        if self._letters.step(across, down):
            self._tell_letter()
        elif down < 0:
            self._leave_letters()
        elif down > 0:
            self._letters.end()
            self._shell.focusNextPrevChild(down > 0)
        return True

    def _tell_letter(self) -> None:
        here = self._letters.here
        if here is not None:
            self.walked.emit(here.accessibleName())

    def _leave_letters(self) -> bool:
        if self._letters.here is None:
            return False
        self._letters.end()
        self.walked.emit("")
        return True

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Letters are walked to only for the field that they are typed into."""
        if now is not self._shell.keyboard.field:
            self._letters.end()

    def _press(self, event: QKeyEvent) -> bool:
        """Type the letter walked to, else give a keypad's own OK key on as the Return that every widget knows."""
        if self._letters.here is not None:
            self._letters.press()
            return True
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
