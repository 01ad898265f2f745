"""What the choices of a question sound like, to be heard before one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from assets.texts import T
from kiosk.controls.listening import ListenButton
from kiosk.controls.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forms.state import Choice
    from kiosk.theme import Look

_A_ROW, _A_LARGE_ROW = 4, 2
_LARGE = 1.5  # text size


class ChoiceSounds(QWidget):
    """A button for each choice that has a recording, by the number that stands on its tile."""

    def __init__(self, look: Look, media: Callable[[str], bytes | None], choices: Sequence[Choice]) -> None:
        """`media` gives the form's files by name."""
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        across = _A_ROW if look.scale < _LARGE else _A_LARGE_ROW
        spoken = [(number, choice) for number, choice in enumerate(choices, 1) if choice.label.audio]
        for at, (number, choice) in enumerate(spoken):
            name = T("Hear {what}", what=plain(choice.text) or choice.value)
            button = ListenButton(look, media, name=name, words=T("Hear {number}", number=number))
            button.set_sound(choice.label.audio)
            grid.addWidget(button, at // across, at % across)
