"""What a form says about its paper: letterhead, foot, copies, and for each question whether and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACE = "urn:pishkhan:print"
PREFIX = "print"
WIDEST = 10  # tenths of the line
MOST_COPIES = 5
LAST_FOUR = "last4"


@dataclass(frozen=True, slots=True)
class PrintHint:
    """How one question, group or repeat is printed.

    on_copy, on_receipt: whether it stands on the copy of the application and on the receipt.
    width: 1 to 10 tenths of the line, None where the form says nothing. order: its place among those beside it.
    mask: "" prints the answer, "yes" keeps it off every paper, "last4" prints its last four characters.
    """

    on_copy: bool = True
    on_receipt: bool = False
    width: int | None = None
    mask: str = ""
    order: float | None = None


@dataclass(frozen=True, slots=True)
class PrintLayout:
    """The whole form's. `letterhead` and `footer` are by language, "" for every language that is not named."""

    letterhead: Mapping[str, str] = field(default_factory=dict)
    footer: Mapping[str, str] = field(default_factory=dict)
    copies: int = 1
    hints: Mapping[str, PrintHint] = field(default_factory=dict)  # by path without positions

    def words(self, of: Mapping[str, str], language: str) -> str:
        """Return what stands in `of` for `language`."""
        return of.get(language) or of.get(language.split("-")[0]) or of.get("", "")

    def hint(self, path: str) -> PrintHint:
        """Return the hint for a path without positions; a group's own word holds for all that is in it."""
        if not self.hints:
            return _PLAIN
        own = self.hints.get(path, _PLAIN)
        above = path.rpartition("/")[0]
        while above:
            around = self.hints.get(above)
            if around is not None:
                own = PrintHint(
                    own.on_copy and around.on_copy,
                    own.on_receipt or around.on_receipt,
                    own.width,
                    own.mask or around.mask,
                    own.order,
                )
            above = above.rpartition("/")[0]
        return own


_PLAIN = PrintHint()
AS_IT_COMES = PrintLayout()
