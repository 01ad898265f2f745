"""Is there a line to the central? A probe of one request without a body."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sync.openrosa.errors import BadAnswer, CaptivePortal, OpenRosaError, ServerTrouble, Unauthorised

if TYPE_CHECKING:
    from sync.openrosa.client import OpenRosaClient


class Line(Enum):
    """What stands between this machine and the central just now."""

    UP = "up"
    DOWN = "down"
    CAPTIVE = "captive"
    TROUBLE = "trouble"


def line_to(client: OpenRosaClient) -> Line:
    """Return the state of the line; never raises what the line itself causes."""
    try:
        client.probe()
    except (CaptivePortal, BadAnswer):
        return Line.CAPTIVE
    except ServerTrouble:
        return Line.TROUBLE
    except Unauthorised:
        return Line.UP
    except OpenRosaError:
        return Line.DOWN
    return Line.UP
