"""The picture that says at a glance what is wrong with a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing import troubles

if TYPE_CHECKING:
    from assets.texts import Text

_ICONS: dict[Text, str] = {
    troubles.NO_PAPER: "duotone/tray",
    troubles.LOW_PAPER: "duotone/stack",
    troubles.JAM: "duotone/file-x",
    troubles.COVER: "duotone/door-open",
    troubles.NO_INK: "duotone/drop-slash",
    troubles.LOW_INK: "duotone/drop",
    troubles.SILENT: "duotone/plugs",
    troubles.PAUSED: "duotone/pause-circle",
    troubles.STUCK: "duotone/hourglass-medium",
    troubles.NOT_WORKING: "duotone/wrench",
}


def trouble_icon(reason: Text) -> str:
    """Return the icon for a trouble's sentence; a printer where it has none of its own."""
    return _ICONS.get(reason, "duotone/printer")
