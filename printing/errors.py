"""What can go wrong on the way to paper, drawn as a tree.

PrintingError                    .text says it in plain words
├── NothingToPrint               what the paper would say is not on this machine
├── LayoutError                  the page cannot be laid out
│   └── MissingGlyph             no font here has a picture for a character
├── ReceiptRefused               a paper that was shown to us does not hold
│   ├── NotAReceipt              not one of our codes at all
│   ├── UnknownReceiptVersion    a newer program made it
│   ├── UnknownKey               signed by a device that is not in the key list
│   ├── RevokedKey               signed by a device that was struck off
│   ├── ExpiredKey               dated after the device's key had run out
│   └── Tampered                 its contents are not what was signed
└── PrinterError                 the environment: nothing is lost, print again
    ├── PrinterMissing           there is no such printer
    ├── PrinterNotReady          it is there, and needs a hand (paper, cover, cable)
    └── PrintFailed              it took the job and gave it up
"""

from __future__ import annotations

from assets.texts import T, Text


class PrintingError(Exception):
    """A fault on the way to paper; `text` is the sentence for the person in front of it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.msgid)
        self.text = text


class NothingToPrint(PrintingError):
    """What the paper would say is not on this machine, or not any more."""


class LayoutError(PrintingError):
    """The page cannot be laid out as asked."""


class MissingGlyph(LayoutError):
    """No font of the document has a glyph for `characters`; nothing was drawn."""

    def __init__(self, characters: str) -> None:
        codes = " ".join(f"U+{ord(character):04X}" for character in characters)
        super().__init__(T("No font here can print these characters: {codes}", codes=codes))
        self.characters = characters


class ReceiptRefused(PrintingError):
    """A receipt code that does not hold; which of the subclasses says why."""


class NotAReceipt(ReceiptRefused):
    """The text is not a receipt code."""


class UnknownReceiptVersion(ReceiptRefused):
    """A receipt code of a later format than this program reads."""


class UnknownKey(ReceiptRefused):
    """The key that signed is not in the key list."""


class RevokedKey(ReceiptRefused):
    """The key that signed was revoked: whoever holds it may sign any date, so no receipt of it counts."""


class ExpiredKey(ReceiptRefused):
    """The receipt is dated outside the time in which its key was in use."""


class Tampered(ReceiptRefused):
    """The contents are not those that were signed."""


class PrinterError(PrintingError):
    """The printer or the way to it; the document is unharmed. `taken`: some of it may be on paper."""

    taken = False


class PrinterMissing(PrinterError):
    """There is no printing system, or no printer of that name."""


class PrinterNotReady(PrinterError):
    """The printer is known and cannot print now; `reason` is its own word for it (`media-empty-error`)."""

    def __init__(self, text: Text, reason: str) -> None:
        super().__init__(text)
        self.reason = reason


class PrintFailed(PrinterError):
    """The printer took the job and did not print it."""
