"""The counter as the three people who use it see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from assets.texts import T
from forms.tracking import normalise
from kiosk.counter import Counter
from kiosk.delivery import DeliveryThread
from kiosk.equip import printer_of
from kiosk.equipment import Equipment
from kiosk.press import Press
from kiosk.screens.attract import AttractScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.pin import PinScreen
from kiosk.screens.question import QuestionScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.review import ReviewScreen
from kiosk.screens.screen import Screen
from kiosk.screens.sign import SignScreen
from kiosk.screens.technician import TechnicianScreen
from kiosk.screens.who import WhoScreen
from kiosk.session import State
from kiosk.shell import Shell
from kiosk.theme import Look
from sync.keys import KeyLevel, Protection
from sync.openrosa.address import Central
from sync.store import Store
from sync.store.records import RecordKey, Role, Scope

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kiosk.config import Config
    from kiosk.screens.desk import DeskScreen
    from sync.store.clock import Clock
    from sync.store.connection import Row

AnyScreen = TypeVar("AnyScreen", bound=Screen)
KEPT = KeyLevel(Protection.CREDENTIAL, "systemd", T("The keys are handed out by the system when the counter starts."))
PROGRAM = Scope("main", "cheshmeh-ali", "counter-1", "program")


class CounterPage:
    """What stands on the window, and what a person does there."""

    def __init__(self, qtbot: QtBot, counter: Counter) -> None:
        self.qtbot, self.counter = qtbot, counter
        self.store = counter.equipment.store
        self.shell = counter.equipment.shell
        self._open = True

    @property
    def state(self) -> State:
        return self.counter.session.state

    def stands_in(self, state: State) -> bool:
        """Whether the session stands in `state`; a call, since what a person does changes the answer."""
        return self.state is state

    def screen(self, kind: type[AnyScreen]) -> AnyScreen:
        shown = self.shell.screen_shown
        assert isinstance(shown, kind), f"{type(shown).__name__} is shown"
        return shown

    def words(self) -> str:
        """Everything that can be read on the window now."""
        QApplication.processEvents()
        bearers: list[QLabel | QAbstractButton] = [*self.shell.findChildren(QLabel)]
        bearers += self.shell.findChildren(QAbstractButton)
        return "\n".join([self.shell.windowTitle(), *(each.text() for each in bearers if each.isVisible())])

    def press(self, button: QAbstractButton) -> None:
        QApplication.processEvents()
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def go_on(self) -> None:
        self.press(self.shell.footer.next)

    def go_back(self) -> None:
        self.press(self.shell.footer.back)

    def comes_to(self, state: State) -> None:
        """Wait until the session stands in `state`."""
        self.qtbot.waitUntil(lambda: self.state is state)

    def go_home(self) -> None:
        self.press(self.screen(AttractScreen).start)
        self.go_on()
        assert self.state is State.HOME

    def begin_claim(self) -> None:
        self.go_home()
        self.press(self.screen(HomeScreen).tiles[0])
        self.go_on()
        self.press(self.screen(WhoScreen).tiles["citizen"])
        assert self.state is State.FILLING

    def type(self, text: str) -> None:
        """Type into the only field of the question shown."""
        field = self.screen(QuestionScreen).typing_field()
        assert field is not None
        field.setFocus()
        QTest.keyClicks(field, text)

    def paste(self, text: str) -> None:
        """Put a long text into the only field at once."""
        field = self.screen(QuestionScreen).typing_field()
        assert isinstance(field, QLineEdit)
        field.insert(text)

    def question(self) -> str:
        """The name of the question, or of the repeat, that is shown."""
        page = self.screen(QuestionScreen).page
        ref = page.repeat if page.kind == "repeat" else page.refs[0]
        return (ref or "").rsplit("/", 1)[-1]

    def choose(self, number: int) -> None:
        screen = self.screen(QuestionScreen)
        QTest.keyClick(screen, Qt.Key(Qt.Key.Key_0 + number))

    def fill_claim(self, name: str = "Zahra") -> None:
        """Answer every question; ends on the check of the answers."""
        self.type(name)
        self.go_on()
        self.choose(1)
        self.go_on()
        assert self.question() == "animal"
        self.go_on()
        self.type("3")
        self.go_on()
        assert self.state is State.REVIEW

    def hand_in(self) -> str:
        """Confirm, consent, and wait for the receipt; returns the tracking code."""
        self.screen(ReviewScreen)
        self.go_on()
        self.press(self.screen(SignScreen).consent)
        self.go_on()
        self.comes_to(State.RECEIPT)
        return normalise(self.screen(ReceiptScreen).code.accessibleName())

    def enter_desk(self, name: str = "Maryam", pin: str = "2580") -> None:
        """Go through the staff door, with a PIN that the technician has set before."""
        self.store.staff.set_pin(PROGRAM, name, Role.ASSISTANT, pin)
        self.press(self.screen(HomeScreen).staff)
        self.give_pin(pin)

    def enter_as_technician(self, name: str = "Reza", pin: str = "7305") -> TechnicianScreen:
        """Go through the staff door as the technician."""
        self.store.staff.set_pin(PROGRAM, name, Role.TECHNICIAN, pin)
        self.press(self.screen(HomeScreen).staff)
        self.give_pin(pin)
        return self.screen(TechnicianScreen)

    def give_pin(self, pin: str) -> None:
        QTest.keyClicks(self.screen(PinScreen).field, pin)
        self.go_on()

    def touch_row(self, desk: DeskScreen, row: int) -> None:
        """Touch a row of the staff list."""
        QApplication.processEvents()
        place = desk.table.visualRect(desk.model.index(row, 1)).center()
        QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def savepoints(self) -> list[bytes]:
        """The drafts on the disk, as another connection reads them."""
        with self.store.for_thread() as beside:
            rows = beside._connection.rows("select central, instance_id from drafts")
            return [beside.drafts.savepoint(RecordKey(*row)) for row in rows]

    def settles(self) -> None:
        """Wait until the place of the page shown is on the disk."""
        ref = self.screen(QuestionScreen).page.refs[0]
        self.qtbot.waitUntil(lambda: ref in {row["place"] for row in self._drafts()})

    def _drafts(self) -> list[Row]:
        with self.store.for_thread() as beside:
            return beside._connection.rows("select place from drafts")

    def pull_the_plug(self) -> None:
        """End without any farewell, as a power cut does: nothing is cleared, the draft stays as it was saved."""
        self.close()

    def close(self) -> None:
        if self._open:
            self._open = False
            self.counter.end()
            self.counter.equipment.press.end()
            self.counter.filling.forget_preparation()
            for timer in (self.counter.filling._settled, self.counter.filling._painted):
                timer.stop()  # a process that is gone does nothing later
            self.counter.idle.watch(None)
            self.shell.close()
            self.shell.deleteLater()
            self.store.close()


def open_counter(
    app: QApplication, qtbot: QtBot, config: Config, folder: Path, key: bytes, clock: Clock, form: bytes
) -> CounterPage:
    """Open a counter on `folder`; the short form is installed, delivery never starts."""
    store = Store.open(folder, key, clock)
    store.forms.install(PROGRAM, form_id="claim", version="1", name="Claim", hash="md5:0", xform=form)
    shell = Shell(app, Look(language="fa"), config.office.name("fa"))
    central = Central(id=config.central.id, url=config.central.url)
    delivery = DeliveryThread(store, [central], PROGRAM, clock=clock, pause_seconds=60)
    equipment = Equipment(config, store, clock, shell.look, shell, delivery, Press(printer_of(config)), KEPT)
    counter = Counter(equipment)
    shell.resize(1280, 800)
    shell.show()
    qtbot.waitExposed(shell)
    return CounterPage(qtbot, counter)
