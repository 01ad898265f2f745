"""XForm XML → FormDef."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import FormDef


def parse_xform(xform: bytes) -> FormDef:
    """Read an ODK XForm. Raises FormRefused naming every node that keeps it from running."""
    raise NotImplementedError
