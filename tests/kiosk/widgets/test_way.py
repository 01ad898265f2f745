"""The way of an application is told to the ear as it is shown to the eye; so is time that runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.theme import Look
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.way import Station, Way

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

STATIONS = (
    Station("duotone/clipboard-text", T("Recorded")),
    Station("duotone/buildings", T("At the centre")),
    Station("duotone/chat-circle-text", T("Answer")),
)


def seen(widget: QWidget) -> QImage:
    widget.resize(widget.sizeHint())
    return widget.grab().toImage()


def test_the_ear_learns_which_station_is_reached_in_each_language(qapp: QApplication) -> None:
    del qapp
    way = Way(Look(language="en"), STATIONS, 1, "brand")
    assert way.accessibleName() == "Step 2 of 3: At the centre"
    way.show_in("fa")
    assert way.accessibleName() == "گام ۲ از ۳: در مرکز"


def test_each_station_looks_like_none_other(qapp: QApplication) -> None:
    del qapp
    look = Look(language="en")
    pictures = [seen(Way(look, STATIONS, at, "brand")) for at in range(3)]
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[:number])


def test_the_ring_grows_shorter_with_the_time(qapp: QApplication) -> None:
    del qapp
    ring = Countdown(Look(), "duotone/hourglass-medium", 180, 20)
    full = seen(ring)
    ring.count(10)
    half = seen(ring)
    ring.count(0)
    assert full != half != seen(ring) != full
