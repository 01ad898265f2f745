"""Bodies on their way in: streamed to the disk under a limit, never held in memory as a whole."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from sync.central.answers import LIMIT
from sync.central.errors import MissingPart, TooLarge

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

    from starlette.requests import Request

    from sync.central.blobs import Blobs, IncomingFile

XML_PART = "xml_submission_file"
_XML_LIMIT = 16 * 1024 * 1024
_MOST_FILES = 200
_MOST_DRAINED = 8 * LIMIT


class Part:
    """One file of a multipart body; `field` and `filename` as sent, the bytes in `file`."""

    def __init__(self, headers: dict[bytes, bytes], file: IncomingFile) -> None:
        _, options = parse_options_header(headers.get(b"content-disposition", b""))
        self.field = options.get(b"name", b"").decode(errors="replace")
        self.filename = options.get(b"filename", b"").decode(errors="replace")
        self.content_type = headers.get(b"content-type", b"application/octet-stream").decode("latin-1")
        self.file = file


class Upload:
    """A multipart body being taken apart; as a context manager it leaves nothing behind that was not kept."""

    def __init__(self, blobs: Blobs, content_type: str) -> None:
        """Prepare for a body of `content_type`; raises MissingPart when that is not multipart."""
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise MissingPart(XML_PART)
        self.parts: list[Part] = []
        self._blobs, self._files = blobs, ExitStack()
        self._headers: dict[bytes, bytes] = {}
        self._name, self._value = b"", b""
        self._finished = False
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._open,
                "on_part_data": self._data,
                "on_end": self._end,
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._files.close()

    async def read(self, request: Request) -> None:
        """Take the whole body of `request`; raises TooLarge, or MissingPart when it is not whole multipart."""
        try:
            async for chunk in limited(request):
                self._parser.write(chunk)
        except FormParserError:
            raise MissingPart(XML_PART) from None
        if not self._finished:
            raise MissingPart(XML_PART)

    def xml(self) -> bytes:
        """Return the bytes of the submission's XML; raises MissingPart, or TooLarge over 16 MiB."""
        for part in self.parts:
            if part.field == XML_PART and part.filename:
                if part.file.size > _XML_LIMIT:
                    raise TooLarge
                return part.file.content()
        raise MissingPart(XML_PART)

    def attachments(self) -> tuple[Part, ...]:
        """Return the other files; Central drops those whose field name is not their file name, and so do we."""
        return tuple(part for part in self.parts if part.field != XML_PART and part.field == part.filename)

    def _begin(self) -> None:
        self._headers.clear()
        if len(self.parts) >= _MOST_FILES:
            raise TooLarge

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name, self._value = b"", b""

    def _open(self) -> None:
        self.parts.append(Part(self._headers, self._files.enter_context(self._blobs.incoming())))

    def _data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].file.write(data[start:end])

    def _end(self) -> None:
        self._finished = True


async def limited(request: Request) -> AsyncIterator[bytes]:
    """Yield the body's chunks; raises TooLarge at the limit, or before the first byte when the length says so."""
    if int(request.headers.get("content-length") or 0) > LIMIT:
        raise TooLarge
    size = 0
    async for chunk in _chunks(request):
        size += len(chunk)
        if size > LIMIT:
            raise TooLarge
        yield chunk


async def drain(request: Request) -> None:
    """Read and forget what is left of a refused body, so that its sender gets to hear the answer."""
    size = 0
    async for chunk in _chunks(request):
        size += len(chunk)
        if size > _MOST_DRAINED:
            return


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    """Yield what is left of the body; unlike Starlette's own stream it can be taken up again where it was left."""
    while not getattr(request.state, "body_taken", False):
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        request.state.body_taken = not message.get("more_body", False)
        yield message.get("body", b"")
