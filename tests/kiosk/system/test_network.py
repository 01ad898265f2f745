"""The line that comes back is heard from NetworkManager's own interface, on a real D-Bus of the test's own."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtDBus import QDBusConnection

from kiosk.system.network import LineWatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon"),
]
NAME = "org.freedesktop.NetworkManager"
_MESSAGES = ("method_call", "method_return", "error", "signal")
_POLICY = "<allow user='*'/><allow own='*'/>" + "".join(
    f"<allow send_type='{kind}'/><allow receive_type='{kind}'/>" for kind in _MESSAGES
)
# NM_STATE_*: disconnected, connecting, connected to this link only, to the site, to the whole internet
DISCONNECTED, CONNECTING, LOCAL, SITE, GLOBAL = 20, 40, 50, 60, 70


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a bus with the rights of a system bus."""
    configuration = tmp_path / "bus.conf"
    configuration.write_text(
        '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" '
        '"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
        f'<busconfig><listen>unix:tmpdir=/tmp</listen><policy context="default">{_POLICY}</policy></busconfig>'
    )
    command = ["dbus-daemon", f"--config-file={configuration}", "--print-address", "--nofork"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@contextmanager
def watching(address: str) -> Iterator[LineWatch]:
    name = uuid4().hex
    bus = QDBusConnection.connectToBus(address, name)
    assert bus.isConnected()
    try:
        yield LineWatch(bus)
    finally:
        QDBusConnection.disconnectFromBus(name)


@contextmanager
def network_manager(address: str) -> Iterator[DBusConnection]:
    """A service that owns NetworkManager's name."""
    with open_dbus_connection(bus=address) as connection:
        connection.send_and_get_reply(message_bus.RequestName(NAME))
        yield connection


def tell(connection: DBusConnection, state: int) -> None:
    path = DBusAddress("/org/freedesktop/NetworkManager", bus_name=NAME, interface=NAME)
    connection.send(new_signal(path, "StateChanged", "u", (state,)))


def test_the_line_that_returns_is_heard_once(address: str, qtbot: QtBot) -> None:
    heard: list[str] = []
    with watching(address) as watch, network_manager(address) as manager:
        watch.returned.connect(lambda: heard.append("returned"))
        for state in (DISCONNECTED, CONNECTING, LOCAL, SITE, GLOBAL):
            tell(manager, state)
        qtbot.waitUntil(lambda: heard == ["returned"])
        tell(manager, DISCONNECTED)
        with qtbot.waitSignal(watch.returned):
            tell(manager, GLOBAL)
    assert heard == ["returned", "returned"], "a better line than one that is there is no news"


def test_a_network_manager_that_comes_later_is_heard_too(address: str, qtbot: QtBot) -> None:
    with watching(address) as watch, network_manager(address) as manager, qtbot.waitSignal(watch.returned):
        tell(manager, SITE)


def test_without_a_bus_nothing_is_told_and_nothing_fails(qtbot: QtBot) -> None:
    name = uuid4().hex
    watch = LineWatch(QDBusConnection.connectToBus("unix:path=/nowhere", name))
    with qtbot.assertNotEmitted(watch.returned, wait=50):
        QDBusConnection.disconnectFromBus(name)
