"""What the form says about its paper, from attributes that other programs pass over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.parse.names import XFORMS, q, static_path
from forms.printing import LAST_FOUR, MOST_COPIES, NAMESPACE, WIDEST, PrintHint, PrintLayout

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"no", "false", "false()"})
_OURS = f"{{{NAMESPACE}}}"


def read_layout(model: _Element, body: _Element, root: str, known: Collection[str]) -> PrintLayout:
    """Return the layout; what is not understood is as if it were not there."""
    settings = {name[len(_OURS) :]: value for name, value in _ours(body)}
    hints = {}
    for bind in model.iterfind(q(XFORMS, "bind")):
        written = dict(_ours(bind))
        path = static_path(bind.get("nodeset") or "", root) if written else None
        if path is not None and path in known:
            hints[path] = _hint({name[len(_OURS) :]: value.strip().lower() for name, value in written.items()})
    return PrintLayout(_by_language(settings, "letterhead"), _by_language(settings, "footer"), _copies(settings), hints)


def _ours(element: _Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items() if str(name).startswith(_OURS)]


def _hint(written: dict[str, str]) -> PrintHint:
    on_copy = written.get("a4", "")
    mask = written.get("mask", "")
    return PrintHint(
        on_copy=on_copy not in _NO,
        on_receipt=written.get("receipt", "") in _YES,
        width=width_of(on_copy),
        mask="yes" if mask in _YES else LAST_FOUR if mask == LAST_FOUR else "",
        order=_number(written.get("order", "")),
    )


def width_of(word: str) -> int | None:
    """Return 1 to 10 for `w1` to `w10`, None for any other word."""
    digits = word[1:] if word.startswith("w") else ""
    return int(digits) if digits.isdecimal() and 1 <= int(digits) <= WIDEST else None


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None


def _copies(settings: dict[str, str]) -> int:
    written = settings.get("copies", "")
    return min(max(int(written), 1), MOST_COPIES) if written.isdecimal() else 1


def _by_language(settings: dict[str, str], name: str) -> dict[str, str]:
    found = {key.partition(".")[2]: value for key, value in settings.items() if key.partition(".")[0] == name}
    return {language: value for language, value in found.items() if value}
