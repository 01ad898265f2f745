"""What may keep the counter silent. Nobody waits for it: the screens go on without a voice.

SpeechFault
├── NoVoice      no recording, and no program that speaks this language
├── NoSound      no device that could be heard
└── NotSpoken    the speaking program failed over this sentence
"""

from __future__ import annotations

from assets.texts import T, Text


class SpeechFault(Exception):
    """Something is not heard; `text` says why, to the person or to the technician."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        super().__init__(text.msgid)
        self.text = text


class NoVoice(SpeechFault):
    """Nothing on this machine speaks the language."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(T("This machine has no voice for this language."))


class NoSound(SpeechFault):
    """The machine has no sound device."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(T("This machine has no loudspeaker and no headphones."))


class NotSpoken(SpeechFault):
    """The speaking program ended badly or took too long."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(T("The voice failed."))
