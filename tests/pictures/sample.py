"""A question that is drawn: the rows of a spreadsheet, an answer, and a sentence for the author."""

from __future__ import annotations

from dataclasses import dataclass

Row = dict[str, str]
FA, EN = "label::Persian (fa)", "label::English (en)"


@dataclass(frozen=True, slots=True)
class Sample:
    """One picture in each language.

    rows, choices: as in the sheets `survey` and `choices`. answers: by question, given before the picture is taken;
        `fa|en` where they differ.
    told: On was pressed, so faults are shown. on_map: the office has supplied a map.
    """

    name: str
    title: str
    remark: str
    rows: tuple[Row, ...]
    choices: tuple[Row, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    told: bool = False
    on_map: bool = False


def row(kind: str, name: str, fa: str = "", en: str = "", **more: str) -> Row:
    """Return a row of `survey`; in `more`, `hint` and the like carry `fa|en`."""
    found = {"type": kind, "name": name, FA: fa, EN: en}
    for column, value in more.items():
        if "|" in value:
            found[f"{column}::Persian (fa)"], found[f"{column}::English (en)"] = value.split("|")
        else:
            found[column] = value
    return found


def options(name: str, *each: tuple[str, str, str]) -> tuple[Row, ...]:
    """Return rows of `choices` from values with Persian and English words."""
    return tuple({"list_name": name, "name": value, FA: fa, EN: en} for value, fa, en in each)
