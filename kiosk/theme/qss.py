"""The one style sheet, filled in for a theme and a text size."""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

from assets import read

if TYPE_CHECKING:
    from kiosk.theme.look import Look

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIZE = re.compile(r"\b(\d+)(sp|cp)\b")


def style_sheet(look: Look) -> str:
    """Return the style sheet for `look`; KeyError when the template names a role that the theme does not have."""
    template = _COMMENT.sub("", read("theme/style.qss").decode())

    def pixels(match: re.Match[str]) -> str:
        size = int(match[1])
        return f"{look.px(size) if match[2] == 'sp' else look.frame_px(size)}px"

    return Template(_SIZE.sub(pixels, template)).substitute(look.theme.colours)
