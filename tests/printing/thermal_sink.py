"""A receipt printer that is not there: takes ESC/POS, answers for its state, gives the picture back."""

from __future__ import annotations

import os
import socket
import threading
import tty
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Mechanism:
    """`papers` are the pages that came out, cut by cut; the others are what it says of itself."""

    paper: bool = True
    near_end: bool = False
    cover_open: bool = False
    mute: bool = False
    papers: list[Image.Image] = field(default_factory=list)
    _bands: list[Image.Image] = field(default_factory=list)

    def command(self, first: bytes, take: Callable[[int], bytes], say: Callable[[bytes], None]) -> None:
        """Do what begins with `first` and goes on in what `take` gives."""
        second = take(1)
        if first + second == b"\x10\x04":
            say(bytes([0x12 | self._state(take(1)[0])]))
        elif first + second == b"\x1dv":
            head = take(6)
            width, height = int.from_bytes(head[2:4], "little"), int.from_bytes(head[4:6], "little")
            dots = Image.frombytes("1", (width * 8, height), take(width * height))
            self._bands.append(ImageOps.invert(dots))
        elif first + second == b"\x1dV":
            take(2)
            self._cut()

    def _state(self, question: int) -> int:
        states = {
            1: 0 if self.paper and not self.cover_open else 0x08,
            2: (0 if self.paper else 0x20) | (0x04 if self.cover_open else 0),
            4: (0 if self.paper else 0x60) | (0x0C if self.near_end or not self.paper else 0),
        }
        return states[question]

    def _cut(self) -> None:
        page = Image.new("1", (self._bands[0].width, sum(band.height for band in self._bands)), 1)
        top = 0
        for band in self._bands:
            page.paste(band, (0, top))
            top += band.height
        self._bands.clear()
        self.papers.append(page)


class ThermalSink(Mechanism):
    """One that stands on the network, at a TCP port."""

    def __enter__(self) -> ThermalSink:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    @property
    def port(self) -> int:
        port: int = self._server.getsockname()[1]
        return port

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                while command := stream.read(1):
                    self.command(command, stream.read, partial(self._say, line))

    def _say(self, line: socket.socket, answer: bytes) -> None:
        if self.mute:
            line.shutdown(socket.SHUT_RDWR)
        else:
            line.sendall(answer)


class WireSink(Mechanism):
    """One at the other end of a wire: a pseudo-terminal stands for a USB printer's device file or a serial port."""

    def __enter__(self) -> WireSink:
        self._printer, computer = os.openpty()
        tty.setraw(computer)  # as a printer's device file is; a serial line is set up by the program
        self._held = computer  # else the wire ends whenever nobody has it open
        self.path = Path(os.ttyname(computer))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._held)
        self._thread.join(5)
        os.close(self._printer)

    def _serve(self) -> None:
        with suppress(OSError, EOFError):  # the wire was pulled
            while True:
                self.command(self._take(1), self._take, self._say)

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            more = os.read(self._printer, count - len(taken))
            if not more:
                raise EOFError
            taken += more
        return taken

    def _say(self, answer: bytes) -> None:
        if not self.mute:
            os.write(self._printer, answer)
