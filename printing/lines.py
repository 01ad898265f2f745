"""The three ways to a thermal printer: network, USB and serial; bytes out, and its one-byte answers back."""

from __future__ import annotations

import os
import select
import socket
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path


class Line(Protocol):
    """An open way to a printer. Both raise OSError; nothing answered in time is a TimeoutError, which is one."""

    def send(self, data: bytes) -> None:
        """Send all of `data`."""

    def answer(self) -> bytes:
        """Return the next byte that the printer says, b"" when it hung up."""


class Route(Protocol):
    """Where a printer is; `name` is for its jobs, `open` gives a line and closes it again."""

    @property
    def name(self) -> str:
        """What the printer's jobs are called after."""

    def open(self, timeout: float) -> AbstractContextManager[Line]:
        """Open the way; each step waits `timeout` seconds. Raises OSError."""


@dataclass(frozen=True, slots=True)
class NetworkRoute:
    """A printer at `host`:`port` that takes raw bytes."""

    host: str
    port: int = 9100

    @property
    def name(self) -> str:
        """Host and port."""
        return f"{self.host}:{self.port}"

    @contextmanager
    def open(self, timeout: float) -> Iterator[Line]:
        """Connect."""
        with socket.create_connection((self.host, self.port), timeout) as connection:
            yield _NetworkLine(connection)


@dataclass(frozen=True, slots=True)
class DeviceRoute:
    """A printer behind a device file: `/dev/usb/lp0` of USB, or with `baud` a serial line (8 bits, no parity)."""

    path: Path
    baud: int = 0

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @contextmanager
    def open(self, timeout: float) -> Iterator[Line]:
        """Open the file for both directions, and set a serial line up."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        try:
            if self.baud:
                _set_up(descriptor, self.baud)
            yield _DeviceLine(descriptor, timeout)
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class _NetworkLine:
    connection: socket.socket

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def answer(self) -> bytes:
        return self.connection.recv(1)


@dataclass(frozen=True, slots=True)
class _DeviceLine:
    descriptor: int
    timeout: float

    def send(self, data: bytes) -> None:
        """Send as much as the printer takes at a time; one that is slow is waited for, one that is off is not."""
        left = memoryview(data)
        while left:
            _, ready, _ = select.select([], [self.descriptor], [], self.timeout)
            if not ready:
                raise TimeoutError(self.timeout)
            left = left[os.write(self.descriptor, left) :]

    def answer(self) -> bytes:
        ready, _, _ = select.select([self.descriptor], [], [], self.timeout)
        if not ready:
            raise TimeoutError(self.timeout)
        return os.read(self.descriptor, 1)


def _set_up(descriptor: int, baud: int) -> None:
    """Make the terminal line a plain wire: no echo, no translation, `baud` bits a second. Raises OSError."""
    if sys.platform == "win32":
        raise OSError("serial printers need a device file")
    import termios
    import tty

    speed = getattr(termios, f"B{baud}", None)
    if speed is None:
        raise OSError(f"no serial line has {baud} bits a second")
    try:
        tty.setraw(descriptor, termios.TCSANOW)
        settings = termios.tcgetattr(descriptor)
        settings[2] |= termios.CLOCAL | termios.CREAD
        settings[4] = settings[5] = speed
        termios.tcsetattr(descriptor, termios.TCSANOW, settings)
        termios.tcflush(descriptor, termios.TCIFLUSH)  # an answer to somebody before us would be taken for ours
    except termios.error as error:  # no terminal line at all; it is no OSError of its own
        raise OSError(*error.args) from error
