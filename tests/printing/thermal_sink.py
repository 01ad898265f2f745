"""A receipt printer that is not there: takes ESC/POS on a TCP port, answers for its state, gives the picture back."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class ThermalSink:
    """`papers` are the pages that came out, cut by cut; `paper` and `cover` are what it says of itself."""

    paper: bool = True
    cover_open: bool = False
    mute: bool = False
    papers: list[Image.Image] = field(default_factory=list)
    _bands: list[Image.Image] = field(default_factory=list)

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
                    self._command(command, stream.read, line)

    def _command(self, first: bytes, take: Callable[[int], bytes], line: socket.socket) -> None:
        second = take(1)
        if first + second == b"\x10\x04":
            self._answer(take(1)[0], line)
        elif first + second == b"\x1dv":
            head = take(6)
            width, height = int.from_bytes(head[2:4], "little"), int.from_bytes(head[4:6], "little")
            dots = Image.frombytes("1", (width * 8, height), take(width * height))
            self._bands.append(ImageOps.invert(dots))
        elif first + second == b"\x1dV":
            take(2)
            self._cut()

    def _answer(self, question: int, line: socket.socket) -> None:
        if self.mute:
            line.shutdown(socket.SHUT_RDWR)
            return
        states = {
            1: 0 if self.paper and not self.cover_open else 0x08,
            2: (0 if self.paper else 0x20) | (0x04 if self.cover_open else 0),
            4: 0 if self.paper else 0x6C,
        }
        line.sendall(bytes([0x12 | states[question]]))

    def _cut(self) -> None:
        page = Image.new("1", (self._bands[0].width, sum(band.height for band in self._bands)), 1)
        top = 0
        for band in self._bands:
            page.paste(band, (0, top))
            top += band.height
        self._bands.clear()
        self.papers.append(page)
