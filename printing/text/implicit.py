"""UAX #9, rules W1 to I2: numbers, brackets and neutrals take their direction from what stands round them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.text.brackets import paired_brackets

if TYPE_CHECKING:
    from printing.text.explicit import Paragraph
    from printing.text.sequences import Sequence

_NEUTRAL = frozenset({"B", "S", "WS", "ON", "RLI", "LRI", "FSI", "PDI"})
_ISOLATE_ENDS = frozenset({"RLI", "LRI", "FSI", "PDI"})
_AS_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def resolve_sequence(paragraph: Paragraph, sequence: Sequence) -> None:
    """Resolve one isolating run sequence and write its levels into the paragraph."""
    kinds = [paragraph.kinds[index] for index in sequence.indices]
    _marks_and_numbers(kinds, sequence.sos)
    _separators(kinds)
    _terminators(kinds)
    _numbers_after_latin(kinds, sequence.sos)
    _brackets(paragraph, sequence, kinds)
    _neutrals(kinds, sequence)
    for index, kind in zip(sequence.indices, kinds, strict=True):
        paragraph.levels[index] = _implicit_level(sequence.level, kind)


def _marks_and_numbers(kinds: list[str], sos: str) -> None:
    """W1, W2, W3."""
    before = strong = sos
    for place, kind in enumerate(kinds):
        if kind == "NSM":
            kind = "ON" if before in _ISOLATE_ENDS else before  # noqa: PLW2901 - a mark is what it stands on
        before = kind
        if kind == "EN" and strong == "AL":
            kind = "AN"  # noqa: PLW2901
            before = kind
        elif kind in {"L", "R", "AL"}:
            strong = kind
        kinds[place] = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _separators(kinds: list[str]) -> None:
    """W4: one separator between two numbers of one kind joins them."""
    for place in range(1, len(kinds) - 1):
        kind, before, after = kinds[place], kinds[place - 1], kinds[place + 1]
        if before == after and ((kind in {"ES", "CS"} and before == "EN") or (kind == "CS" and before == "AN")):
            kinds[place] = before


def _terminators(kinds: list[str]) -> None:
    """W5 and W6: signs that touch a European number belong to it, all others are neutral."""
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > place:
            touches = (place > 0 and kinds[place - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
            kinds[place:end] = ["EN" if touches else "ON"] * (end - place)
        elif kinds[place] in {"ES", "CS"}:
            kinds[place] = "ON"
        place = max(end, place + 1)


def _numbers_after_latin(kinds: list[str], sos: str) -> None:
    """W7."""
    strong = sos
    for place, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"


def _brackets(paragraph: Paragraph, sequence: Sequence, kinds: list[str]) -> None:
    """N0: both brackets of a pair take one direction."""
    characters = [paragraph.text[index] for index in sequence.indices]
    embedding = "R" if sequence.level % 2 else "L"
    for opening, closing in paired_brackets(characters, kinds):
        inside = {_AS_STRONG[kind] for kind in kinds[opening + 1 : closing] if kind in _AS_STRONG}
        if not inside:
            continue
        context = next((_AS_STRONG[kind] for kind in reversed(kinds[:opening]) if kind in _AS_STRONG), sequence.sos)
        direction = embedding if embedding in inside else context
        for place in (opening, closing):
            kinds[place] = direction
            _marks_on_bracket(paragraph, sequence, kinds, place)


def _marks_on_bracket(paragraph: Paragraph, sequence: Sequence, kinds: list[str], place: int) -> None:
    for after in range(place + 1, len(kinds)):
        if paragraph.original[sequence.indices[after]] != "NSM":
            return
        kinds[after] = kinds[place]


def _neutrals(kinds: list[str], sequence: Sequence) -> None:
    """N1 and N2."""
    embedding = "R" if sequence.level % 2 else "L"
    place = 0
    before = sequence.sos
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > place:
            after = _AS_STRONG[kinds[end]] if end < len(kinds) else sequence.eos
            kinds[place:end] = [before if before == after else embedding] * (end - place)
        if end < len(kinds):
            before = _AS_STRONG[kinds[end]]
        place = end + 1


def _implicit_level(level: int, kind: str) -> int:
    """I1 and I2."""
    if level % 2:
        return level if kind == "R" else level + 1
    return level + {"L": 0, "R": 1, "AN": 2, "EN": 2}[kind]
