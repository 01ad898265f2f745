"""XLSForm → XForm by pyxform: a workbook's bytes in, XForm bytes and problems with their cells out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.problems import Problem


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a workbook became: the XForm, media files that the conversion made, and what to tell the author."""

    xform: bytes
    media: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def to_xform(workbook: bytes, *, name: str) -> Conversion:
    """Convert an XLSForm (xlsx, xls, md or csv, told apart by content) to an XForm.

    `name` names the form where its settings do not. Raises FormRefused with every problem that was found.
    """
    raise NotImplementedError
