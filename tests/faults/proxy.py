"""A TCP proxy that fails on purpose: each new connection meets the next fault of a list, then the line is clean."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

_BLOCK = 2048
_WINDOW = 16  # blocks under way at once on a long line; more than a village's line holds
_PORTAL = b"<!doctype html><html><body>Please sign in</body></html>"


@dataclass(frozen=True)
class Fault:
    """What happens to one connection; byte counts are since its beginning, None never happens.

    `cut_up`: reset after so many bytes of requests went through. `cut_down`: reset after so many bytes of answers came
    back, 0 being an answer lost after the server acted. `latency`: seconds that each block is under way. `drip`:
    seconds before each byte of an answer. `answer`: the proxy answers every request itself with this status, and
    nothing reaches the server. `half`: only half of that answer; `lie`: its length is so many bytes off.
    """

    cut_up: int | None = None
    cut_down: int | None = None
    latency: float = 0.0
    refuse: bool = False
    blackhole: bool = False
    answer: int = 0
    half: bool = False
    lie: int = 0
    drip: float = 0.0


CLEAN = Fault()


class FaultProxy:
    """Listens on a port of its own and passes bytes on to `upstream`, or does not."""

    def __init__(self, upstream: tuple[str, int], *, host: str = "127.0.0.1", every: Fault = CLEAN) -> None:
        """Listen on `host`; every connection meets `every` when it meets nothing else."""
        self._upstream, self._host, self._every = upstream, host, every
        self._faults: deque[Fault] = deque()
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self.met: list[Fault] = []
        self.passed = 0  # bytes, both ways
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault proxy")
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        self.port: int = self._server.sockets[0].getsockname()[1]

    def will(self, faults: Iterable[Fault]) -> None:
        """Let the next connections meet `faults`, one each; connections after them are clean."""
        self._faults = deque(faults)

    def hang_up(self) -> None:
        """End every connection there is."""

        async def end() -> None:
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()

    def close(self) -> None:
        async def end() -> None:
            self._server.close()
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._accept, self._host, 0)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        fault = self._faults.popleft() if self._faults else self._every
        self.met.append(fault)
        try:
            await self._meet(fault, reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # either side went away or the proxy ends, which is what a line does
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _meet(self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if fault.refuse:
            _reset(writer)
        elif fault.blackhole:
            while await reader.read(_BLOCK):
                continue
        elif fault.answer:
            await _answer(fault, reader, writer)
        else:
            await self._pass_on(fault, reader, writer)

    async def _pass_on(self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection(*self._upstream)
        up = asyncio.ensure_future(self._pipe(_late(reader, fault.latency), up_writer, fault.cut_up))
        answers = _dripping(up_reader, fault.drip) if fault.drip else _late(up_reader, fault.latency)
        down = asyncio.ensure_future(self._pipe(answers, writer, fault.cut_down))
        try:
            await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
            if (up.done() and up.result()) or (down.done() and down.result()):
                _reset(writer)
                _reset(up_writer)
        finally:
            up.cancel()
            down.cancel()
            await asyncio.gather(up, down, return_exceptions=True)
            up_writer.close()

    async def _pipe(self, blocks: AsyncIterator[bytes], writer: asyncio.StreamWriter, cut: int | None) -> bool:
        """Pass bytes on; True when the cut was reached, False when a side ended."""
        passed = 0
        try:
            async for block in blocks:
                if cut is not None and passed + len(block) > cut:
                    writer.write(block[: cut - passed])
                    await writer.drain()
                    return True
                passed += len(block)
                self.passed += len(block)
                writer.write(block)
                await writer.drain()
        except OSError:
            return False
        return False


async def _late(reader: asyncio.StreamReader, latency: float) -> AsyncIterator[bytes]:
    """Yield what comes, each block `latency` seconds after it came: a long line, which is not a narrow one."""
    if not latency:
        while block := await reader.read(_BLOCK):
            yield block
        return
    loop, under_way = asyncio.get_running_loop(), asyncio.Queue[tuple[float, bytes]](_WINDOW)

    async def take_in() -> None:
        try:
            while block := await reader.read(_BLOCK):
                await under_way.put((loop.time() + latency, block))
        except OSError:
            pass
        finally:
            await under_way.put((loop.time() + latency, b""))

    taking = asyncio.ensure_future(take_in())
    try:
        while (arrival := await under_way.get())[1]:
            await asyncio.sleep(arrival[0] - loop.time())
            yield arrival[1]
    finally:
        taking.cancel()


async def _dripping(reader: asyncio.StreamReader, pause: float) -> AsyncIterator[bytes]:
    while byte := await reader.read(1):
        await asyncio.sleep(pause)
        yield byte


async def _answer(fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        head = await _head(reader)
        if not head:
            return
        body = b"" if head.startswith(b"HEAD") else _PORTAL
        length = max(0, len(body) + fault.lie)
        answer = f"HTTP/1.1 {fault.answer} Fault\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n"
        whole = answer.encode() + body
        writer.write(whole[: len(whole) // 2] if fault.half else whole)
        await writer.drain()
        if fault.half or fault.lie:
            return


async def _head(reader: asyncio.StreamReader) -> bytes:
    """Read one request with its body; its head, or nothing when the client went away."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        await reader.readexactly(length)
    except (asyncio.IncompleteReadError, OSError):
        return b""
    return head


def _reset(writer: asyncio.StreamWriter) -> None:
    """End with RST instead of FIN, as a line that breaks does."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
