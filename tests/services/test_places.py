"""The divisions of the country: whole, consistent, cut to what an office needs, and quick at their real size."""

from __future__ import annotations

import csv
import gzip
import io
import random
import time
from typing import TYPE_CHECKING

from click.testing import CliRunner

from assets import read
from assets.services import CROP_DAMAGE
from forms.entry import FormEntry
from forms.world import World
from kiosk.cli.places import LISTS, cut, places
from tests.services.conftest import NOW, form_of

if TYPE_CHECKING:
    from pathlib import Path

TABLE = (
    ("province", "01", "گیلان", ""),
    ("province", "12", "کردستان", ""),
    ("county", "0101", "آستارا", "01"),
    ("district", "010101", "مرکزی", "0101"),
    ("rural_district", "0101010001", "حیران", "010101"),
    ("city", "0101011101", "آستارا", "010101"),
    ("village", "0101010001000003", "یلن", "0101010001"),
    ("village", "0101010001000002", "پلاسی", "0101010001"),
    ("village", "0101010001000001", "تول", "0101010001"),
    ("village", "1201010001000001", "دوردست", "1201010001"),
)
ROWS = [dict(zip(("level", "code", "name", "parent"), row, strict=True)) for row in TABLE]


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(f"places/{name}").decode())))


def test_every_place_lies_in_one_of_the_level_above() -> None:
    above: set[str] = {""}
    for name in LISTS.values():
        rows = table(name)
        assert {row["parent"] for row in rows} <= above
        assert len({row["name"] for row in rows}) == len(rows), "codes are unique"
        assert [row for row in rows if not row["label"] or not row["name"].startswith(row["parent"])] == []
        above = {row["name"] for row in rows}


def test_the_country_is_whole_and_two_provinces_have_their_villages() -> None:
    assert len(table("provinces.csv")) == 31
    assert {row["name"][:2] for row in table("rural_districts.csv")} == {row["name"] for row in table("provinces.csv")}
    assert {row["name"][:2] for row in table("villages.csv")} == {"01", "12"}


def test_the_form_reads_exactly_these_lists() -> None:
    assert {name.rpartition("/")[2] for name in CROP_DAMAGE.media} == set(LISTS.values())


def test_an_office_gets_the_villages_of_its_own_codes_in_reading_order() -> None:
    lists = cut(ROWS, ["01"])
    assert lists["villages.csv"].decode().splitlines() == [
        "name,label,parent",
        "0101010001000002,پلاسی,0101010001",
        "0101010001000001,تول,0101010001",
        "0101010001000003,یلن,0101010001",
    ]
    assert lists["provinces.csv"].count(b"\n") == 3
    assert "دوردست" in cut(ROWS, [])["villages.csv"].decode()


def test_the_command_writes_what_it_cuts(tmp_path: Path) -> None:
    source = tmp_path / "table.csv.gz"
    text = "level,code,name,parent\n" + "".join(",".join(row) + "\n" for row in TABLE)
    source.write_bytes(gzip.compress(text.encode()))
    result = CliRunner().invoke(places, [str(source), "--villages", "12", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert "villages.csv: 1" in result.output
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == cut(ROWS, ["12"])


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "table.csv"
    source.write_text("a,b\n1,2\n")
    result = CliRunner().invoke(places, [str(source), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "needs the columns level, code, name, parent" in result.output


def test_all_villages_of_the_country_answer_within_a_frame(shared: Path) -> None:
    with gzip.open(shared / "data/places.csv.gz", "rt", encoding="utf-8") as source:
        lists = cut(csv.DictReader(source), [])
    assert lists["villages.csv"].count(b"\n") > 98_000
    world = World(now=lambda: NOW, random=random.Random(1), resources=lists)  # noqa: S311 - the same every time
    entry = FormEntry.start(form_of("crop_damage"), world, language="fa")
    choose(entry, ("01", "0101", "010101", "0101010001"))  # the first use reads the lists
    kurdistan, gilan = ("12", "1201", "120101", "1201010001"), ("01", "0101", "010101", "0101010001")
    rounds = [max(choose(entry, kurdistan), choose(entry, gilan)) for _ in range(3)]
    # The best of three: other programs on the machine are not what is measured here.
    assert min(rounds) < 0.016, "an answer, its recompute and the next list in one frame of a 60 Hz screen"


def choose(entry: FormEntry, way: tuple[str, ...]) -> float:
    """Answer the divisions in `way` down to the villages; return the slowest answer with its list, in seconds."""
    questions = ("province", "county", "district", "rural_district", "village")
    slowest = 0.0
    for question, code, following in zip(questions, way, questions[1:], strict=False):
        before = time.perf_counter()
        entry.answer(f"/data/place/{question}", code)
        choices = entry.node(f"/data/place/{following}").choices
        slowest = max(slowest, time.perf_counter() - before)
        assert choices, f"{following} of {code}"
    return slowest
