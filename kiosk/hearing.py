"""Whether and how loud the counter is heard by this person; the next one begins anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from assets.texts import Text

VOLUMES = (0.4, 0.6, 0.8, 1.0)
_BEGIN = 0.8


class Hearing(QObject):
    """`aloud` and `volume` from 0 to 1; `fault` is why nothing can be heard. `changed` tells of each."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin in silence."""
        super().__init__()
        self.aloud = False
        self.volume = _BEGIN
        self.fault: Text | None = None

    def turn(self, *, aloud: bool) -> None:
        """Read aloud from now on, or no longer."""
        if aloud != self.aloud:
            self.aloud, self.fault = aloud, None
            self.changed.emit()

    def louder(self) -> None:
        """Go to the next volume, after the loudest to the softest: a keypad has one key for it."""
        later = [volume for volume in VOLUMES if volume > self.volume]
        self.volume = later[0] if later else VOLUMES[0]
        self.changed.emit()

    def fail(self, fault: Text) -> None:
        """Be silent because of `fault`."""
        self.aloud, self.fault = False, fault
        self.changed.emit()

    def reset(self) -> None:
        """Another person comes: silent, and as loud as at the beginning."""
        if self.aloud or self.fault is not None or self.volume != _BEGIN:
            self.aloud, self.fault, self.volume = False, None, _BEGIN
            self.changed.emit()
