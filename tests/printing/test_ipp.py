"""Messages of the Internet Printing Protocol: what is written is read, and noise is refused and nothing else."""

from __future__ import annotations

import struct
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from printing import ipp
from printing.cups import CupsPrinter
from printing.errors import PrinterError, PrinterMissing, PrinterNotReady, PrintFailed
from printing.ipp import Operation, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

names = st.text("abcdefghij-", min_size=1, max_size=20)


@given(
    numbers=st.dictionaries(names, st.integers(-(2**31), 2**31 - 1), max_size=5),
    words=st.dictionaries(names, st.lists(st.text(max_size=20), min_size=1, max_size=4), max_size=5),
)
def test_what_is_written_is_read(numbers: dict[str, int], words: dict[str, list[str]]) -> None:
    attributes: list[ipp.Attribute] = [(Tag.INTEGER, f"n{name}", value) for name, value in numbers.items()]
    for name, values in words.items():
        attributes.append((Tag.KEYWORD, f"w{name}", values[0]))
        attributes.extend((Tag.KEYWORD, "", value) for value in values[1:])
    answer = ipp.answer(ipp.request(Operation.GET_PRINTER_ATTRIBUTES, attributes))
    assert {name: answer.number(f"n{name}") for name in numbers} == numbers
    assert {name: list(answer.words(f"w{name}")) for name in words} == words


@given(noise=st.binary(max_size=200))
@example(noise=b"<!DOCTYPE html>")
@example(noise=b"\x02\x00\x00\x00\x00\x00\x00\x01\x01\x21\x00\x01n\x00\x02ab\x03")
def test_noise_is_refused_and_does_nothing_else(noise: bytes) -> None:
    with suppress(ipp.MalformedAnswer):
        assert isinstance(ipp.answer(noise), ipp.Answer)


@pytest.fixture
def odd_server() -> Iterator[tuple[str, dict[str, object]]]:
    """A scheduler that answers whatever the test sets: an HTTP status and a body."""
    reply: dict[str, object] = {"status": 200, "body": b""}

    class Odd(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(int(str(reply["status"])))
            self.end_headers()
            body = reply["body"]
            self.wfile.write(body if isinstance(body, bytes) else b"")

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Odd) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"127.0.0.1:{server.server_port}", reply
        server.shutdown()
        thread.join()


def status(code: int, *attributes: ipp.Attribute) -> bytes:
    message = bytearray(ipp.request(Operation.PRINT_JOB, attributes))
    struct.pack_into(">h", message, 2, code)
    return bytes(message)


@pytest.mark.parametrize(
    ("http", "body", "error"),
    [
        (200, b"", PrinterMissing),
        (200, b"<html>not a scheduler</html>", PrinterMissing),
        (404, b"", PrinterMissing),
        (401, b"", PrintFailed),
        (200, status(ipp.NOT_FOUND), PrinterMissing),
        (200, status(ipp.NOT_ACCEPTING), PrinterNotReady),
        (200, status(0x0500), PrintFailed),
        (200, status(0, (Tag.ENUM, "printer-state", 5)), PrinterNotReady),
        (200, status(0, (Tag.KEYWORD, "printer-state-reasons", "cover-open-error")), PrinterNotReady),
    ],
)
def test_every_odd_answer_is_one_of_our_errors(
    odd_server: tuple[str, dict[str, object]], http: int, body: bytes, error: type[PrinterError]
) -> None:
    address, reply = odd_server
    reply.update(status=http, body=body)
    with pytest.raises(error):
        CupsPrinter("desk", address).submit(b"%PDF", "1")
