"""The part of `docs/forms.md` that shows every question beside the rows that make it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.pictures.samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.pictures.sample import Row, Sample

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "forms.md"
PICTURES = ROOT / "docs" / "pictures" / "questions"
BEGIN, END = "<!-- questions: written by python -m tests.pictures -->", "<!-- end of questions -->"


def picture_name(sample: Sample, language: str) -> str:
    """Return the file name of the picture of `sample` in `language`."""
    return f"{sample.name}-{language}.png"


def section() -> str:
    """Return the whole part, from its first to its last mark."""
    return "\n\n".join([BEGIN, *map(_part, SAMPLES), END])


def with_section(page: str) -> str:
    """Return the text of `page` with its part written anew."""
    before, rest = page.split(BEGIN)
    return before + section() + rest.split(END)[1]


def _part(sample: Sample) -> str:
    parts = [f"### {sample.title}", sample.remark, _table(sample.rows)]
    if any(column.startswith("media") for choice in sample.choices for column in choice):
        parts.append(_table(sample.choices))
    shown = [
        f'<img src="pictures/questions/{picture_name(sample, each)}" width="400" alt="{sample.title}, {words}">'
        for each, words in (("fa", "in Persian"), ("en", "in English"))
    ]
    return "\n\n".join([part for part in parts if part] + ["\n".join(shown)])


def _table(rows: Sequence[Row]) -> str:
    columns = [
        column for column in dict.fromkeys(name for row in rows for name in row) if any(r.get(column) for r in rows)
    ]
    lines = [columns, ["---"] * len(columns)]
    lines += [[_cell(column, row.get(column, "")) for column in columns] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(column: str, value: str) -> str:
    return value if not value or ("::" in column and "media" not in column) else f"`{value}`"
