"""Functions of choices: texts that list values with spaces between them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from forms.xpath.compiled import Code, as_number, as_string, texts
from forms.xpath.functions.signature import Function

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.xpath.context import Context


def _selected(arguments: Sequence[Code]) -> Code:
    chosen, wanted = arguments
    value = as_string(wanted)
    if chosen.kind == "string":
        text = as_string(chosen)
        return Code("boolean", lambda c: f" {value(c).strip()} " in f" {text(c)} ")
    all_texts = texts(chosen)

    def run(c: Context) -> bool:
        found = all_texts(c)
        mark = f" {value(c).strip()} "
        return any(mark in f" {text} " for text in found or [""])

    return Code("boolean", run)


def _selected_at(arguments: Sequence[Code]) -> Code:
    text, place = as_string(arguments[0]), as_number(arguments[1])

    def run(c: Context) -> str:
        values, number = text(c).split(), place(c)
        return values[int(number)] if math.isfinite(number) and 0 <= int(number) < len(values) else ""

    return Code("string", run)


def _count_selected(arguments: Sequence[Code]) -> Code:
    text = as_string(arguments[0])
    return Code("number", lambda c: float(len(text(c).split())))


def _choice_name(arguments: Sequence[Code]) -> Code:
    value, path = as_string(arguments[0]), as_string(arguments[1])
    return Code("string", lambda c: c.environment.choice_label(value(c), path(c), c.current))


FUNCTIONS = {
    "count-selected": Function(1, 1, _count_selected),
    "jr:choice-name": Function(2, 2, _choice_name),
    "selected": Function(2, 2, _selected),
    "selected-at": Function(2, 2, _selected_at),
}
