"""Home: what is typed is answered at once, with tiles, in words for who cannot see, and with help when nothing fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from assets.texts import LANGUAGES
from kiosk.catalogue import Offer
from kiosk.screens.home import HomeScreen
from kiosk.shell import Shell
from kiosk.theme import Look
from tests.kiosk.offers import installed, offers
from tests.kiosk.pages import close

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class HomePage:
    """Home in a window: what stands on it, and what a person does there."""

    def __init__(self, shell: Shell, screen: HomeScreen, spoken: list[str]) -> None:
        self.shell, self.screen, self.spoken = shell, screen, spoken
        self.chosen: list[Offer] = []
        screen.service_chosen.connect(self.chosen.append)

    def type(self, words: str) -> None:
        """Type letter by letter, as a keyboard of any kind does."""
        for letter in words:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(QApplication.focusWidget() or self.shell, event)
        QApplication.processEvents()

    def shown(self) -> list[str]:
        return [tile.text() for tile in self.screen.tiles if tile.isVisible()]


@pytest.fixture
def home(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., HomePage]]:
    """Open home with some offers."""
    shells: list[Shell] = []

    def opened(offered: tuple[Offer, ...] = offers(), language: str = "fa") -> HomePage:
        shell = Shell(qapp, Look("light", 1.0, language), "دهیاری چشمه‌علی")
        shell.resize(1024, 768)
        shells.append(shell)
        screen = HomeScreen(shell.look, offered)
        spoken: list[str] = []
        monkeypatch.setattr(screen, "announce", spoken.append)
        shell.show_screen(screen)
        shell.show()
        shell.activateWindow()
        QTest.qWaitForWindowExposed(shell)
        QApplication.processEvents()
        return HomePage(shell, screen, spoken)

    yield opened
    for shell in shells:
        close(shell)


def test_typing_anywhere_searches_and_the_tile_found_opens_its_service(home: Callable[..., HomePage]) -> None:
    page = home()
    assert len(page.shown()) == 3
    page.type("زمینم خشک شده")
    assert page.shown() == ["گزارش خسارت محصول"]
    assert page.shell.keyboard.isVisible()
    place = page.screen.tiles[0].mapToGlobal(page.screen.tiles[0].rect().center())
    QTest.mousePress(page.screen.tiles[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert QApplication.widgetAt(place) is page.screen.tiles[0], "the page must not move under the finger"
    QTest.mouseRelease(page.screen.tiles[0], Qt.MouseButton.LeftButton)
    assert [offer.form.key.form_id for offer in page.chosen] == ["crop_damage"]


def test_the_keyboard_on_the_screen_types_into_the_search(home: Callable[..., HomePage]) -> None:
    page = home()
    QTest.mouseClick(page.screen.search.field, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    for letter in "قبض":
        QTest.mouseClick(
            next(key for key in page.shell.keyboard.keys if key.text() == letter), Qt.MouseButton.LeftButton
        )
    QApplication.processEvents()
    assert page.screen.search.field.text() == "قبض"
    assert page.shown() == ["پرداخت قبض"]


def test_what_is_found_is_read_out_once(home: Callable[..., HomePage]) -> None:
    page = home()
    page.type("زمین")
    assert page.spoken == ["۱ خدمت پیدا شد. نخستین: \u2068گزارش خسارت محصول\u2069"]


def test_nothing_found_offers_the_assistant(home: Callable[..., HomePage]) -> None:
    page = home()
    called: list[bool] = []
    page.screen.help_wanted.connect(lambda: called.append(True))
    page.type("ققق")
    assert page.shown() == []
    assert "پیدا نشد" in page.spoken[-1]
    call = page.screen.nothing.findChild(QPushButton)
    assert call is not None
    assert call.isVisible()
    call.click()
    assert called == [True]


def test_clearing_and_back_show_all_again(home: Callable[..., HomePage]) -> None:
    page = home()
    page.type("زمین")
    QTest.mouseClick(page.screen.search.clear, Qt.MouseButton.LeftButton)
    assert len(page.shown()) == 3
    page.type("قبض")
    went_back: list[bool] = []
    page.screen.back_wanted.connect(lambda: went_back.append(True))
    page.screen.press_back()
    assert (len(page.shown()), went_back) == (3, [])
    page.screen.press_back()
    assert went_back == [True]


def test_ok_leads_from_the_field_to_the_best_answer(home: Callable[..., HomePage]) -> None:
    page = home()
    page.type("زمین")
    QTest.keyClick(page.screen.search.field, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.screen.tiles[0]
    QTest.keyClick(page.screen.tiles[0], Qt.Key.Key_Return)
    assert [offer.form.key.form_id for offer in page.chosen] == ["crop_damage"]


def test_digits_choose_while_nothing_is_typed_and_are_typed_in_the_field(home: Callable[..., HomePage]) -> None:
    page = home()
    page.type("۲")
    assert [offer.form.key.form_id for offer in page.chosen] == ["crop_damage"]
    page.screen.search.field.setFocus()
    page.type("۲")
    assert page.screen.search.field.text() == "۲"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_is_seen_at_once_on_the_smallest_display(home: Callable[..., HomePage], language: str) -> None:
    page = home(language=language)
    assert page.screen.staff.isVisible()
    (scroll,) = page.screen.findChildren(QScrollArea)
    assert scroll.verticalScrollBar().maximum() == 0


def test_to_have_a_say_stands_beside_the_services_and_is_found_by_what_one_has_to_say(
    home: Callable[..., HomePage],
) -> None:
    page = home()
    assert page.screen.say is not None
    page.screen.say.click()
    page.type("از کارمندتان شکایت دارم")
    assert page.shown()[0] == "حرف من"
    page.screen.tiles[0].click()
    assert [offer.form.key.form_id for offer in page.chosen] == ["my_say"] * 2


def test_where_two_centres_listen_one_chooses_which(home: Callable[..., HomePage]) -> None:
    page = home(offers() + offers()[-1:])
    assert page.screen.say is not None
    page.screen.say.click()
    assert (page.chosen, page.shown()) == ([], ["حرف من"] * 2)


def test_where_no_centre_listens_nothing_is_offered(home: Callable[..., HomePage]) -> None:
    page = home(offers()[:-1])
    assert page.screen.say is None
    assert [tile.face.number for tile in (page.screen.track, page.screen.learn)] == [4, 5]


def test_many_services_stand_behind_their_event_of_life(home: Callable[..., HomePage]) -> None:
    page = home((*offers() * 3, Offer(installed("شمارش اسب‌ها"), None)))
    assert page.shown() == ["هویت و خانواده", "کشاورزی و زمین", "خانه و قبض‌ها", "فرم‌های دیگر این دفتر"]
    page.screen.tiles[1].click()
    assert page.shown() == ["گزارش خسارت محصول"] * 3
    page.screen.press_back()
    assert len(page.shown()) == 4


def test_a_search_in_vain_numbers_what_is_there_and_leaves_the_field_as_it_was(
    home: Callable[..., HomePage],
) -> None:
    page = home()
    height = page.screen.search.height()
    page.screen.search.field.setText("ققق")
    QApplication.processEvents()
    assert page.shown() == []
    assert [tile.face.number for tile in page.screen._ways_on] == [1, 2, 3]
    assert page.screen.search.height() == height
