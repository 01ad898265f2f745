"""The one window: header with tools, the page, the keyboard when it is wanted, footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from assets.texts import T
from kiosk.keyboard import Keyboard
from kiosk.screens.call_bar import CallBar
from kiosk.screens.screen import Screen
from kiosk.theme import SCALES, THEMES, Look, apply_theme
from kiosk.widgets import (
    FooterBar,
    HeaderBar,
    Sayable,
    announce,
    lay_out_hidden,
    let_follow,
    put_in_reading_order,
    show_tree_in,
)

if TYPE_CHECKING:
    from kiosk.theme.tokens import ThemeName

_PAINTED = 1  # milliseconds: timers wait until all that is due, and so the page that comes, has been painted


class Shell(QMainWindow):
    """Shows one screen at a time. Text size and colours it changes itself; language and the way out it passes on.

    `shown` tells of each page, `announced` of what is to be heard: the words, and whether they are personal.
    """

    language_wanted = Signal()
    end_wanted = Signal()
    help_wanted = Signal()
    aloud_wanted = Signal()
    shown = Signal()
    announced = Signal(str, bool)

    def __init__(self, app: QApplication, look: Look, office: Sayable, *, touch: bool = True) -> None:
        """Dress `app` in `look` and lay out the window for `office`; `touch` brings the keyboard on the screen."""
        super().__init__()
        self._app, self.look = app, look
        self.call_bar = CallBar(look)
        self.header = HeaderBar(look, office)
        self.footer = FooterBar(look)
        self.keyboard = Keyboard(look)
        self._touch = touch
        self.stack = QStackedWidget()
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.call_bar)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        column.addWidget(self.keyboard)
        column.addWidget(self.footer)
        self.setCentralWidget(centre)
        put_in_reading_order(self.call_bar, self.header, self.footer)
        self._connect()
        self._dress()

    @property
    def screen_shown(self) -> Screen | None:
        """The page that is seen now."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Screen) else None

    def show_screen(self, screen: Screen) -> None:
        """Show `screen` in place of the one before, which is deleted; its heading takes the focus."""
        before = self.stack.currentWidget()
        if self.stack.indexOf(screen) < 0:
            self._take_in(screen)
        if before is not None:
            before.hide()  # first: what goes need not be laid out around the keyboard of what comes
        self._frame(screen)
        let_follow(screen, self.footer)
        self._offer_keyboard(screen, screen.typing_field())
        self.stack.setCurrentWidget(screen)
        screen.footer_changed.connect(self.refresh)
        screen.help_wanted.connect(self.help_wanted)
        self._focus(screen)
        if before is not None:
            # Never removeWidget(): it hands the page to Python, which deletes it in the middle of its own press.
            QTimer.singleShot(_PAINTED, before, before.deleteLater)
        self.shown.emit()

    def hold(self, screen: Screen) -> None:
        """Make `screen` ready to be shown: in the window, hidden, dressed and laid out as it will stand there."""
        self._take_in(screen)
        field = screen.typing_field() if self._touch else None
        screen.set_compact(field is not None)
        keyboard = self.keyboard.height() if self.keyboard.isVisible() else 0
        room = self.stack.height() + keyboard - (self.keyboard.room_for(field) if field is not None else 0)
        lay_out_hidden(screen, QSize(self.stack.width(), room))

    def refresh(self) -> None:
        """Read title and footer of the page anew."""
        screen = self.screen_shown
        if screen is not None:
            self._frame(screen)
            put_in_reading_order(self.call_bar, self.header, screen, self.footer)

    def _take_in(self, screen: Screen) -> None:
        self.stack.addWidget(screen)
        screen.show_in(self.look.language)
        put_in_reading_order(screen)

    def _frame(self, screen: Screen) -> None:
        """Show what `screen` wants around it."""
        self.header.setVisible(screen.framed)
        self.footer.setVisible(screen.framed)
        self.footer.show_footer(screen.footer())
        self.setWindowTitle(screen.title())

    def _connect(self) -> None:
        self.header.text_size.clicked.connect(self._next_text_size)
        self.header.colours.clicked.connect(self._next_colours)
        self.header.language.clicked.connect(self.language_wanted)
        self.header.aloud.clicked.connect(self.aloud_wanted)
        self.header.end.clicked.connect(self.end_wanted)
        self.footer.help.clicked.connect(self.help_wanted)
        self.footer.back.clicked.connect(self._press_back)
        self.footer.next.clicked.connect(self._press_next)
        self.look.changed.connect(self._dress)
        self.keyboard.done.connect(self._put_keyboard_away)
        self._app.focusChanged.connect(self._focus_moved)

    def _press_back(self) -> None:
        if (screen := self.screen_shown) is not None:
            screen.press_back()

    def _press_next(self) -> None:
        if (screen := self.screen_shown) is not None:
            screen.press_next()

    def _next_text_size(self) -> None:
        later = [scale for scale in SCALES if scale > self.look.scale]
        self.look.change(scale=later[0] if later else SCALES[0])
        announce(self, self.look.say(T("Text size {percent} percent", percent=round(self.look.scale * 100))))

    def _next_colours(self) -> None:
        names: tuple[ThemeName, ...] = THEMES
        at = next(index for index, name in enumerate(names) if name == self.look.theme.name)
        self.look.change(theme=names[(at + 1) % len(names)])
        announce(self, self.look.say(T("Other colours")))

    def _dress(self) -> None:
        apply_theme(self._app, self.look)
        self.setLayoutDirection(self.look.layout_direction)
        for part in (self.call_bar, self.header, self.footer):
            show_tree_in(part, self.look.language)
        self.keyboard.show_in(self.look.language)
        if (screen := self.screen_shown) is not None:
            screen.show_in(self.look.language)
        self.refresh()

    def _focus(self, screen: Screen) -> None:
        first = screen.first_focus()
        if first is not None:
            first.setFocus()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The keyboard follows the focus from field to field, and goes where there is nothing to type.

        While a finger is down all stays where it is: what it presses must not move away below it.
        """
        screen = self.screen_shown
        if screen is None or now is None or not screen.isAncestorOf(now):
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._app.installEventFilter(self)
            return
        if isinstance(now, QLineEdit | QPlainTextEdit):
            self._offer_keyboard(screen, None if now.isReadOnly() else now)
        else:
            self._offer_keyboard(screen, screen.typing_field())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keyboard follow once the finger is up and what it pressed has acted."""
        del watched
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self, self._follow_focus)
        return False

    def _follow_focus(self) -> None:
        self._focus_moved(None, QApplication.focusWidget())

    def _put_keyboard_away(self) -> None:
        if (screen := self.screen_shown) is not None:
            self._offer_keyboard(screen, None)

    def _offer_keyboard(self, screen: Screen, field: QWidget | None) -> None:
        if not self._touch:
            return
        screen.set_compact(field is not None)
        if field is None:
            self.keyboard.dismiss()
            return
        self.keyboard.serve(field)
        # Where the field stands is known only once the layout has made room for the keyboard.
        QTimer.singleShot(0, screen, lambda: screen.paper.show_widget(field))
