"""From the first touch to the choice of a service: nothing personal is asked here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.services import is_anonymous
from kiosk.catalogue import offers
from kiosk.flows.flow import Flow
from kiosk.intake import intake_stopped
from kiosk.screens.attract import AttractScreen
from kiosk.screens.comfort import ComfortScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.service import ServiceScreen
from kiosk.screens.who import WhoScreen
from kiosk.session import Event

if TYPE_CHECKING:
    from kiosk.catalogue import Offer
    from kiosk.theme.tokens import ThemeName

_CITIZEN = "citizen"


class WelcomeFlow(Flow):
    """Keeps what was chosen: `offer` and `actor`."""

    offer: Offer | None = None
    actor: str = _CITIZEN

    def show_attract(self) -> None:
        """Greet, in the language of the place."""
        config = self.equipment.config
        self.offer, self.actor = None, _CITIZEN
        self.look.change(theme="light", scale=1.0, language=config.languages[0])
        screen = AttractScreen(self.look, config.office.name, config.languages)
        screen.language_chosen.connect(lambda language: self.look.change(language=language))
        screen.touched.connect(lambda: self.happened.emit(Event.TOUCHED))
        self.show(screen)

    def show_language(self) -> None:
        """Ask for language and comfort; each choice is seen at once."""
        hearing = self.equipment.hearing
        screen = ComfortScreen(self.look, self.equipment.config.languages, aloud=hearing.aloud)
        screen.aloud_chosen.connect(lambda aloud: hearing.turn(aloud=aloud))
        screen.language_chosen.connect(lambda language: self.look.change(language=language))
        screen.scale_chosen.connect(lambda scale: self.look.change(scale=scale))
        screen.theme_chosen.connect(self._choose_theme)
        screen.next_wanted.connect(lambda: self.happened.emit(Event.SETTLED))
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(screen)

    def show_hearing(self) -> None:
        """Show on the page that asks for it whether it is read aloud now."""
        screen = self.equipment.shell.screen_shown
        if isinstance(screen, ComfortScreen):
            screen.show_aloud(self.equipment.hearing.aloud)

    def show_home(self) -> None:
        """Show what the counter offers now."""
        self.offer = None
        equipment = self.equipment
        stopped = intake_stopped(equipment.store, equipment.config.limits, equipment.clock.now())
        screen = HomeScreen(self.look, offers(equipment.store), stopped=stopped is not None)
        screen.service_chosen.connect(self._choose)
        screen.track_wanted.connect(lambda: self.happened.emit(Event.TRACK_ASKED))
        screen.learn_wanted.connect(lambda: self.happened.emit(Event.LEARN_ASKED))
        screen.staff_wanted.connect(lambda: self.happened.emit(Event.STAFF_ASKED))
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(screen)

    def show_learn(self) -> None:
        """Show what there is to know about this machine."""
        from kiosk.screens.learn import LearnScreen

        screen = LearnScreen(self.look)
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(screen)

    def show_service(self, *, begun: bool) -> None:
        """Describe the chosen service; once answers were `begun`, the way back to the others is closed."""
        assert self.offer is not None  # noqa: S101 - the table leads here only after a choice
        screen = ServiceScreen(self.look, self.offer, may_go_back=not begun)
        screen.next_wanted.connect(self._start)
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(screen)

    def show_who(self) -> None:
        """Ask who is here."""
        screen = WhoScreen(self.look)
        screen.who_said.connect(self._say_who)
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(screen)

    def _choose(self, offer: Offer) -> None:
        self.offer = offer
        self.happened.emit(Event.SERVICE_CHOSEN)

    def _start(self) -> None:
        """Ask who is here, unless the service wants nobody's name: then everybody is the same citizen."""
        if self.offer is not None and is_anonymous(self.offer.form.key.form_id):
            self.actor = _CITIZEN
            self.happened.emit(Event.STARTED_UNASKED)
        else:
            self.happened.emit(Event.STARTED)

    def _say_who(self, actor: str) -> None:
        self.actor = actor
        self.happened.emit(Event.WHO_SAID)

    def _choose_theme(self, theme: ThemeName) -> None:
        self.look.change(theme=theme)
