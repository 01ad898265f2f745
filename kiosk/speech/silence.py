"""Why a machine cannot be heard, asked without a sound: for the technician's commands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLoggingCategory

from kiosk.speech.errors import NoSound, NoVoice
from kiosk.speech.synthesis import Espeak

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assets.texts import Text


def silence_of(languages: Iterable[str]) -> Text | None:
    """Return why not all of `languages` can be read aloud here, None where they can."""
    espeak = Espeak()
    if not all(espeak.speaks(language) for language in languages):
        return NoVoice().text
    QLoggingCategory.setFilterRules("qt.multimedia*=false")  # it tells of every library that it looked for…
    from kiosk.speech.sink import sound_device  # …as soon as it is loaded

    app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    try:
        sound_device()
    except NoSound as fault:
        return fault.text
    finally:
        del app
    return None
