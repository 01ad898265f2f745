"""Relevance: who is asked, what is read of those who are not, and what comes back."""

from tests.forms.scenario import Scenario, bind, question, xform

FAMILY = """
| survey | | | | |
| | type         | name     | label    | relevant         |
| | integer      | children | Children |                  |
| | begin group  | family   | Family   | ${children} > 0  |
| | text         | eldest   | Eldest   |                  |
| | end group    |          |          |                  |
| | note         | thanks   | Thanks   | ${eldest} != ''  |
"""


def test_a_question_is_asked_only_while_its_group_is() -> None:
    form = Scenario.of(FAMILY)
    assert not form.asked("family/eldest")
    changes = form.answer("children", "2")
    assert form.asked("family/eldest")
    assert {"/data/family", "/data/family/eldest"} <= changes.relevance


def test_an_answer_that_is_no_longer_asked_reads_empty_is_not_sent_and_comes_back() -> None:
    form = Scenario.of(FAMILY)
    form.answer("children", "1")
    form.answer("family/eldest", "Sara")
    assert form.asked("thanks")
    form.answer("children", "0")
    assert not form.asked("thanks")
    assert "Sara" not in form.sent()
    assert form.value_of("family/eldest") == "Sara"
    form.answer("children", "1")
    assert form.asked("thanks")
    assert "<eldest>Sara</eldest>" in form.sent()


def test_what_depends_on_a_hidden_answer_is_recomputed() -> None:
    binds = bind("b", relevant="/data/a = 1") + bind("c", calculate="concat('[', /data/b, ']')")
    form = Scenario.of_xform(xform("<a>1</a><b>x</b><c/>", binds, question("a") + question("b")))
    assert form.value_of("c") == "[x]"
    assert "/data/c" in form.answer("a", "2").values
    assert form.value_of("c") == "[]"


def test_a_calculation_runs_while_it_is_not_relevant_and_is_left_out() -> None:
    binds = bind("c", calculate="/data/a * 2", relevant="/data/a > 5")
    form = Scenario.of_xform(xform("<a/><c/>", bind("a", type="int") + binds, question("a")))
    form.answer("a", "3")
    assert form.value_of("c") == "6"
    assert "<c>" not in form.sent()
    form.answer("a", "6")
    assert "<c>12</c>" in form.sent()
