"""Bodies on their way out: multipart/form-data, or one file; of known length, streamed, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.openrosa.errors import Cancelled, DamagedPart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_BLOCK = 16 * 1024  # sendall's time-out covers one block: small enough for a line of a few kbit/s
_SAFE_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_SAFE_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """One attachment: its name in the XML, media type, size in bytes, and how to read it from the beginning."""

    name: str
    media_type: str
    size: int
    read: Callable[[], Iterable[bytes]]

    def __post_init__(self) -> None:
        """Refuse names that servers are known to lose (quotes, spaces, ampersands)."""
        if not _SAFE_NAME.fullmatch(self.name) or not _SAFE_TYPE.fullmatch(self.media_type):
            raise DamagedPart(f"an attachment has a name or type that a server would lose: {self.name!r}")


class Body:
    """An iterable with a length, as requests streams it; each iteration starts again from the first byte."""

    def __init__(self, *, cancelled: Callable[[], bool], progress: Callable[[int], None]) -> None:
        """`progress` hears the bytes handed to the line since the last call."""
        self._cancelled, self._progress = cancelled, progress
        self._length = 0

    def __len__(self) -> int:
        """Return the exact number of bytes, so that the request is sent whole and with its Content-Length."""
        return self._length

    def __iter__(self) -> Iterator[bytes]:
        """Yield the body in blocks; raises Cancelled between two of them, DamagedPart when a part changed size."""
        for block in _blocks(self._pieces()):
            if self._cancelled():
                raise Cancelled("stopped while sending")
            yield block
            self._progress(len(block))

    def _pieces(self) -> Iterator[bytes]:
        raise NotImplementedError


class FileBody(Body):
    """One attachment and nothing else."""

    def __init__(self, part: Part, *, cancelled: Callable[[], bool], progress: Callable[[int], None]) -> None:
        """`progress` hears the bytes handed to the line since the last call."""
        super().__init__(cancelled=cancelled, progress=progress)
        self._part, self._length = part, part.size

    def _pieces(self) -> Iterator[bytes]:
        return _exactly(self._part)


class MultipartBody(Body):
    """The XML and the parts of one POST."""

    def __init__(
        self,
        xml: bytes,
        parts: Sequence[Part],
        *,
        boundary: str,
        cancelled: Callable[[], bool],
        progress: Callable[[int], None],
    ) -> None:
        """`progress` hears the bytes handed to the line since the last call."""
        super().__init__(cancelled=cancelled, progress=progress)
        self._boundary = boundary
        self._opening = self._head("xml_submission_file", "submission.xml", "text/xml") + xml
        self._parts = [(self._head(part.name, part.name, part.media_type, first=False), part) for part in parts]
        self._closing = f"\r\n--{boundary}--\r\n".encode()
        self._length = len(self._opening) + len(self._closing) + sum(len(head) + p.size for head, p in self._parts)

    @property
    def content_type(self) -> str:
        """The header's value that goes with this body."""
        return f"multipart/form-data; boundary={self._boundary}"

    def _pieces(self) -> Iterator[bytes]:
        yield self._opening
        for head, part in self._parts:
            yield head
            yield from _exactly(part)
        yield self._closing

    def _head(self, field: str, filename: str, media_type: str, *, first: bool = True) -> bytes:
        # Central drops a part whose field name differs from its file name
        lead = "" if first else "\r\n"
        disposition = f'form-data; name="{field}"; filename="{filename}"'
        return (
            f"{lead}--{self._boundary}\r\nContent-Disposition: {disposition}\r\nContent-Type: {media_type}\r\n\r\n"
        ).encode()


def batches(xml: bytes, parts: Sequence[Part], limit: int) -> tuple[tuple[Part, ...], ...]:
    """Split `parts` in order so that XML and parts of each POST stay under `limit` bytes; a larger part goes alone."""
    found: list[list[Part]] = [[]]
    size = len(xml)
    for part in parts:
        if found[-1] and size + part.size > limit:
            found.append([])
            size = len(xml)
        found[-1].append(part)
        size += part.size
    return tuple(tuple(batch) for batch in found)


def _exactly(part: Part) -> Iterator[bytes]:
    left = part.size
    for chunk in part.read():
        left -= len(chunk)
        if left < 0:
            break
        yield chunk
    if left:
        raise DamagedPart(f"{part.name} is not {part.size} bytes long any more")


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= _BLOCK:
            yield bytes(waiting[:_BLOCK])
            del waiting[:_BLOCK]
    if waiting:
        yield bytes(waiting)
