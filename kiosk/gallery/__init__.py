"""Every component of the design system in every state, to be looked at and to be compared with yesterday's."""

from kiosk.gallery.sheets import SHEETS, sheet

__all__ = ["SHEETS", "sheet"]
