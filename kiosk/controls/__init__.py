"""One class for each kind of question, all with the contract of `Control`."""

from kiosk.controls.control import Attachments, ChooseFile, Control, Surroundings
from kiosk.controls.making import fits, make_control

__all__ = ["Attachments", "ChooseFile", "Control", "Surroundings", "fits", "make_control"]
