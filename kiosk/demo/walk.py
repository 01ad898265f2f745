"""Zahra reports the hail on her field: the main job, walked through real widgets from the first touch to the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from kiosk.controls.photo import PhotoControl
from kiosk.demo.answers import ANSWERS, MESSAGE, PERSON, PIN, SERVICE
from kiosk.screens.attract import AttractScreen
from kiosk.screens.desk import DeskScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.pin import PinScreen
from kiosk.screens.question import QuestionScreen
from kiosk.screens.screen import Screen
from kiosk.screens.sign import SignScreen
from kiosk.screens.track import TrackScreen
from kiosk.screens.who import WhoScreen
from kiosk.session import State
from sync.store.records import Role, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kiosk.counter import Counter
    from kiosk.demo.hand import Hand
    from kiosk.demo.outside import Outside

    Steps = Iterator[Callable[[], bool]]

AnyScreen = TypeVar("AnyScreen", bound=Screen)


class Walk:
    """Three acts, each in a process of its own as after each person; `outside` is what lies beyond the counter."""

    def __init__(self, counter: Counter, hand: Hand, outside: Outside, photo: Path) -> None:
        """Walk through `counter` with `hand`; `photo` is what the person brings on a stick."""
        self._counter, self._hand, self._outside, self._photo = counter, hand, outside, photo
        self._store = counter.equipment.store

    def act(self, name: str) -> Steps:
        """Return the steps of the act `name`."""
        return {"hand-in": self.hand_in, "desk": self.desk, "track": self.track}[name]()

    def hand_in(self) -> Steps:
        """The visit: from the first touch to the farewell; the line breaks while the questions are answered."""
        hand = self._hand
        yield lambda: SERVICE in {form.key.form_id for form in self._store.forms.current()}
        yield from self._to_home()
        home = self._screen(HomeScreen)
        ids = [offer.form.key.form_id for offer in home.offers]
        hand.press(home.tiles[ids.index(SERVICE)])
        yield self._at(State.SERVICE)
        hand.photograph("service")
        hand.go_on()
        yield self._at(State.WHO)
        hand.photograph("who")
        hand.press(self._screen(WhoScreen).tiles["citizen"])
        yield self._at(State.FILLING)
        self._outside.line_down()
        yield from self._fill()
        hand.photograph("check-answers")
        hand.go_on()
        yield self._at(State.SIGN)
        hand.press(self._screen(SignScreen).consent)
        hand.photograph("consent")
        hand.go_on()
        yield self._at(State.RECEIPT)
        yield lambda: not self._counter.equipment.press.busy
        hand.photograph("receipt")
        hand.go_on()
        yield self._at(State.FAREWELL)
        hand.photograph("farewell")
        hand.go_on()

    def desk(self) -> Steps:
        """The assistant's look: the application waits for the line, the line returns, it is delivered."""
        hand = self._hand
        equipment = self._counter.equipment
        self._store.staff.set_pin(equipment.scope("technician"), PERSON, Role.ASSISTANT, PIN)
        yield from self._to_home()
        hand.press(self._screen(HomeScreen).staff)
        yield self._at(State.STAFF_PIN)
        hand.photograph("staff-door")
        hand.type_into(self._screen(PinScreen).field, PIN)
        hand.go_on()
        yield self._at(State.DESK)
        hand.press(self._screen(DeskScreen).sync)
        yield lambda: self._screen(DeskScreen).state.text() != ""
        hand.photograph("desk-waiting")
        self._outside.line_up()
        hand.press(self._screen(DeskScreen).sync)
        yield self._delivered
        yield lambda: self._screen(DeskScreen).model.line(0).role == "ok"
        hand.photograph("desk-delivered")
        self._outside.decide("under_review", MESSAGE)
        hand.go_on()

    def track(self) -> Steps:
        """The villager comes back with her paper and sees the official's answer."""
        hand = self._hand
        code = self._store.desk.page()[0].code
        yield lambda: (case := self._store.cases.by_code(code)) is not None and case.status == "under_review"
        yield from self._to_home(photographs=False)
        hand.press(self._screen(HomeScreen).track)
        yield self._at(State.TRACK)
        hand.photograph("track")
        hand.type_into(self._screen(TrackScreen).field, code)
        hand.go_on()
        yield lambda: (standing := self._screen(TrackScreen).standing) is not None and standing.message == MESSAGE
        hand.photograph("case-status")

    def _to_home(self, *, photographs: bool = True) -> Steps:
        hand = self._hand
        yield self._at(State.ATTRACT)
        if photographs:
            hand.photograph("attract")
        hand.press(self._screen(AttractScreen).start)
        yield self._at(State.LANGUAGE)
        if photographs:
            hand.photograph("language-and-comfort")
        hand.go_on()
        yield self._at(State.HOME)
        if photographs:
            hand.photograph("home")

    def _fill(self) -> Steps:
        while self._counter.session.state is State.FILLING:
            page = self._screen(QuestionScreen)
            for block in page.blocks.values():
                state = page.filling.node(block.ref)
                name = block.ref.rsplit("/", 1)[-1]
                if isinstance(block.control, PhotoControl):
                    yield from self._bring_photo(block.control)
                elif name in ANSWERS:
                    self._hand.answer(block.control, state, ANSWERS[name])
                elif state.control == "select1":
                    self._hand.answer(block.control, state, state.choices[0].text)
                elif state.type == "date":
                    self._hand.answer(block.control, state, "")
            self._hand.photograph(f"question-{_name(page)}")
            self._hand.go_on()
            yield partial(self._gone, page)

    def _bring_photo(self, control: PhotoControl) -> Steps:
        yield lambda: True
        opened = self._hand.soon(lambda: self._hand.press(control.file))
        yield lambda: self._hand.choose_in_dialog(self._photo)
        yield lambda: opened() and bool(control.raw()) and not control.busy

    def _gone(self, page: QuestionScreen) -> bool:
        """Whether the page was left; one that refuses to be left is a mistake in the script."""
        if self._counter.equipment.shell.screen_shown is not page:
            return True
        if page.summary.isVisible():
            self._hand.photograph("refused")
            message = f"{_name(page)}: {page.summary.accessibleName()}"
            raise AssertionError(message)
        return False

    def _delivered(self) -> bool:
        return self._store.desk.page()[0].status is Status.SUBMITTED

    def _at(self, state: State) -> Callable[[], bool]:
        return lambda: self._counter.session.state is state

    def _screen(self, kind: type[AnyScreen]) -> AnyScreen:
        screen = self._counter.equipment.shell.screen_shown
        if not isinstance(screen, kind):
            message = f"{kind.__name__} is not shown, but {type(screen).__name__}"
            raise TypeError(message)
        return screen


def _name(page: QuestionScreen) -> str:
    ref = page.page.repeat if page.page.kind == "repeat" else page.page.refs[0]
    return (ref or "").rsplit("/", 1)[-1].replace("_", "-")
