"""Spreadsheets become forms; what is wrong with one is said in plain words at its cell."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from assets import read
from assets.texts import say
from forms import workbook as workbooks
from forms.errors import FormRefused
from forms.xlsform import Conversion, to_xform

if TYPE_CHECKING:
    from pathlib import Path

    from forms.problems import Problem

SHORT = b"| survey |\n| | type | name | label |\n| | text | q | What? |\n"


def refusal(data: bytes) -> tuple[Problem, ...]:
    """Convert `data`, which must be refused, and return why."""
    with pytest.raises(FormRefused) as caught:
        to_xform(data, name="form")
    return caught.value.problems


def sheets(**content: list[list[str]]) -> bytes:
    """Return an xlsx with these sheets, rows from the header on."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stored = BytesIO()
    book.save(stored)
    return stored.getvalue()


def test_every_kind_of_spreadsheet_gives_the_same_form() -> None:
    rows = [["type", "name", "label"], ["text", "q", "What?"]]
    as_csv = b'"survey"\n,"type","name","label"\n,"text","q","What?"\n'
    forms = {to_xform(data, name="form").xform for data in (SHORT, as_csv, sheets(survey=rows))}
    assert len(forms) == 1
    assert b'<data id="form"' in forms.pop()


def test_settings_name_the_form_before_the_file_does() -> None:
    settings_sheet = [["form_id", "version"], ["from_settings", "2026112201"]]
    data = sheets(survey=[["type", "name", "label"], ["text", "q", "What?"]], settings=settings_sheet)
    assert b'id="from_settings" version="2026112201"' in to_xform(data, name="form").xform


def test_external_choices_become_a_media_file() -> None:
    data = sheets(
        survey=[
            ["type", "name", "label", "choice_filter"],
            ["select_one_external towns", "town", "Town?", "state='a'"],
        ],
        external_choices=[["list_name", "name", "label", "state"], ["towns", "t1", "Town 1", "1"]],
    )
    assert b"t1" in to_xform(data, name="form").media["itemsets.csv"]


@pytest.mark.parametrize(
    ("survey", "choices", "row", "column"),
    [
        ([["type", "name", "label"], ["text", "a", "A"], ["text", "b", "B ${gone}"]], None, 3, "label"),
        ([["type", "name", "label", "relevant"], ["text", "a", "A", "${gone} = 1"]], None, 2, "relevant"),
        ([["type", "name", "label"], ["calculate", "a", ""]], None, 2, "calculation"),
        ([["type", "name", "label"], ["text", "a b", "A"]], None, 2, "name"),
        ([["type", "name", "label"], ["text", "a", "A"], ["text", "a", "B"]], None, 3, "name"),
        ([["type", "name", "label"], ["", "a", "A"]], None, 2, "type"),
        ([["type", "name", "label"], ["text", "", "A"]], None, 2, "name"),
        ([["type", "name", "label"], ["txet", "a", "A"]], None, 2, "type"),
        ([["type", "name", "label"], ["text", "a", "A"], ["begin group", "g", "G"]], None, 3, "type"),
        ([["type", "name", "label"], ["text", "a", "A"], ["end group", "", ""]], None, 3, "type"),
        ([["type", "name", "label"], ["select_one gone", "a", "A"]], [["list_name", "name"], ["x", "1"]], 2, "type"),
    ],
)
def test_a_mistake_is_found_at_its_cell(
    survey: list[list[str]], choices: list[list[str]] | None, row: int, column: str
) -> None:
    data = sheets(survey=survey, choices=choices) if choices else sheets(survey=survey)
    error = next(problem for problem in refusal(data) if problem.severity == "error")
    assert (error.place.sheet, error.place.row, error.place.column) == ("survey", row, column)
    assert error.detail, "the converter's own message stays for the author"
    assert say(error.text, "fa") != say(error.text, "en"), "said in Persian too"


def test_a_choice_without_a_name_is_found_on_the_choices_sheet() -> None:
    data = sheets(
        survey=[["type", "name", "label"], ["select_multiple c", "a", "A"]],
        choices=[["list_name", "name", "label"], ["c", "one", "One"], ["c", "two words", "Two"]],
    )
    assert [(p.place.sheet, p.place.row, p.place.column) for p in refusal(data)] == [("choices", 3, "name")]


def test_columns_of_the_same_header_are_both_named() -> None:
    problems = refusal(sheets(survey=[["type", "name", "label", "label"], ["text", "a", "A", "B"]]))
    assert [(p.place.sheet, p.place.row, p.place.column) for p in problems] == [("survey", 1, "label")]


@pytest.mark.parametrize(
    ("name", "sheet", "row", "column"),
    [
        ("calculate_without_calculation.xls", "survey", 34, "calculation"),
        ("duplicate_columns.xlsx", "survey", 1, "label"),
    ],
)
def test_bad_forms_from_elsewhere_are_refused_at_their_cell(
    shared: Path, name: str, sheet: str, row: int, column: str
) -> None:
    error = next(p for p in refusal((shared / "forms/bad" / name).read_bytes()) if p.severity == "error")
    assert (error.place.sheet, error.place.row, error.place.column) == (sheet, row, column)


def test_forms_from_elsewhere_convert_and_every_warning_has_a_sheet(shared: Path) -> None:
    for path in sorted((shared / "forms/xlsform").glob("*.xls*")):
        conversion = to_xform(path.read_bytes(), name=path.stem)
        assert b"<h:html" in conversion.xform
        assert [problem for problem in conversion.problems if problem.place.sheet is None] == [], path.name


def encrypted_container() -> bytes:
    """Return what a spreadsheet program writes for a workbook with a password: not a zip, but an OLE container."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (read("forms/bill_payment.xlsx")[:5000], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (encrypted_container(), "password"),
        (b"\x89PNG\r\n\x1a\n", "not a spreadsheet"),
        ("یک نامه".encode(), "not a spreadsheet"),
        (b"name_key,name\nmango,Mango\n", "not a spreadsheet"),
        (sheets(data=[["a", "b"]], other=[["c", "d"]]), "no sheet named survey"),
    ],
)
def test_what_is_no_form_is_refused_plainly(data: bytes, said: str) -> None:
    problems = refusal(data)
    assert said in say(problems[0].text, "en")
    assert say(problems[0].text, "fa") != say(problems[0].text, "en")


def test_an_old_workbook_that_runs_in_a_circle_is_refused_and_not_read_for_ever(shared: Path) -> None:
    data = bytearray((shared / "forms/xlsform/calculate.xls").read_bytes())
    (short_table,) = struct.unpack("<i", data[60:64])  # the sector that says which short sector follows which
    struct.pack_into("<128i", data, 512 + 512 * short_table, *range(128))
    assert "damaged" in say(refusal(bytes(data))[0].text, "en")


def test_a_damaged_old_workbook_prints_nothing(shared: Path, capfd: pytest.CaptureFixture[str]) -> None:
    refusal((shared / "forms/xlsform/calculate.xls").read_bytes()[:3000])
    assert capfd.readouterr() == ("", "")


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked() -> None:
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(workbooks.MOST_UNPACKED + 1))
    assert len(stored.getvalue()) < 1024 * 1024
    assert "unpacks to more than" in say(refusal(stored.getvalue())[0].text, "en")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8_000), st.binary(min_size=1, max_size=40)), max_size=6))
def test_a_damaged_spreadsheet_never_does_worse_than_a_refusal(damage: list[tuple[int, bytes]]) -> None:
    data = bytearray(read("forms/bill_payment.xlsx"))
    for place, noise in damage:
        data[place : place + len(noise)] = noise
    try:
        result: object = to_xform(bytes(data), name="form")
    except FormRefused as refused:
        result = refused.problems
    assert isinstance(result, Conversion) or result
