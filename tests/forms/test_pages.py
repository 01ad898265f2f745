"""Pages: what a person walks through, in order, now."""

import pytest

from tests.forms.scenario import Scenario, bind, question, xform

TABLE = """
| survey | | | | | |
| | type         | name    | label     | appearance | relevant     |
| | text         | name    | Name      |            |              |
| | integer      | age     | Age       |            |              |
| | begin group  | work    | Work      |            | ${age} >= 15 |
| | text         | job     | Job       |            |              |
| | begin group  | hours   | Hours     | field-list |              |
| | time         | from    | From      |            |              |
| | time         | to      | To        |            |              |
| | end group    |         |           |            |              |
| | end group    |         |           |            |              |
| | begin repeat | child   | Child     |            |              |
| | text         | called  | Called    |            |              |
| | end repeat   |         |           |            |              |
| | note         | thanks  | Thank you |            |              |
"""


def test_one_question_a_page_and_one_page_a_field_list() -> None:
    form = Scenario.of(TABLE)
    assert form.pages() == ["/data/name", "/data/age", "/data/child[1]", "/data/child[1]/called", "/data/thanks"]
    form.answer("age", "40")
    assert form.pages()[2:4] == ["/data/work/job", "/data/work/hours/from /data/work/hours/to"]
    listed = form.entry.pages()[3]
    assert (listed.kind, listed.sections, listed.title) == ("field-list", ("Work",), "Hours")
    assert form.entry.pages()[2].sections == ("Work",)


def test_a_repeat_is_a_list_followed_by_the_pages_of_its_instances() -> None:
    form = Scenario.of(TABLE)
    form.add("child")
    listed = next(page for page in form.entry.pages() if page.kind == "repeat")
    assert (listed.refs, listed.repeat) == (("/data/child[1]", "/data/child[2]"), "/data/child")
    assert (listed.can_change, listed.title, listed.instance) == (True, "Child", None)
    inside = [page for page in form.entry.pages() if page.instance == "/data/child[2]"]
    assert [page.refs for page in inside] == [("/data/child[2]/called",)]
    assert inside[0].sections == ("Child",)
    form.remove("child[1]")
    form.remove("child[1]")
    assert "" in form.pages()


def test_a_note_is_a_page_to_be_read() -> None:
    form = Scenario.of(TABLE)
    assert form.entry.pages()[-1].kind == "note"


def test_counted_instances_are_walked_through_without_a_list() -> None:
    body = question("n") + f'<repeat nodeset="/data/rep" jr:count="/data/n">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform("<n>2</n><rep><x/></rep>", bind("n", type="int"), body))
    assert form.pages() == ["/data/n", "/data/rep[1]/x", "/data/rep[2]/x"]


def test_an_empty_repeat_is_shown_only_where_it_would_be_asked() -> None:
    body = question("n") + f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    data = '<n/><rep jr:template=""><x/></rep>'
    form = Scenario.of_xform(xform(data, bind("rep", relevant="/data/n = 1"), body))
    assert form.pages() == ["/data/n"]
    form.answer("n", "1")
    assert [page.kind for page in form.entry.pages()] == ["question", "repeat"]


@pytest.mark.parametrize(("language", "read"), [("en", "Ex, Why"), ("fa", "Ex، Why"), ("ckb", "Ex، Why")])
def test_the_review_reads_answers_as_people_do(language: str, read: str) -> None:
    table = """
    | survey | | | |
    | | type               | name | label  |
    | | select_multiple xy | pick | Pick   |
    | | text               | word | Word   |
    | | note               | bye  | Bye    |
    | choices | | | |
    | | list_name | name | label |
    | | xy        | x    | Ex    |
    | | xy        | y    | Why   |
    """
    form = Scenario.of(table)
    form.answer("pick", "x y")
    form.entry.set_language(language)
    assert [(entry.label, entry.value) for entry in form.entry.review()] == [("Pick", read), ("Word", "")]


def test_the_review_lists_as_the_form_speaks_where_it_lacks_the_persons_language() -> None:
    table = """
    | survey | | | |
    | | type               | name | label::Persian (fa) |
    | | select_multiple xy | pick | کدام                |
    | choices | | | |
    | | list_name | name | label::Persian (fa) |
    | | xy        | x    | یک                  |
    | | xy        | y    | دو                  |
    """
    form = Scenario.of(table)
    form.answer("pick", "x y")
    form.entry.set_language("en")
    assert [entry.value for entry in form.entry.review()] == ["یک، دو"]
