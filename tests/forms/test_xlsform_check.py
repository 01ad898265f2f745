"""Checks for authors: each speaks of its own mistake, at the cell, and of nothing in a form that is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from assets.texts import say
from forms.check import check_form
from kiosk.cli.check import check
from tests.forms.scenario import xform

if TYPE_CHECKING:
    from pathlib import Path

    from forms.problems import Problem


def checked(form: str, media: set[str] | None = None) -> list[tuple[str, str | None, int | None, str | None]]:
    """Check a form written as Markdown tables; return severity and cell of each problem."""
    return [_cell(problem) for problem in check_form(form.encode(), name="form", media_files=media)]


def _cell(problem: Problem) -> tuple[str, str | None, int | None, str | None]:
    return problem.severity, problem.place.sheet, problem.place.row, problem.place.column


def test_nothing_is_said_about_a_form_that_is_right() -> None:
    form = """
| survey  |
|         | type             | name        | label    | constraint             |
|         | text             | national_id | ID?      | regex(., '[0-9]{10}')  |
|         | select_one towns | town        | Town?    |                        |
| choices |
|         | list_name        | name        | label    |
|         | towns            | a           | A        |
"""
    assert checked(form) == []


def test_every_unknown_reference_is_named_not_only_the_first() -> None:
    form = """
| survey |
|        | type | name | label       | relevant     |
|        | text | a    | A           |              |
|        | text | b    | B ${gone}   | ${a} = 1     |
|        | text | c    | C           | ${lost} != 1 |
"""
    assert checked(form) == [("error", "survey", 3, "label"), ("error", "survey", 4, "relevant")]


@pytest.mark.parametrize(
    ("column", "expression"),
    [
        ("calculation", "1 +"),
        ("calculation", "because nobody knows"),
        ("relevant", "${a} = 'yes"),
        ("constraint", "nosuchfunction(.)"),
        ("required", "("),
        ("readonly", "${a} = = 1"),
    ],
)
def test_an_expression_that_is_none_is_found_in_its_column(column: str, expression: str) -> None:
    form = f"""
| survey |
|        | type        | name | label | {column} |
|        | text        | a    | A     |          |
|        | begin group | g    | G     |          |
|        | text        | b    | B     | {expression} |
|        | end group   |      |       |          |
"""
    assert checked(form) == [("error", "survey", 4, column)]


def test_a_path_that_leads_nowhere_is_found_in_its_column() -> None:
    form = """
| survey |
|        | type      | name | label | calculation    |
|        | text      | a    | A     |                |
|        | calculate | b    |       | /data/gone + 1 |
"""
    assert checked(form) == [("warning", "survey", 3, "calculation")]


def test_calculations_in_a_circle_are_refused_with_their_names() -> None:
    form = """
| survey |
|        | type      | name | label | calculation |
|        | text      | q    | Q     |             |
|        | calculate | a    |       | ${b} + 1    |
|        | calculate | b    |       | ${a} + 1    |
"""
    problems = check_form(form.encode(), name="form")
    assert [problem.severity for problem in problems] == ["error"]
    assert problems[0].place.row in {3, 4}
    assert all(node in say(problems[0].text, "en") for node in ("/data/a", "/data/b"))


def test_each_missing_translation_is_a_cell() -> None:
    form = """
| survey  |
|         | type          | name | label::Persian (fa) | label::English (en) | hint::Persian (fa) | hint::English (en) |
|         | select_one yn | a    | الف                 |                     |                    |                    |
|         | text          | b    | ب                   | B                   |                    | Look at it         |
| choices |
|         | list_name     | name | label::Persian (fa) | label::English (en) |
|         | yn            | y    | بله                 | Yes                 |
|         | yn            | n    |                     | No                  |
"""
    assert checked(form) == [
        ("warning", "survey", 2, "label::English (en)"),
        ("warning", "survey", 3, "hint::Persian (fa)"),
        ("warning", "choices", 3, "label::Persian (fa)"),
    ]


@pytest.mark.parametrize("name", ["national_id", "bill_id", "payment_id", "sheba", "code_melli", "mobile"])
def test_an_identifier_that_accepts_anything_is_warned_of(name: str) -> None:
    form = f"| survey |\n| | type | name | label |\n| | text | {name} | N |\n"
    assert checked(form) == [("warning", "survey", 2, "constraint")]


def test_an_identifier_kept_as_a_number_loses_its_zeros() -> None:
    form = "| survey |\n| | type | name | label | constraint |\n| | integer | national_id | N | . > 0 |\n"
    assert checked(form) == [("warning", "survey", 2, "type")]


def test_a_name_in_two_groups_is_warned_of_at_the_second() -> None:
    form = """
| survey |
|        | type        | name | label |
|        | text        | a    | A     |
|        | begin group | g    | G     |
|        | text        | a    | A     |
|        | end group   |      |       |
"""
    assert checked(form) == [("warning", "survey", 4, "name")]


def test_a_list_that_nobody_asks_for_is_named_once() -> None:
    form = """
| survey  |
|         | type      | name | label |
|         | text      | a    | A     |
| choices |
|         | list_name | name | label |
|         | towns     | a    | A     |
|         | towns     | b    | B     |
"""
    assert checked(form) == [("warning", "choices", 2, "list_name")]


def test_missing_files_are_found_at_the_cell_that_names_them() -> None:
    form = """
| survey   |
|          | type                           | name | label | media::image |
|          | select_one_from_file towns.csv | town | Town  |              |
|          | note                           | n    | Look  | map.png      |
"""
    missing = [("error", "survey", 2, "type"), ("error", "survey", 3, "media::image")]
    assert checked(form, set()) == missing
    assert checked(form, {"towns.csv"}) == missing[1:]
    assert checked(form, {"towns.csv", "map.png"}) == []
    assert checked(form) == [], "nobody looked"


def test_the_forms_own_entity_list_comes_from_the_central_service() -> None:
    form = """
| survey   |
|          | type         | name  | label | save_to |
|          | text         | a     | A     | a       |
|          | csv-external | cases |       |         |
| entities |
|          | list_name    | label |
|          | cases        | ${a}  |
"""
    assert checked(form, set()) == []


def test_an_xform_is_checked_by_its_nodes() -> None:
    form = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>
        <instance><data id="x"><a/></data></instance><bind nodeset="/data/a" calculate="1 +"/></model></h:head>
        <h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>"""
    problems = check_form(form.encode(), name="form")
    assert [(problem.severity, problem.place.node) for problem in problems] == [("error", "/data/a")]


def test_a_calculation_that_is_no_expression_is_refused_at_its_cell(shared: Path) -> None:
    problems = check_form((shared / "forms/bad/bad_calc.xlsx").read_bytes(), name="bad_calc")
    assert [_cell(problem) for problem in problems] == [("error", "survey", 2, "calculation")]


def test_the_command_lists_problems_and_ends_with_one_only_on_errors(tmp_path: Path) -> None:
    def run(form: str, *options: str) -> tuple[int, str]:
        path = tmp_path / "form.md"
        path.write_text(form, encoding="utf-8")
        result = CliRunner().invoke(check, [str(path), *options])
        return result.exit_code, result.output

    right = "| survey |\n| | type | name | label |\n| | text | a | A |\n"
    assert run(right) == (0, "No problem found.\n")
    code, output = run(right.replace("| a |", "| national_id |"))
    assert code == 0
    assert output.startswith("warning: survey, row 2, column constraint: ")
    code, output = run(right.replace("| A |", "| A ${gone} |"))
    assert code == 1
    assert "error: survey, row 2, column label: " in output
    assert "خطا: survey" in run(right.replace("| A |", "| A ${gone} |"), "--language", "fa")[1]


def test_the_folder_beside_the_form_holds_its_media(tmp_path: Path) -> None:
    form = tmp_path / "form.md"
    form.write_text("| survey |\n| | type | name | label |\n| | select_one_from_file t.csv | a | A |\n")
    assert CliRunner().invoke(check, [str(form)]).exit_code == 0
    beside = tmp_path / "form-media"
    beside.mkdir()
    assert CliRunner().invoke(check, [str(form)]).exit_code == 1
    (beside / "t.csv").write_text("name,label\na,A\n")
    assert CliRunner().invoke(check, [str(form)]).exit_code == 0


@pytest.mark.parametrize("language", ["en", "fa"])
def test_whatever_it_is_given_the_command_ends_with_a_summary(shared: Path, language: str) -> None:
    forms = sorted(path for path in (shared / "forms").glob("*/*") if path.suffix in {".xlsx", ".xls", ".xml"})
    assert forms
    for form in forms:
        result = CliRunner().invoke(check, [str(form), "--language", language])
        assert isinstance(result.exception, SystemExit | None), form
        assert result.exit_code == (1 if form.parent.name == "bad" else 0), form
        lines = result.output.splitlines()
        severities = ("error: ", "warning: ", "    ") if language == "en" else ("خطا: ", "هشدار: ", "    ")
        assert all(line.startswith(severities) for line in lines[:-1]), form
        assert lines[-1].split() != [], form


PICTURES = """
| survey | | | | | | |
| | type | name | label::Persian (fa) | label::English (en) | {header} | {other} |
| | text | a | الف | A | a.png | {file} |
| settings | form_id | default_language |
| | form | Persian (fa) |
"""


def test_a_picture_for_no_language_is_told_with_the_column_it_needs() -> None:
    form = PICTURES.format(header="media::image", other="hint", file="")
    (problem,) = [each for each in check_form(form.encode(), name="form") if "no language" in say(each.text, "en")]
    assert (problem.place.row, problem.place.column) == (2, "media::image")
    assert "media::image::Persian (fa)" in say(problem.text, "en")


def test_a_picture_that_one_language_lacks_is_told() -> None:
    both = {"header": "media::image::Persian (fa)", "other": "media::image::English (en)"}
    assert checked(PICTURES.format(**both, file="b.png")) == []
    assert checked(PICTURES.format(**both, file="")) == [("warning", "survey", 2, "media::image::English (en)")]


def test_an_xform_that_lacks_a_picture_in_one_language_is_told() -> None:
    texts = '<text id="t"><value>words</value>{image}</text>'
    image = '<value form="image">jr://images/a.png</value>'
    translations = "".join(
        f'<translation lang="{name}">{texts.format(image=shown)}</translation>'
        for name, shown in (("fa", image), ("en", ""))
    )
    form = xform(
        "<a/>", "", '<input ref="/data/a"><label ref="jr:itext(\'t\')"/></input>', f"<itext>{translations}</itext>"
    )
    (problem,) = check_form(form, name="form")
    assert problem.place.node == "t"
    assert all(word in say(problem.text, "en") for word in ("image", "en"))
