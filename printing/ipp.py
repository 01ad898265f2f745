"""The part of the Internet Printing Protocol that printing needs: requests to bytes, answers from bytes (RFC 8010)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = str | int | bool
Attribute = tuple[int, str, Value]  # value tag, name, value


class Operation(IntEnum):
    """RFC 8011, 5.4.15."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    """RFC 8010, 3.5: groups first, then the kinds of values that we send or read as numbers."""

    OPERATION = 0x01
    END = 0x03
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MEDIA_TYPE = 0x49


_FIRST_VALUE_TAG = 0x10
_NUMBERS = frozenset({Tag.INTEGER, Tag.ENUM})
_TEXTS = range(0x40, 0x60)
_VERSION = b"\x02\x00"
NOT_AUTHORISED = 0x0403
NOT_FOUND = 0x0406
NOT_ACCEPTING = 0x0506


class MalformedAnswer(ValueError):
    """The bytes are not an IPP message."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status code and all attributes of all groups by name; octet strings and ranges are left out."""

    status: int
    attributes: dict[str, list[Value]] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether the operation was done (RFC 8011, B.1.2)."""
        return self.status < 0x0100

    def number(self, name: str) -> int | None:
        """Return the first value of a numeric attribute, None if it is absent or no number."""
        value = self.attributes.get(name, [None])[0]
        return value if isinstance(value, int) else None

    def words(self, name: str) -> tuple[str, ...]:
        """Return the textual values of an attribute."""
        return tuple(value for value in self.attributes.get(name, []) if isinstance(value, str))


def request(operation: Operation, attributes: Iterable[Attribute], document: bytes = b"") -> bytes:
    """Return a request in its one group, followed by the document if there is one."""
    head = _VERSION + struct.pack(">hi", operation, 1) + bytes([Tag.OPERATION])
    fixed: list[Attribute] = [
        (Tag.CHARSET, "attributes-charset", "utf-8"),
        (Tag.LANGUAGE, "attributes-natural-language", "en"),
    ]
    return head + b"".join(map(_written, [*fixed, *attributes])) + bytes([Tag.END]) + document


def answer(message: bytes) -> Answer:
    """Read an answer. Raises MalformedAnswer."""
    try:
        status = struct.unpack_from(">h", message, 2)[0]
        found: dict[str, list[Value]] = {}
        for name, value in _values(message):
            found.setdefault(name, []).append(value)
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise MalformedAnswer("not an IPP message") from fault
    return Answer(status, found)


def _written(attribute: Attribute) -> bytes:
    tag, name, value = attribute
    if tag == Tag.BOOLEAN:
        raw = bytes([bool(value)])
    elif tag in _NUMBERS:
        raw = struct.pack(">i", value)
    else:
        raw = str(value).encode()
    label = name.encode()
    return struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(raw)) + raw


def _values(message: bytes) -> Iterator[tuple[str, Value]]:
    place, name = 8, ""
    while message[place] != Tag.END:
        tag = message[place]
        place += 1
        if tag < _FIRST_VALUE_TAG:
            continue
        label, place = _counted(message, place)
        raw, place = _counted(message, place)
        name = label.decode() or name  # a nameless value is one more of the attribute before it
        if tag in _NUMBERS:
            yield name, struct.unpack(">i", raw)[0]
        elif tag == Tag.BOOLEAN:
            yield name, raw != b"\0"
        elif tag in _TEXTS:
            yield name, raw.decode()


def _counted(message: bytes, place: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", message, place)
    end = place + 2 + length
    if end > len(message):
        raise IndexError(end)
    return message[place + 2 : end], end
