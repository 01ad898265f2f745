"""A GPS receiver behind gpsd, spoken to over a real connection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtNetwork import QHostAddress, QTcpServer, QTcpSocket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.kiosk.conftest import OpenPage

PLACE = {"type": "geopoint", "name": "q", "label": "کجاست؟"}
DEVICES = {"class": "DEVICES", "devices": [{"path": "/dev/ttyUSB0"}]}
TPV = {"class": "TPV", "mode": 3, "lat": 36.2972, "lon": 59.6067, "altHAE": 985.5, "eph": 4.25}


class Gpsd(QTcpServer):
    """Speaks gpsd's JSON to whoever asks to watch."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = b""
        self.socket: QTcpSocket | None = None
        self.newConnection.connect(self._greet)
        self.listen(QHostAddress(QHostAddress.SpecialAddress.LocalHost), 0)

    def tell(self, *reports: object) -> None:
        assert self.socket is not None
        self.socket.write(b"".join(json.dumps(report).encode() + b"\r\n" for report in reports))

    def _greet(self) -> None:
        self.socket = self.nextPendingConnection()
        self.socket.readyRead.connect(self._hear)
        self.tell({"class": "VERSION", "release": "3.22", "proto_major": 3})

    def _hear(self) -> None:
        assert self.socket is not None
        self.asked += bytes(self.socket.readAll().data())


@pytest.fixture
def gpsd() -> Iterator[Gpsd]:
    server = Gpsd()
    yield server
    server.close()


def test_the_place_of_the_receiver_becomes_the_answer_with_its_accuracy(open_page: OpenPage, gpsd: Gpsd) -> None:
    page = open_page([PLACE], gpsd_port=gpsd.serverPort())
    page.qtbot.waitUntil(lambda: b"WATCH" in gpsd.asked)
    gpsd.tell(DEVICES, TPV)
    control = page.control("q")
    page.qtbot.waitUntil(control.here.isVisible)
    page.qtbot.waitUntil(lambda: control._receiver.fix is not None)
    page.press(control.here)
    assert page.value("q") == "36.2972 59.6067 985.5 4.2"
    assert page.go_on()
    assert page.value("q") == "36.2972 59.6067 985.5 4.2"


def test_a_fix_that_comes_late_is_waited_for(open_page: OpenPage, gpsd: Gpsd) -> None:
    page = open_page([PLACE], gpsd_port=gpsd.serverPort())
    page.qtbot.waitUntil(lambda: b"WATCH" in gpsd.asked)
    gpsd.tell(DEVICES, {"class": "TPV", "mode": 1})
    control = page.control("q")
    page.qtbot.waitUntil(control.here.isVisible)
    page.press(control.here)
    assert "ماهواره" in control.check.text()
    gpsd.tell(TPV)
    page.qtbot.waitUntil(lambda: page.value("q") != "")
    assert not control.check.isVisible()


def test_without_a_receiver_nothing_is_offered(open_page: OpenPage, gpsd: Gpsd) -> None:
    page = open_page([PLACE], gpsd_port=gpsd.serverPort())
    page.qtbot.waitUntil(lambda: b"WATCH" in gpsd.asked)
    gpsd.tell({"class": "DEVICES", "devices": []}, ["no report"], "noise", TPV)
    page.qtbot.waitUntil(lambda: page.control("q")._receiver.fix is not None)
    assert not page.control("q").here.isVisible()


def test_a_report_without_a_place_is_passed_over(open_page: OpenPage, gpsd: Gpsd) -> None:
    page = open_page([PLACE], gpsd_port=gpsd.serverPort())
    page.qtbot.waitUntil(lambda: b"WATCH" in gpsd.asked)
    assert gpsd.socket is not None
    gpsd.tell({**TPV, "lat": float("nan")}, {**TPV, "lat": "north"})
    gpsd.socket.write(b"[" * 20_000 + b"\r\n")
    gpsd.tell(DEVICES)
    page.qtbot.waitUntil(page.control("q").here.isVisible)
    assert page.control("q")._receiver.fix is None


def test_a_receiver_plugged_in_later_is_offered_too(open_page: OpenPage, gpsd: Gpsd) -> None:
    page = open_page([PLACE], gpsd_port=gpsd.serverPort())
    page.qtbot.waitUntil(lambda: b"WATCH" in gpsd.asked)
    gpsd.tell({"class": "DEVICES", "devices": []})
    gpsd.tell({"class": "DEVICE", "path": "/dev/ttyUSB0", "activated": "2026-11-22T08:00:00.000Z"})
    page.qtbot.waitUntil(page.control("q").here.isVisible)
    assert page.control("q").here.isEnabled()
