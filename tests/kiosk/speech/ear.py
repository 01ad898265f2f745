"""An ear and a keypad: hears what is said, presses keys, and knows nothing else of the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest

from kiosk.speech.clip import Clip
from kiosk.speech.errors import NoSound
from kiosk.speech.prompts import Prompts
from kiosk.speech.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from kiosk.shell import Shell
    from kiosk.speech.utterance import Utterance


class Mute:
    """A voice that makes a moment of silence of everything, at once."""

    def render(self, words: str, language: str) -> Clip:
        del words, language
        return Clip(b"\0\0" * 10, 8000, 1)


class Membrane(QObject):
    """The edge of the machine: a sound device that has played each clip as soon as the window has time."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.volumes: list[float] = []
        self.holds = False  # a test may let a clip sound on
        self.is_there = True
        self._end = QTimer(self, singleShot=True, interval=0)
        self._end.timeout.connect(self.ended)

    @property
    def sounds(self) -> bool:
        return self._sounding

    _sounding = False

    def play(self, clip: Clip, volume: float) -> None:
        del clip
        if not self.is_there:
            raise NoSound
        self._sounding = True
        self.volumes.append(volume)
        if not self.holds:
            self._end.start()

    def stop(self) -> None:
        self._sounding = False
        self._end.stop()


class Ear:
    """A person with her eyes shut: `heard` is what was said since her last key."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self.qtbot, self._shell = qtbot, shell
        self.heard: list[str] = []
        self.ever: list[str] = []
        self.utterances: list[Utterance] = []
        self.sink = Membrane()
        self.speaker = Speaker(Mute(), Prompts(None), self.sink)
        self.speaker.began.connect(self._hear)

    def press(self, key: Qt.Key) -> None:
        """Press a key of the keypad, and listen until nothing more is said."""
        self.heard, self.utterances = [], []
        window = self._shell.windowHandle()
        assert window is not None
        QTest.keyClick(window, key)
        self.listen()

    def listen(self) -> None:
        """Wait until something has been said to its end."""
        self.qtbot.waitUntil(lambda: bool(self.heard) and not self.speaker.speaking)

    def listen_anew(self) -> None:
        """Listen to what something else than a key has brought."""
        self.heard, self.utterances = [], []
        self.listen()

    def hears(self, words: str) -> bool:
        return any(words in each for each in self.heard)

    def until(self, is_it: Callable[[], bool], key: Qt.Key, most: int = 40) -> None:
        """Press `key` until what is heard is what is wanted."""
        for _ in range(most):
            self.press(key)
            if is_it():
                return
        raise AssertionError(f"never heard; at last: {self.heard}")

    def number_of(self, words: str) -> Qt.Key:
        """The key of the option that was heard as `words`."""
        (line,) = [each for each in self.heard if each.endswith(f": {words}")]
        return Qt.Key(Qt.Key.Key_0 + int(line.split(":")[0]))

    def _hear(self, utterance: Utterance) -> None:
        self.heard.append(utterance.words)
        self.ever.append(utterance.words)
        self.utterances.append(utterance)
