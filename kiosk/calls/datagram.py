"""One datagram of a call: a few words as JSON, behind the mark of somebody who knows the office's secret."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

LONGEST = 512  # bytes; what is longer was not sent by us
_MARK = 32
_PURPOSE = b"pishkhan call for help"


class Word(StrEnum):
    """What a datagram says."""

    CALL = "call"  # repeated as long as help is needed
    END = "end"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Datagram:
    """`word` about the call `call` (random, one for each press) of the machine `device`."""

    word: Word
    device: str
    call: str


def key_of(secret: str) -> bytes:
    """Return the key of an office whose machines share `secret`."""
    return hmac.digest(secret.encode(), _PURPOSE, "sha256")


def sealed(datagram: Datagram, key: bytes) -> bytes:
    """Return `datagram` as it is sent."""
    words = json.dumps({"word": datagram.word, "device": datagram.device, "call": datagram.call}).encode()
    return hmac.digest(key, words, "sha256") + words


def opened(data: bytes, key: bytes) -> Datagram | None:
    """Return what was sent, None for what no machine of this office has sent."""
    mark, words = data[:_MARK], data[_MARK:]
    if len(data) > LONGEST or not hmac.compare_digest(mark, hmac.new(key, words, sha256).digest()):
        return None
    told = json.loads(words)
    return Datagram(Word(told["word"]), told["device"], told["call"])
