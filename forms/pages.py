"""What a citizen walks through now: the relevant pages of a running form, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PageKind = Literal["question", "field-list", "repeat", "note"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    refs: the questions on it; of a `repeat` page the references of its instances, in order.
    kind: `note` is a question to be read only; `field-list` shows a group's questions together;
        `repeat` lists a repeat's instances with add and remove. The pages of its instances follow it.
    sections: labels of the enclosing groups, outermost first, without empty ones.
    repeat: on a `repeat` page its reference as `FormEntry.add_repeat` takes it; on the pages of its
        instances the innermost enclosing repeat.
    instance: the innermost enclosing instance (`/data/rep[2]`), None outside of repeats.
    title: the label of the group or repeat that the page shows, "" for single questions.
    can_change: on a `repeat` page, whether instances can be added and removed.
    """

    refs: tuple[str, ...]
    kind: PageKind
    sections: tuple[str, ...] = ()
    repeat: str | None = None
    instance: str | None = None
    title: str = ""
    can_change: bool = False
