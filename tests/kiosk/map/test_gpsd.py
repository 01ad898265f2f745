"""The way that somebody walks with a receiver, told by a real gpsd."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.kiosk.conftest import OpenPage

pytestmark = [pytest.mark.system, pytest.mark.skipif(shutil.which("gpsfake") is None, reason="gpsfake is missing")]
LINE = {"type": "geotrace", "name": "q", "label": "راه را نشان دهید"}


def sentence(words: str) -> str:
    """Return a sentence of a receiver with its check sum. https://gpsd.io/NMEA.html"""
    check = 0
    for letter in words:
        check ^= ord(letter)
    return f"${words}*{check:02X}\r\n"


def walk() -> str:
    """What a receiver says on the way to the north, a hundredth of a minute each second."""
    told = ""
    for second in range(60):
        time, north = f"12{second // 60:02d}{second % 60:02d}.00", f"36{10 + second / 100:07.4f}"
        told += sentence(f"GPGGA,{time},{north},N,05421.0000,E,1,08,0.9,1200.0,M,-10.0,M,,")
        told += sentence("GPGSA,A,3,01,02,03,04,05,06,07,08,,,,,1.5,0.9,1.2")
        told += sentence(f"GPRMC,{time},A,{north},N,05421.0000,E,0.5,0.0,221126,,,A")
    return told


@pytest.fixture
def gpsd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A gpsd with a receiver on the way; its port."""
    log = tmp_path_factory.mktemp("gps") / "walk.nmea"
    log.write_text(walk(), encoding="ascii")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["gpsfake", "-q", "-c", "0.05", "-P", str(port), str(log)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    yield port
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=20)


def is_listening(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def test_a_way_is_marked_by_walking_it(open_page: OpenPage, qtbot: QtBot, gpsd: int) -> None:
    qtbot.waitUntil(lambda: is_listening(gpsd), timeout=15_000)
    page = open_page([LINE], gpsd_port=gpsd)
    control = page.control("q")
    receiver = control.place._receiver
    page.qtbot.waitUntil(lambda: control.place.here.isVisible() and receiver.fix is not None, timeout=15_000)
    page.press(control.place.here)
    first = receiver.fix
    page.qtbot.waitUntil(lambda: receiver.fix.latitude > first.latitude, timeout=15_000)
    page.press(control.place.here)
    assert page.go_on()
    (south, east, *_), (north, *_) = ([float(part) for part in point.split()] for point in page.value("q").split(";"))
    assert north > south == pytest.approx(36.17, abs=0.02)
    assert east == pytest.approx(54.35, abs=1e-6)
