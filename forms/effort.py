"""What reading the expressions of one form may cost: a hostile or broken form keeps nobody waiting."""

from __future__ import annotations

from assets.texts import T
from forms.errors import FormRefused
from forms.problems import Problem

MOST = 1_500_000  # about as many microseconds; the largest published form takes a twelfth of it
_EACH, _CHARACTER, _READ, _COMPARED = 20, 2, 10, 4


class Effort:
    """Counts what has been spent on one form, in units of about a microsecond; raises FormRefused beyond the most."""

    def __init__(self) -> None:
        """Begin with nothing spent."""
        self._left = MOST

    def on_expression(self, source: str) -> None:
        """Count an expression that is about to be read."""
        self._spend(_EACH + _CHARACTER * len(source))

    def on_reads(self, count: int) -> None:
        """Count the paths that an expression reads."""
        self._spend(_READ * count)

    def on_comparing(self, count: int) -> None:
        """Count the paths of the form among which those are sought that a pattern means."""
        self._spend(_COMPARED * count)

    def _spend(self, units: int) -> None:
        self._left -= units
        if self._left < 0:
            text = T("The form has too many or too long expressions to be read in two seconds.")
            raise FormRefused((Problem("error", text),))
