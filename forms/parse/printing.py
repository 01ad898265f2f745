"""What the form says about its paper, from attributes that other programs pass over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.parse.names import XFORMS, q, static_path
from forms.printing import LAST_FOUR, MOST_COPIES, NAMESPACE, WIDEST, PrintHint, PrintLayout

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml.etree import _Element

    from forms.definition import Control

_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"no", "false", "false()"})
_OURS = f"{{{NAMESPACE}}}"


def read_layout(
    model: _Element, body: _Element, root: str, known: Collection[str], controls: Sequence[Control]
) -> PrintLayout:
    """Return the layout; what is not understood is as if it were not there.

    Where the form does not speak of the paper the screen counts: a width of `w1` to `w10` is one there too, and what
    is masked before who looks over the shoulder lies open on no paper.
    """
    settings = {name[len(_OURS) :]: value for name, value in _ours(body)}
    written = _written(model, root, known)
    looks = dict(_appearances(controls))
    found = {path: _hint(written.get(path, {}), looks.get(path, ())) for path in written.keys() | looks.keys()}
    hints = {path: hint for path, hint in found.items() if hint != PrintHint()}
    return PrintLayout(_by_language(settings, "letterhead"), _by_language(settings, "footer"), _copies(settings), hints)


def _written(model: _Element, root: str, known: Collection[str]) -> dict[str, dict[str, str]]:
    """Return what binds say about paper, by the path of their node."""
    found = {}
    for bind in model.iterfind(q(XFORMS, "bind")):
        ours = _ours(bind)
        path = static_path(bind.get("nodeset") or "", root) if ours else None
        if path is not None and path in known:
            found[path] = {name[len(_OURS) :]: value.strip().lower() for name, value in ours}
    return found


def _appearances(controls: Sequence[Control]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield path and appearance of every question; those of groups are about the screen alone."""
    for control in controls:
        if control.tag in ("group", "repeat"):
            yield from _appearances(control.children)
        elif control.ref is not None and control.appearance:
            yield control.ref, control.appearance


def _ours(element: _Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items() if str(name).startswith(_OURS)]


def _hint(written: dict[str, str], appearance: tuple[str, ...]) -> PrintHint:
    on_copy = written.get("a4", "")
    return PrintHint(
        on_copy=on_copy not in _NO,
        on_receipt=written.get("receipt", "") in _YES,
        width=next((width for word in (on_copy, *appearance) if (width := _width_of(word))), None),
        mask=_mask(written.get("mask", ""), appearance),
        order=_number(written.get("order", "")),
    )


def _mask(word: str, appearance: tuple[str, ...]) -> str:
    if word == LAST_FOUR:
        return LAST_FOUR
    return "yes" if word in _YES or ("masked" in appearance and word not in _NO) else ""


def _width_of(word: str) -> int | None:
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
