"""The answers as a person reads them, for the page that checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import listed
from forms.state import NodeState, ReviewEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.instance import Instance
    from forms.pages import Page
    from forms.states import States


def review_of(pages: Iterable[Page], instance: Instance, states: States, language: str) -> Iterator[ReviewEntry]:
    """Yield one entry a question in the order of the pages; notes and read-only texts without value are left out.

    Several choices are one list in `language`.
    """
    for page in pages:
        if page.kind in ("repeat", "note"):
            continue
        for ref in page.refs:
            state = states.of(instance.find(ref))
            if state.readonly and not state.value:
                continue
            yield ReviewEntry(
                ref=ref,
                label=state.label.text if state.label is not None else "",
                value=_shown_value(state, language),
                sections=page.sections,
                type=state.type,
                control=state.control,
                masked="masked" in state.appearance,
            )


def _shown_value(state: NodeState, language: str) -> str:
    """Return a value as read: the labels of choices in place of their values, all else as stored."""
    if not state.choices or not state.value:
        return state.value
    labels = {choice.value: choice.text for choice in state.choices}
    words = [state.value] if state.value in labels else state.value.split()
    return listed((labels.get(word, word) for word in words), language)
