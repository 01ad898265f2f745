"""A finger scrolls a page, and a list that lies in it; the kinds of gesture do not grow with the pages shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QInputDevice, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QPushButton, QScroller, QVBoxLayout, QWidget

from kiosk.widgets import PageScroll
from kiosk.widgets.finger import scroll_by_finger

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from kiosk.theme import Look

_STEPS, _PAUSE = 10, 10  # of one stroke; milliseconds between two


class FingerPage:
    """A button over a list over what makes the page long."""

    def __init__(self, look: Look) -> None:
        self.button = QPushButton("press")
        self.list = QListWidget()
        self.list.addItems([str(number) for number in range(200)])
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        page = QWidget()
        column = QVBoxLayout(page)
        for widget, height in (self.button, 80), (self.list, 300), (QWidget(), 1500):
            widget.setFixedHeight(height)
            column.addWidget(widget)
        scroll_by_finger(self.list.viewport(), "list")
        self.scroll = PageScroll(look, page)
        self.scroll.resize(600, 600)
        self.down = 0
        self.button.clicked.connect(self._count)

    def _count(self) -> None:
        self.down += 1

    @property
    def page_at(self) -> int:
        return self.scroll.area.verticalScrollBar().value()

    @property
    def list_at(self) -> int:
        return self.list.verticalScrollBar().value()


@pytest.fixture(scope="session")
def finger() -> QPointingDevice:
    """What touches the screen."""
    return QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)


@pytest.fixture
def page(look: Look, qtbot: QtBot) -> FingerPage:
    """A page that is seen."""
    made = FingerPage(look)
    qtbot.addWidget(made.scroll)
    with qtbot.waitExposed(made.scroll):
        made.scroll.show()
    return made


@pytest.fixture
def stroke(finger: QPointingDevice, page: FingerPage) -> Callable[[QPoint, int], None]:
    """Put the finger down at a place of the window, move it so many pixels down, and take it away."""
    window = page.scroll

    def moved(at: QPoint, by: int) -> None:
        QTest.touchEvent(window, finger).press(0, at, window).commit()
        for step in range(1, _STEPS + 1):
            QTest.qWait(_PAUSE)  # how fast a finger moves, it is told by the time between its places
            QTest.touchEvent(window, finger).move(0, at + QPoint(0, by * step // _STEPS), window).commit()
        QTest.touchEvent(window, finger).release(0, at + QPoint(0, by), window).commit()

    return moved


def test_a_finger_moves_the_page(page: FingerPage, stroke: Callable[[QPoint, int], None], qtbot: QtBot) -> None:
    stroke(QPoint(200, 550), -150)
    qtbot.waitUntil(lambda: page.page_at > 0)
    assert page.list_at == 0


def test_a_finger_moves_a_list_in_the_page(
    page: FingerPage, stroke: Callable[[QPoint, int], None], qtbot: QtBot
) -> None:
    stroke(page.list.mapTo(page.scroll, QPoint(100, 250)), -150)
    qtbot.waitUntil(lambda: page.list_at > 0)


def test_a_touch_that_stays_is_a_press(page: FingerPage, stroke: Callable[[QPoint, int], None], qtbot: QtBot) -> None:
    stroke(page.button.mapTo(page.scroll, QPoint(100, 40)), 0)
    qtbot.waitUntil(lambda: page.down == 1)
    assert page.page_at == 0


def test_pages_register_no_more_kinds_of_gesture(look: Look, qtbot: QtBot) -> None:
    """PySide keeps a class for every kind it is told of: five hundred people in one process would be seen."""
    qtbot.addWidget(FingerPage(look).scroll)
    before = _next_kind()
    for _ in range(3):
        qtbot.addWidget(FingerPage(look).scroll)
    assert _next_kind() == before + 1


def _next_kind() -> int:
    """Return the number of a kind of gesture registered now; Qt counts them up."""
    return QScroller.grabGesture(QObject(), QScroller.ScrollerGestureType.TouchGesture).value
