"""Home: the single window. What people come for, as tiles or found by search; where an application stands; staff."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from assets.services import MY_SAY
from assets.texts import T
from kiosk.catalogue import by_life_event
from kiosk.screens.nothing_here import nothing_found, nothing_taken, nothing_yet
from kiosk.screens.screen import MARGIN, Screen
from kiosk.screens.search_box import NO_FOCUS_BY_TOUCH, SearchBox
from kiosk.widgets import ActionTile, Button, Footer, Heading, TileFace, TileGrid, said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractButton, QWidget

    from kiosk.catalogue import Offer
    from kiosk.search.catalogue_search import CatalogueSearch
    from kiosk.theme import Look
    from kiosk.widgets import Sayable

_AT_A_GLANCE = 8  # services that are shown at once; more of them stand behind the event of life that they belong to
_TIGHT, _LOOSE = 4, 12  # pixels above and below: all must be seen at once on the smallest display
_WORTH_SAYING = 2  # letters from which on what they find is read out
_FOUND = 8  # the best answers; who sees more than these types another word
# What home offers besides services; each is numbered after them.
_TRACK = TileFace(T("Where is my application?"), T("By tracking code"), icon="duotone/magnifying-glass")
_SAY = TileFace(MY_SAY.title, MY_SAY.life_event, icon=f"duotone/{MY_SAY.icon}")
_LEARN = TileFace(T("Learn"), T("How this machine works"), icon="duotone/graduation-cap")


class HomeScreen(Screen):
    """Emits the offer that was chosen; shows plainly when there is none yet, or none that answers what was typed."""

    service_chosen = Signal(object)
    track_wanted = Signal()
    learn_wanted = Signal()
    staff_wanted = Signal()

    def __init__(self, look: Look, offers: Sequence[Offer], *, stopped: bool = False) -> None:
        """Show `offers`, numbered so that a keypad can choose; none of them while new applications are `stopped`."""
        super().__init__(look)
        offered = () if stopped else tuple(offers)
        self.offers = tuple(offer for offer in offered if offer.service is not MY_SAY)
        self.says = tuple(offer for offer in offered if offer.service is MY_SAY)  # one for each centre that listens
        self._stopped = stopped
        self._announced = ""
        self._heading = Heading(look, T("What would you like to do?"))
        self.search = SearchBox(look)
        self.grid = TileGrid(look, (), most_columns=4)
        self.nothing = nothing_found(look, self.help_wanted)
        self.track, self.learn = (ActionTile(look, face, arrow=False) for face in (_TRACK, _LEARN))
        self.say = ActionTile(look, _SAY, arrow=False) if self.says else None
        self._ways_on = tuple(tile for tile in (self.track, self.say, self.learn) if tile is not None)
        # Alone on the page they may be large.
        self.others = TileGrid(look, self._ways_on, most_columns=3, compact=bool(self.offers), wrapped=True)
        self.staff = Button(look, T("For staff"), icon="duotone/lock-key", kind="quiet")
        self._lay_out()
        self._show_all()
        self.search.asked.connect(self._find)
        self.search.entered.connect(self._focus_first_tile)
        self.track.clicked.connect(self.track_wanted)
        self.learn.clicked.connect(self.learn_wanted)
        if self.say is not None:
            self.say.clicked.connect(self._have_a_say)
        self.staff.clicked.connect(self.staff_wanted)

    @property
    def tiles(self) -> tuple[ActionTile, ...]:
        """What can be chosen now: services, or the events of life that they belong to."""
        return tuple(tile for tile in self.grid.tiles if isinstance(tile, ActionTile))

    @cached_property
    def index(self) -> CatalogueSearch:
        """What is searched in: made when something is first typed."""
        from kiosk.search.catalogue_search import CatalogueSearch

        return CatalogueSearch((*self.offers, *self.says))

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Going on means choosing a tile."""
        return Footer(next=None)

    def numbered(self) -> Sequence[QAbstractButton]:
        """The services, then the ways to what became of an application, to one's own say and to the learning corner."""
        return (*self.tiles, *self._ways_on)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def said_last(self) -> tuple[QWidget, ...]:
        """The staff's door: hardly anybody wants it."""
        return (self.staff,)

    def set_compact(self, compact: bool) -> None:
        """While the keyboard takes half of the screen there are the field and what it finds."""
        for widget in (self._heading, self.others, self.staff):
            widget.setVisible(not compact)
        above_and_below = _TIGHT if compact else _LOOSE
        self.column.setContentsMargins(MARGIN, above_and_below, MARGIN, above_and_below)

    def press_back(self) -> None:
        """From what a search or an event of life shows back to all; from there to the page before."""
        if self.search.field.text():
            self.search.field.clear()
        elif self._is_inside:
            self._show_all()
            self._focus_first_tile()
        else:
            super().press_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose; letters typed while the heading has the focus are searched for."""
        typed = event.text()
        if typed.isprintable() and typed.strip() and not typed.isdigit() and self.offers:
            self.search.field.setFocus()
            self.search.field.event(event)
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.column.setContentsMargins(MARGIN, _LOOSE, MARGIN, _LOOSE)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.staff)
        self.column.addLayout(head)
        if self.offers:
            self.column.addWidget(self.search)
            self.column.addWidget(self.nothing)
            self.column.addWidget(self.grid, 1)
            self.column.addWidget(self.others)
        else:
            self.column.addWidget(nothing_taken(self.look) if self._stopped else nothing_yet(self.look))
            self.column.addWidget(self.others, 1)
        self.nothing.hide()

    def _show_all(self) -> None:
        """All services, or what they belong to where they are too many to look through."""
        self._is_inside = False
        if len(self.offers) <= _AT_A_GLANCE:
            self._show_offers(self.offers)
            return
        tiles = []
        for number, (event, inside) in enumerate(by_life_event(self.offers).items(), 1):
            count = T("{count} services", count=len(inside))
            tile = self._tile(number, event, count, inside[0].icon)
            tile.clicked.connect(lambda _=False, inside=inside: self._go_inside(inside))
            tiles.append(tile)
        self._show_tiles(tiles)

    def _have_a_say(self) -> None:
        if len(self.says) == 1:
            self.service_chosen.emit(self.says[0])
        else:
            self._go_inside(self.says)

    def _go_inside(self, offers: Sequence[Offer]) -> None:
        self._is_inside = True
        self._show_offers(offers)
        self._focus_first_tile()

    def _show_offers(self, offers: Sequence[Offer], *, compact: bool = False) -> None:
        tiles = []
        for number, offer in enumerate(offers, 1):
            tile = self._tile(number, offer.title, offer.summary, offer.icon)
            tile.clicked.connect(self._chooses(offer))
            tiles.append(tile)
        self._show_tiles(tiles, compact=compact)

    def _show_tiles(self, tiles: list[ActionTile], *, compact: bool = False) -> None:
        self.grid.show_tiles(tuple(tiles), compact=compact)
        for number, tile in enumerate(self._ways_on, len(tiles) + 1):
            tile.show_face(replace(tile.face, number=number))

    def _find(self, asked: str) -> None:
        found = self.index.find(asked)[:_FOUND] if asked.strip() else ()
        missed = bool(asked.strip()) and not found
        if found or missed:
            self._show_offers(found, compact=True)
        else:
            self._show_all()
        self.nothing.setVisible(missed)
        if len(asked.strip()) >= _WORTH_SAYING:
            self._tell_found(found)

    def _tell_found(self, found: tuple[Offer, ...]) -> None:
        """Have it read out, once for each answer that is another one."""
        text = T("Nothing was found for this.")
        if found:
            first = said(found[0].title, self.look.language)
            text = T("{count} services found. The first one: {service}", count=len(found), service=first)
        words = self.look.say(text)
        if words != self._announced:
            self.announce(words)
        self._announced = words

    def _focus_first_tile(self) -> None:
        first = self.tiles[0] if self.tiles and self.grid.isVisible() else None
        (first or self._heading).setFocus()

    def _chooses(self, offer: Offer) -> Callable[[], None]:
        return lambda: self.service_chosen.emit(offer)

    def _tile(self, number: int, words: Sayable, below: Sayable, icon: str) -> ActionTile:
        tile = ActionTile(self.look, TileFace(words, below, icon=f"duotone/{icon}", number=number))
        tile.setFocusPolicy(NO_FOCUS_BY_TOUCH)
        return tile
