"""Turns reading aloud on when somebody asks for it. What speaks is loaded only then: most people look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from assets.texts import T, Text
from kiosk.keymap import keymap
from kiosk.keypad import Keypad
from kiosk.widgets import announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.config import Config
    from kiosk.equipment import Equipment
    from kiosk.speech.reader import Reader
    from kiosk.speech.speaker import Speaker

ON, OFF, NO_SOUND = T("Read aloud"), T("Be silent"), T("No sound")


class Aloud(QObject):
    """The keypad, the tool for the ear, and the reader behind them. `lively` tells that something was said."""

    lively = Signal()

    def __init__(self, equipment: Equipment) -> None:
        """Listen to the window of `equipment`; silent until somebody asks."""
        super().__init__(equipment.shell)
        self.equipment = equipment
        self.keypad = Keypad(equipment.shell, keymap(equipment.config.speech.keypad))
        self.make_speaker: Callable[[Config], Speaker] = _own_speaker
        self._reader: Reader | None = None
        self.keypad.repeat_wanted.connect(self._repeat)
        self.keypad.volume_wanted.connect(self._louder)
        self.keypad.touched.connect(self._silence)
        self.keypad.walked.connect(self._tell_letter)
        equipment.shell.aloud_wanted.connect(self._toggle)
        equipment.hearing.changed.connect(self._show)

    def forget(self) -> None:
        """Another person comes: silent, nothing waits to be said, nothing is kept that was."""
        if self._reader is not None:
            self._reader.forget()
        self.equipment.hearing.reset()

    def end(self) -> None:
        """The window closes: wait for what is being made."""
        if self._reader is not None:
            self._reader.end()

    @Slot()
    def _show(self) -> None:
        """Let the tool say what it would do now, and begin to read or cease."""
        hearing, header = self.equipment.hearing, self.equipment.shell.header
        if hearing.fault is not None:
            header.show_hearing(NO_SOUND, "regular/speaker-slash")
        elif hearing.aloud:
            header.show_hearing(OFF, "regular/speaker-slash")
        else:
            header.show_hearing(ON, "regular/speaker-high")
        if hearing.aloud and self._reader is None:
            self._reader = self._make_reader()
        if self._reader is not None:
            self._reader.follow()

    def _make_reader(self) -> Reader:
        from kiosk.speech.reader import Reader

        config = self.equipment.config
        speaker = self.make_speaker(config)
        speaker.failed.connect(self._failed)
        speaker.began.connect(self.lively)
        return Reader(self.equipment.shell, self.equipment.hearing, speaker, private=config.speech.headphones)

    @Slot()
    def _toggle(self) -> None:
        hearing = self.equipment.hearing
        hearing.turn(aloud=not hearing.aloud)

    @Slot()
    def _repeat(self) -> None:
        if self.equipment.hearing.aloud and self._reader is not None:
            self._reader.repeat()
        else:
            self.equipment.hearing.turn(aloud=True)

    @Slot()
    def _louder(self) -> None:
        if self.equipment.hearing.aloud:
            self.equipment.hearing.louder()
        else:
            self.equipment.hearing.turn(aloud=True)

    @Slot()
    def _silence(self) -> None:
        if self._reader is not None:
            self._reader.be_silent()

    @Slot(str)
    def _tell_letter(self, name: str) -> None:
        if self._reader is not None:
            self._reader.name_letter(name)

    @Slot(object)
    def _failed(self, fault: Text) -> None:
        self.equipment.hearing.fail(fault)
        announce(self.equipment.shell, self.equipment.look.say(fault), urgent=True)


def _own_speaker(config: Config) -> Speaker:
    from kiosk.speech.equip import own_speaker

    return own_speaker(config)
