"""Which key of a keypad means what. Keypads send what their maker thought of; the office may say otherwise."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class KeypadKey(StrEnum):
    """What stands on a keypad beside the digits."""

    OK = auto()
    BACK = auto()
    HELP = auto()
    VOLUME = auto()
    REPEAT = auto()
    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()


class UnknownKey(LookupError):
    """The argument is neither a key of a keypad nor one of Qt's keys."""


# Names as in https://doc.qt.io/qt-6/qt.html#Key-enum, without "Key_".
USUAL: Mapping[str, Sequence[str]] = {
    KeypadKey.OK: ("Return", "Enter", "Select"),
    KeypadKey.BACK: ("Escape", "Back"),
    KeypadKey.HELP: ("F1", "Help"),
    KeypadKey.REPEAT: ("F2", "MediaPlay", "MediaTogglePlayPause"),
    KeypadKey.VOLUME: ("F3", "VolumeUp", "VolumeDown"),
    KeypadKey.UP: ("Up",),
    KeypadKey.DOWN: ("Down",),
    KeypadKey.LEFT: ("Left",),
    KeypadKey.RIGHT: ("Right",),
}
Keymap = dict[int, KeypadKey]


def keymap(own: Mapping[str, Sequence[str]] | None = None) -> Keymap:
    """Return what each key means; `own` replaces the usual keys of what it names. Raises UnknownKey."""
    meant: Keymap = {}
    for name, keys in {**USUAL, **(own or {})}.items():
        if name not in USUAL:
            raise UnknownKey(name)
        for key in keys:
            meant[_code(key)] = KeypadKey(name)
    return meant


def _code(name: str) -> int:
    try:
        return Qt.Key[f"Key_{name}"].value
    except KeyError:
        raise UnknownKey(name) from None
