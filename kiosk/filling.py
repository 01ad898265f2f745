"""A visit as the question page uses it, and where its pages lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.texts import T, listed, say
from forms.errors import InvalidAnswer, LimitExceeded
from forms.languages import code_of
from forms.state import Changes, Fault
from kiosk import visit as acts
from kiosk.answers import shown
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.entry import FormEntry
    from forms.pages import Page
    from forms.state import NodeState
    from kiosk.visit import Visit

_FIRST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class RepeatCard:
    """One instance as it is listed: its reference, its name, and its first answers in a line."""

    ref: str
    title: str
    summary: str


class VisitFilling:
    """The visit behind a question page; every act saves before it returns what changed."""

    def __init__(self, visit: Visit, tell: Callable[[tuple[Fault, ...]], None]) -> None:
        """Work on `visit`; `tell` hears of what the form fails to compute."""
        self._visit = visit
        self._tell = tell

    @property
    def language(self) -> str:
        """The language that the form is shown in: its own where it does not speak the shell's."""
        return code_of(self._visit.entry.language) or self._visit.language

    def node(self, ref: str) -> NodeState:
        """Everything about one node."""
        return self._visit.entry.node(ref)

    def pages(self) -> tuple[Page, ...]:
        """What the citizen walks through now."""
        return acts.pages(self._visit)

    def answer(self, ref: str, raw: str) -> Changes:
        """Store an answer; what cannot be saved is not taken, so that nobody goes on believing it was."""
        before = self._visit.entry.node(ref).value
        try:
            return self._told(acts.answer(self._visit, ref, raw))
        except StoreError as fault:
            self._visit.entry.answer(ref, before)
            raise InvalidAnswer(ref, fault.text) from fault

    def add_repeat(self, ref: str) -> Changes:
        """Append an instance; where the form may have no more, nothing changes and the person is told."""
        try:
            return self._told(acts.add_repeat(self._visit, ref))
        except LimitExceeded as error:
            return self._told(Changes(faults=(Fault(ref, "count", error),)))

    def remove_repeat(self, ref: str) -> Changes:
        """Remove an instance."""
        return self._told(acts.remove_repeat(self._visit, ref))

    def _told(self, changes: Changes) -> Changes:
        if changes.faults:
            self._tell(acts.new_faults(self._visit, changes.faults))
        return changes

    def card(self, ref: str) -> RepeatCard:
        """An instance of a repeat as it is listed: its name with its number, and its first answers."""
        return card_of(self._visit.entry, ref, self.language)


def card_of(entry: FormEntry, ref: str, language: str) -> RepeatCard:
    """Return the instance `ref` of a repeat as it is listed: its name with its number, and its first answers."""
    label = entry.node(ref).label
    number = int(ref.rsplit("[", 1)[1].rstrip("]"))
    title = say(T("{what} {number}", what=label.text if label else "", number=number), language)
    answers = [each for each in entry.review() if each.ref.startswith(f"{ref}/")]
    first = [shown(each, language) for each in answers if each.value][:_FIRST_ANSWERS]
    return RepeatCard(ref, title, listed(first, language))


def after(pages: tuple[Page, ...], page: Page) -> Page | None:
    """Return the page that follows `page`, None when the answers are to be checked next.

    The pages of a repeat that a person may add to are reached through its list, and lead back to it.
    """
    at = index_of(pages, page)
    if page.kind == "repeat" and page.can_change:
        return next((each for each in pages[at + 1 :] if not _within(each, page)), None)
    following = pages[at + 1] if at + 1 < len(pages) else None
    home = _list_of(pages, page)
    if home is not None and (following is None or following.instance != page.instance):
        inner = following is not None and (following.instance or "").startswith(f"{page.instance}/")
        return following if inner else home
    return following


def before(pages: tuple[Page, ...], page: Page) -> Page | None:
    """Return the page that `page` goes back to, None from the first one."""
    at = index_of(pages, page)
    if at == 0:
        return None
    previous = pages[at - 1]
    home = _list_of(pages, page)
    if home is not None:
        return previous if previous.instance == page.instance else home
    outer = _list_of(pages, previous)
    return outer if outer is not None and outer.repeat is not None and not _within(page, outer) else previous


def index_of(pages: tuple[Page, ...], page: Page) -> int:
    """Return where `page` stands among the pages of now; 0 when it is gone."""
    for index, each in enumerate(pages):
        if same(each, page):
            return index
    return 0


def same(one: Page, other: Page) -> bool:
    """Whether two pages show the same place, though questions of a group may have come or gone."""
    if one.kind == "repeat" or other.kind == "repeat":
        return one.kind == other.kind and one.repeat == other.repeat
    return not set(one.refs).isdisjoint(other.refs)


def page_with(pages: tuple[Page, ...], ref: str) -> Page | None:
    """Return the page that asks `ref`, or the list of the repeat `ref`."""
    for page in pages:
        if ref in page.refs and page.kind != "repeat":
            return page
    return next((page for page in pages if page.kind == "repeat" and (page.repeat == ref or ref in page.refs)), None)


def _within(page: Page, listing: Page) -> bool:
    """Whether `page` belongs to an instance of the repeat that `listing` lists."""
    place = page.instance if page.kind != "repeat" else page.repeat
    return place is not None and place != listing.repeat and place.startswith(f"{listing.repeat}[")


def _list_of(pages: tuple[Page, ...], page: Page) -> Page | None:
    """Return the list through which `page` was reached: that of its innermost repeat, if a person may add to it."""
    lists = [each for each in pages if each.kind == "repeat" and each.can_change and _within(page, each)]
    return lists[-1] if lists else None
