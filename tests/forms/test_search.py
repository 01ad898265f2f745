"""`search()` in an appearance: choices from a table beside the form, filtered by what was answered."""

import pytest

from assets.texts import say
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, form_of, question, xform

TABLE = {
    "villages.csv": (
        "code,fa,en,county,province\n"
        "v1,ده‌بالا,Deh Bala,Taft,Yazd\nv2,ده‌نو,Deh No,Taft,Yazd\n"
        "v3,نصرآباد,Nasrabad,Mehriz,Yazd\nv4,دهکده,Dehkade,Rey,Tehran\n"
    ).encode()
}
FORM = """
| survey | | | | |
| | type | name | label | appearance |
| | text | county | County | |
| | text | part | Part of the name | |
| | select_one places | village | Village | {search} |
| choices | | | |
| | list_name | name | label |
| | places | code | {label} |
| | places | 99 | Another |
"""
IN_TWO_LANGUAGES = """
| survey | | | | | |
| | type | name | label::Persian (fa) | label::English (en) | appearance |
| | select_one places | village | روستا | Village | search('villages') |
| choices | | | | |
| | list_name | name | label::Persian (fa) | label::English (en) |
| | places | code | fa | en |
| | places | 99 | دیگر | Another |
"""


def village(search: str, label: str = "en") -> Scenario:
    return Scenario.of(FORM.format(search=search, label=label), TABLE)


def test_every_row_of_the_table_is_a_choice_where_the_form_names_its_columns() -> None:
    form = village("search('villages')")
    assert form.choices_of("village") == ["v1", "v2", "v3", "v4", "99"]
    assert form.entry.form.media == ("villages.csv",)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("search('villages', 'matches', 'county', ${county})", ["v1", "v2"]),
        ("minimal search('villages.csv', 'matches', 'county', ${county})", ["v1", "v2"]),
        ("search('villages', 'startsWith', 'en', ${part})", ["v1", "v2", "v4"]),
        ("search('villages', 'startswith', 'en', 'dEH')", ["v1", "v2", "v4"]),
        ("search('villages', 'contains', 'county en', 'TAF')", ["v1", "v2"]),
        ("search('villages', 'contains', 'en,county', 'a')", ["v1", "v2", "v3", "v4"]),
        ("search('villages', 'endswith', 'en', 'No')", ["v2"]),
        ("search('villages', 'startswith', 'en', ${part}, 'province', 'Yazd')", ["v1", "v2"]),
    ],
)
def test_rows_are_found_by_what_was_answered(search: str, found: list[str]) -> None:
    form = village(search)
    form.answer("county", "Taft")
    form.answer("part", "Deh")
    assert form.choices_of("village") == [*found, "99"]


def test_an_answer_that_is_no_longer_found_is_dropped_and_a_written_one_stays() -> None:
    form = village("search('villages', 'matches', 'county', ${county})")
    form.answer("county", "Taft")
    form.answer("village", "v2")
    assert "/data/village" in form.answer("county", "Rey").choices
    assert form.value_of("village") == ""
    form.answer("village", "99")
    form.answer("county", "Taft")
    assert form.value_of("village") == "99"


def test_a_label_may_have_several_columns_and_the_same_row_is_offered_once() -> None:
    form = village("search('villages')", label="county, province").node("village")
    assert [choice.text for choice in form.choices] == [
        "Taft (province: Yazd)",
        "Taft (province: Yazd)",
        "Mehriz (province: Yazd)",
        "Rey (province: Tehran)",
        "Another",
    ]
    distinct = Scenario.of(
        FORM.format(search="search('villages')", label="county").replace("| code", "| county"), TABLE
    )
    assert distinct.choices_of("village") == ["Taft", "Mehriz", "Rey", "99"]


def test_rows_stand_in_the_order_of_the_column_sortby() -> None:
    table = b"code,en,sortby\nv1,A,10\nv2,B,9\nv3,C,\nv4,D,2.5\n"
    form = Scenario.of(FORM.format(search="search('villages')", label="en"), {"villages.csv": table})
    assert form.choices_of("village") == ["v4", "v2", "v1", "v3", "99"]


def test_the_same_value_is_offered_once_and_a_row_without_words_shows_its_value() -> None:
    table = b"code,en\nv1,A\nv1,B\nv2,\n"
    form = Scenario.of(FORM.format(search="search('villages')", label="en"), {"villages.csv": table})
    assert [(choice.value, choice.text) for choice in form.node("village").choices][:-1] == [("v1", "A"), ("v2", "v2")]


def test_a_column_of_the_table_may_name_pictures() -> None:
    table = {"villages.csv": b"code,en,photo\nv1,A,a.png\nv2,B,\n"}
    columns = FORM.replace("| list_name | name | label |", "| list_name | name | label | media::image |")
    columns = columns.replace("| places | code | {label} |", "| places | code | en | photo |")
    columns = columns.replace("| places | 99 | Another |", "| places | 99 | Another | |")
    form = Scenario.of(columns.format(search="search('villages')"), table)
    assert [choice.label.image for choice in form.node("village").choices] == ["a.png", None, None]
    assert form.entry.form.media == ("villages.csv",), "the column is no file"


def test_each_language_has_its_own_column() -> None:
    form = Scenario(form_of(IN_TWO_LANGUAGES), TABLE, "fa")
    assert [choice.text for choice in form.node("village").choices][::4] == ["ده‌بالا", "دیگر"]
    form.entry.set_language("en")
    assert [choice.text for choice in form.node("village").choices][::4] == ["Deh Bala", "Another"]


def test_what_is_relative_in_a_repeat_is_so_to_the_question() -> None:
    search = "search('villages', 'matches', 'county', ../county)"
    inside = "<item><label>en</label><value>code</value></item>"
    body = question("rep/county") + question("rep/village", "select1", inside, appearance=search)
    form = Scenario.of_xform(
        xform("<rep><county/><village/></rep>", "", f'<repeat nodeset="/data/rep">{body}</repeat>'), TABLE
    )
    form.add("rep")
    form.answer("rep[2]/county", "Mehriz")
    assert (form.choices_of("rep[1]/village"), form.choices_of("rep[2]/village")) == ([], ["v3"])


@pytest.mark.parametrize(
    "search", ["search()", "search('t', 'sounds', 'a', 'b')", "search('a/b')", "search('t', 'matches', ., 'b')"]
)
def test_a_search_that_cannot_be_done_is_a_warning_for_the_author(search: str) -> None:
    inside = "<item><label>en</label><value>code</value></item>"
    form = parse_xform(xform("<a/>", "", question("a", "select1", inside, appearance=search)))
    (problem,) = form.problems
    assert (problem.severity, problem.place.node) == ("warning", "/data/a")
    assert search in say(problem.text, "en")


def test_a_table_that_is_not_there_offers_what_is_written() -> None:
    form = Scenario.of(FORM.format(search="search('villages')", label="en"))
    assert form.choices_of("village") == ["99"]
    assert "villages.csv" in say(form.entry.problems[-1].text, "en")
