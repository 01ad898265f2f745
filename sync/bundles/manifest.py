"""The manifest of a volume: who made it for whom, its place in the order of bundles, and the files in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sync.bundles.errors import BundleForbidden, NewerFormat

FORMAT = 1
_MOST_FILES = 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    """One file of a volume; its name in there is only its number in the manifest. `size` in bytes, `sha256` in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a volume says of itself.

    `kind` is "submissions" or "reply"; `sequence` grows with each bundle of its maker, `volume` counts from 1 within
    one and `last` ends it. `reader` is the name on the card it was sealed for. `body` is what belongs to its kind.
    """

    kind: str
    bundle: str
    sequence: int
    volume: int
    last: bool
    reader: str
    made_at: str
    files: tuple[File, ...]
    body: dict[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """Return it as JSON with a newline at its end."""
        about = {
            "format": FORMAT,
            "kind": self.kind,
            "bundle": self.bundle,
            "sequence": self.sequence,
            "volume": self.volume,
            "last": self.last,
            "reader": self.reader,
            "made_at": self.made_at,
            "files": [[file.size, file.sha256] for file in self.files],
            "body": self.body,
        }
        return json.dumps(about, ensure_ascii=False, sort_keys=True) + "\n"

    @classmethod
    def read(cls, text: str) -> Manifest:
        """Read what `text` wrote; raises NewerFormat, BundleForbidden."""
        try:
            about = json.loads(text)
            if not isinstance(about, dict) or type(about["format"]) is not int:
                raise BundleForbidden
            if about["format"] > FORMAT:
                raise NewerFormat
            files = tuple(File(_whole(size), _hex(digest)) for size, digest in about["files"])
            found = cls(
                kind=_text(about["kind"]),
                bundle=_text(about["bundle"]),
                sequence=_whole(about["sequence"]),
                volume=_whole(about["volume"]),
                last=about["last"] is True,
                reader=_text(about["reader"]),
                made_at=_text(about["made_at"]),
                files=files,
                body=dict(about["body"]),
            )
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BundleForbidden from error
        if len(files) > _MOST_FILES:
            raise BundleForbidden
        return found


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 62:
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return value


def _hex(value: object) -> str:
    text = _text(value)
    if len(text) != 64 or text.strip("0123456789abcdef"):
        raise ValueError(value)
    return text
