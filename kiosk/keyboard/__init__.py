"""The keyboard on the screen: every letter visible, the half space labelled, the focus left in the field."""

from kiosk.keyboard.keyboard import Keyboard

__all__ = ["Keyboard"]
