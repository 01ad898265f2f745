"""What a POST holds, whatever its boundary: a record that comes again is known by it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

if TYPE_CHECKING:
    from sync.store.sealed_files import Source


class NotMultipart(Exception):
    """The body is no whole multipart/form-data."""


class Fingerprinted:
    """A body on its way to the disk: reads like a file, and knows afterwards what it was (`hex`)."""

    def __init__(self, source: Source, length: int, content_type: str, target: str) -> None:
        """Read exactly `length` bytes from `source`; `target` is where they go. Raises NotMultipart."""
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise NotMultipart
        self._source, self._left = source, length
        self._whole = sha256(target.encode())
        self._part: Any = sha256()
        self._finished = False
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": self._begin,
                "on_header_field": self._data,
                "on_header_value": self._data,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._finish,
            },
        )

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; raises NotMultipart, or ConnectionError when the sender goes away."""
        if not self._left:
            return b""
        block = self._source.read(min(size, self._left))
        if not block:
            raise ConnectionError("the sender went away in the middle")
        self._left -= len(block)
        try:
            self._parser.write(block)
        except FormParserError as error:
            raise NotMultipart from error
        return block

    def hex(self) -> str:
        """Return the fingerprint in hex; raises NotMultipart when the body was not whole."""
        if not self._finished:
            raise NotMultipart
        return self._whole.hexdigest()

    def _begin(self) -> None:
        self._part = sha256()

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._part.update(data[start:end])

    def _end(self) -> None:
        self._whole.update(self._part.digest())

    def _finish(self) -> None:
        self._finished = True
