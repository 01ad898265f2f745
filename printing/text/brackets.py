"""UAX #9, BD14 to BD16: which brackets of a sequence belong together."""

from __future__ import annotations

_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧"
    "⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩"
    "⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CLOSES = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CLOSING = frozenset(_CLOSES.values())
_DEPTH = 63


def paired_brackets(characters: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    """Return the places of (opening, closing) brackets in the order of the opening ones; it stops at 63 open ones."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, raw in enumerate(characters):
        character = _CANONICAL.get(raw, raw)
        if kinds[place] != "ON":
            continue
        if character in _CLOSES:
            if len(waiting) == _DEPTH:
                break
            waiting.append((_CLOSES[character], place))
        elif character in _CLOSING:
            opening = next((i for i in range(len(waiting) - 1, -1, -1) if waiting[i][0] == character), None)
            if opening is not None:
                pairs.append((waiting[opening][1], place))
                del waiting[opening:]
    return sorted(pairs)
