"""Follows the person through the window and says what she would see: the page, then what every key of hers changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from assets.texts import T
from kiosk.screens.overlay import Overlay
from kiosk.speech.echo import Echo
from kiosk.speech.page import for_all_to_hear, read_page, read_sign
from kiosk.speech.reading import Tongue
from kiosk.speech.utterance import Utterance, utter
from kiosk.speech.wording import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.hearing import Hearing
    from kiosk.screens.screen import Screen
    from kiosk.shell import Shell
    from kiosk.speech.speaker import Speaker

ALOUD = T("Everything is read aloud now.")


class Reader(QObject):
    """Says what is new after every key, touch and page. Where not `private`, answers are left out."""

    def __init__(self, shell: Shell, hearing: Hearing, speaker: Speaker, *, private: bool) -> None:
        """Read `shell` through `speaker` while `hearing` wants it."""
        super().__init__(shell)
        self._shell, self._hearing, self._speaker, self._private = shell, hearing, speaker, private
        self._aloud, self._volume = False, hearing.volume
        self._about: QWidget | None = None  # the page or the sign that was read last
        self._language = ""
        self._announced: list[Utterance] = []
        self._said: tuple[Utterance, ...] = ()
        self._repeated = False
        self._echo = Echo()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._say_what_is_new)
        shell.shown.connect(self._look)
        shell.look.changed.connect(self._look)
        shell.announced.connect(self._hear)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    def follow(self) -> None:
        """Take over what the person wishes to hear: whether, and how loud."""
        hearing = self._hearing
        self._speaker.volume = hearing.volume
        if not hearing.aloud:
            self._aloud = False
            self._be_new()
            self._speaker.stop()
        elif not self._aloud:
            self._aloud = True
            self._announced.append(utter(self._shell.look.language, ALOUD))
            self._soon.start()
        elif hearing.volume != self._volume:
            percent = round(hearing.volume * 100)
            self._say([utter(self._shell.look.language, T("Volume {percent} percent", percent=percent))])
        self._volume = hearing.volume

    def be_silent(self) -> None:
        """Something was pressed or touched: what follows is said instead."""
        self._speaker.stop()
        self._look()

    def repeat(self) -> None:
        """Say again what was said last; asked once more, the whole page."""
        if self._repeated or not self._said:
            self._say(self._whole(), whole=True)
        else:
            self._say(self._said)
            self._repeated = True

    def name_letter(self, name: str) -> None:
        """Say which key of the keyboard on the screen the arrows have come to; "" says what stands in the field."""
        if not self._aloud:
            return
        if name:
            self._announced.append(utter(self._shell.look.language, letter(name)))
        else:
            self._echo.forget()
        self._soon.start()

    def forget(self) -> None:
        """Say nothing more, and keep nothing of what was said."""
        self._be_new()
        self._speaker.forget()

    def end(self) -> None:
        """Say nothing more and wait for what is being made."""
        self._be_new()
        self._speaker.end()

    def _be_new(self) -> None:
        self._soon.stop()
        self._about, self._said, self._announced, self._repeated = None, (), [], False
        self._echo.forget()

    @Slot()
    def _look(self) -> None:
        """Something happened: once it has, say what is new."""
        if self._aloud:
            self._soon.start()

    @Slot(str, bool)
    def _hear(self, words: str, personal: bool) -> None:
        if self._aloud:
            self._announced.append(utter(self._shell.look.language, words, personal=personal))
            self._soon.start()

    @Slot()
    def _say_what_is_new(self) -> None:
        sign = self._sign()
        about = sign if sign is not None else self._shell.screen_shown
        if about is None:
            return
        announced, self._announced = self._announced, []
        language = self._shell.look.language
        if about is not self._about or language != self._language:
            self._about, self._language = about, language
            page = self._whole()
            self._say([*_beside(announced, page), *page], whole=True)
            self._echo.begin(self._shell.focusWidget(), self._tongue())
            return
        changed = self._echo.changed(self._shell.focusWidget(), self._tongue())
        new = [*_beside(announced, changed), *changed]
        if new:
            self._say(new)

    def _say(self, utterances: Sequence[Utterance], *, whole: bool = False) -> None:
        self._said, self._repeated = tuple(utterances), False
        self._speaker.say(self._said if self._private else for_all_to_hear(self._said, explained=whole))

    def _whole(self) -> tuple[Utterance, ...]:
        """Everything on the sign that covers the window, else on the page."""
        sign, screen = self._sign(), self._shell.screen_shown
        if sign is not None:
            return read_sign(sign)
        return read_page(screen) if screen is not None else ()

    def _sign(self) -> Overlay | None:
        shown = [each for each in self._shell.findChildren(Overlay) if each.isVisible()]
        return shown[-1] if shown else None

    def _tongue(self) -> Tongue:
        """In what language what has the focus is said: the form's own words in the form's."""
        screen: Screen | None = self._shell.screen_shown
        shell = self._shell.look.language
        focused = QApplication.focusWidget()
        if screen is None or focused is None or not screen.isAncestorOf(focused):
            return Tongue(shell, shell)
        return Tongue(shell, screen.form_language, screen.personal)


def _beside(announced: Sequence[Utterance], said: Sequence[Utterance]) -> list[Utterance]:
    """Return what was announced and is not said anyway."""
    return [each for each in announced if not any(each.words in other.words for other in said)]
