"""One answer taken where a question has many: the author is told, with the place."""

import pytest

from assets.texts import say
from forms.check import check_form
from forms.problems import Problem
from tests.forms.scenario import bind, question, xform

IN_SHEETS = """
| survey | | | |
| | type | name | label | calculation |
| | begin repeat | house | House | |
| | integer | rooms | Rooms | |
| | calculate | more | | ${rooms} + 1 |
| | end repeat | | | |
| | calculate | all | | sum(${rooms}) |
| | calculate | one | | ${rooms} * 2 |
"""


def told(calculate: str, *, node: str = "c", count: str = "") -> list[Problem]:
    data = "<n/><house><rooms/><c/></house><c/>"
    body = f'<repeat nodeset="/data/house"{count}>{question("house/rooms")}</repeat>'
    form = xform(data, bind(node, calculate=calculate), body)
    return [problem for problem in check_form(form, name="form") if "several times" in say(problem.text, "en")]


def test_the_author_sees_the_cell() -> None:
    (problem,) = [each for each in check_form(IN_SHEETS.encode(), name="form") if "several" in say(each.text, "en")]
    assert (problem.severity, problem.place.sheet, problem.place.row) == ("warning", "survey", 7)


@pytest.mark.parametrize(
    "calculate",
    ["/data/house/rooms", "../house/rooms + 1", "string(/data/house/rooms)", "if(/data/n, /data/house/rooms, 2)"],
)
def test_one_answer_taken_from_outside_of_the_repeat_is_a_warning(calculate: str) -> None:
    (problem,) = told(calculate)
    assert (problem.severity, problem.place.node) == ("warning", "/data/c")
    assert "/data/house/rooms" in say(problem.text, "en")


@pytest.mark.parametrize(
    "calculate",
    [
        "sum(/data/house/rooms)",
        "join(' ', /data/house/rooms)",
        "/data/house[2]/rooms",
        "count(/data/house[rooms + 1 = 3])",
        "indexed-repeat(/data/house/rooms, /data/house, 1)",
        "/data/n",
    ],
)
def test_what_takes_many_or_says_which_is_right(calculate: str) -> None:
    assert told(calculate) == []


@pytest.mark.parametrize("calculate", ["/data/house/rooms + 1", "../rooms + 1"])
def test_inside_the_repeat_the_same_instance_is_meant(calculate: str) -> None:
    assert told(calculate, node="house/c") == []


@pytest.mark.parametrize(("count", "severity"), [("3", "error"), ("1", "warning"), ("/data/n", "warning")])
def test_where_there_are_always_many_it_is_an_error(count: str, severity: str) -> None:
    assert [problem.severity for problem in told("/data/house/rooms", count=f' jr:count="{count}"')] == [severity]
