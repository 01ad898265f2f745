"""`pishkhan places`: cuts the place lists of an office's package out of the full table of divisions."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LISTS: Final = {
    "province": "provinces.csv",
    "county": "counties.csv",
    "district": "districts.csv",
    "rural_district": "rural_districts.csv",
    "village": "villages.csv",
}
_COLUMNS = ("level", "code", "name", "parent")
_ALPHABET = {letter: place for place, letter in enumerate("ءآاأإؤئبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهةی")}


@click.command()
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--villages", "prefixes", multiple=True, metavar="CODE", help="Keep villages whose code begins so.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the lists.")
def places(table: Path, prefixes: tuple[str, ...], out: Path) -> None:
    """Cut place lists from TABLE (level,code,name,parent as CSV, also .gz).

    Divisions down to the rural district are kept for the whole country; villages only under the given codes,
    all of them when none is given. The lists are those that the crop damage form reads.
    """
    lists = cut(_rows(table), prefixes)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in lists.items():
        (out / name).write_bytes(content)
        click.echo(f"{name}: {len(content.splitlines()) - 1}")


def cut(rows: Iterable[Mapping[str, str]], prefixes: Sequence[str]) -> dict[str, bytes]:
    """Return the five lists as CSV bytes (name = code, label, parent), sorted as Persian readers look them up."""
    kept: dict[str, list[Mapping[str, str]]] = {level: [] for level in LISTS}
    for row in rows:
        if row["level"] in kept and (row["level"] != "village" or _below(row["code"], prefixes)):
            kept[row["level"]].append(row)
    return {LISTS[level]: _csv(sorted(found, key=_reading_order)) for level, found in kept.items()}


def _below(code: str, prefixes: Sequence[str]) -> bool:
    return not prefixes or code.startswith(tuple(prefixes))


def _reading_order(row: Mapping[str, str]) -> tuple[str, list[int], str]:
    # Unicode puts پ چ ژ ک گ ی after all other letters.
    return row["parent"], [_ALPHABET.get(letter, -1) for letter in row["name"]], row["code"]


def _csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("name", "label", "parent"))
    writer.writerows((row["code"], row["name"], row["parent"]) for row in rows)
    return text.getvalue().encode()


def _rows(table: Path) -> list[dict[str, str]]:
    raw = table.read_bytes()
    text = (gzip.decompress(raw) if table.suffix == ".gz" else raw).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    if not set(_COLUMNS) <= set(rows.fieldnames or ()):
        raise click.ClickException(f"{table.name} needs the columns {', '.join(_COLUMNS)}")
    return list(rows)
