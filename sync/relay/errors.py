"""What can go wrong with a relay's own folder; every error carries a `text` for the person who has to act.

RelayError
└── RelayRunning            another relay holds things in this folder
"""

from __future__ import annotations

from assets.texts import T, Text


class RelayError(Exception):
    """Anything that a relay does not do."""

    text: Text


class RelayRunning(RelayError):
    """Another relay holds things in this folder."""

    text = T("Another relay is using this folder already. Only one can; end that one first, or name another folder.")
