"""Forms with damaged bytes: each is refused or runs, in time, and nothing but a form's own errors comes out."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from forms.entry import FormEntry
from forms.errors import FormError
from forms.parse import parse_xform
from forms.world import World
from tests.differential.generated import generated_form
from tests.differential.trying import try_all

if TYPE_CHECKING:
    from tests.differential.outcome import Outcome

_PIECES = (
    *(b"/data", b"..", b"true()", b"jr:count", b"relevant", b"calculate", b"nodeset", b"ref", b"repeat", b"group"),
    *(b"(", b")", b'"', b"<", b">", b"&", b"instance(", b"[", b"]", b"1", b"-1", b"9" * 20, b"\x00", b"\xff", b"jr:"),
)
_EXPRESSIONS = (b"//*", b"../..", b"/data/r", b".", b"position(..)", b"count(/data/r) + 1", b"/data/r/x", b"1 div 0")
_VALUES = re.compile(rb'((?<==")[^"]*(?="))')
_FORMS = 40


def damaged(chance: random.Random, xform: bytes) -> bytes:
    """Return `xform` with attributes in each other's places, or with bytes cut out, written over or written twice."""
    if chance.random() < 0.5:
        return _exchanged(chance, xform)
    found = bytearray(xform)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, kind = chance.randrange(len(found)), chance.random()
        if kind < 0.3:
            found[at : at + chance.randrange(1, 30)] = b""
        elif kind < 0.6:
            found[at:at] = chance.choice(_PIECES)
        elif kind < 0.8:
            start = chance.randrange(len(found))
            found[at:at] = found[start : start + chance.randrange(1, 200)]
        else:
            found[at] = chance.randrange(256)
    return bytes(found)


def _exchanged(chance: random.Random, xform: bytes) -> bytes:
    parts = _VALUES.split(xform)  # every second one is an attribute's value
    for _ in range(chance.choice((1, 1, 2, 4))):
        one, other = (chance.randrange(len(parts) // 2) * 2 + 1 for _ in range(2))
        parts[one] = parts[other] if chance.random() < 0.8 else chance.choice(_EXPRESSIONS)
    return b"".join(parts)


def _runs(xform: bytes) -> bool:
    """Take a form through all that happens to one; False where it is refused."""
    try:
        form = parse_xform(xform)
        entry = FormEntry.start(form, World())
    except FormError:
        return False
    for node in list(entry.nodes()):
        with suppress(FormError):  # no value of its type, or no longer there
            entry.answer(node.path, node.choices[0].value if node.choices else "1")
    entry.pages()
    entry.validate()
    entry.submission()
    FormEntry.restore(form, World(), entry.savepoint())
    return True


def damage(seed: int, inputs: int) -> Outcome:
    """Try `inputs` damaged forms; anything but a run or a FormError within two seconds fails."""
    chance = random.Random(seed)  # noqa: S311 - said again by its seed
    forms = [generated_form(f"{seed}/{number}") for number in range(_FORMS)]
    tried = ((f"input {number}", damaged(chance, chance.choice(forms))) for number in range(inputs))
    return try_all(f"Damaged forms, seed {seed}", tried, _runs)
