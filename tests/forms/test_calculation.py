"""Calculations, conditions and messages: each hangs on what it reads, and changes with it."""

import pytest

from forms.entry import FormEntry
from forms.errors import FormRefused, InvalidAnswer, NotFinalisable
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, bind, question, xform


def test_an_answer_reaches_everything_that_hangs_on_it_in_order() -> None:
    binds = "".join(bind(f"c{i}", calculate=f"/data/{'a' if i == 0 else f'c{i - 1}'} + 1") for i in reversed(range(20)))
    nodes = "<a/>" + "".join(f"<c{i}/>" for i in range(20))
    form = Scenario.of_xform(xform(nodes, bind("a", type="int") + binds, question("a")))
    changes = form.answer("a", "1")
    assert form.value_of("c19") == "21"
    assert changes.values == {"/data/a", *(f"/data/c{i}" for i in range(20))}


def test_an_answer_touches_nothing_else() -> None:
    binds = bind("b", calculate="/data/a + 1") + bind("d", calculate="/data/c + 1")
    form = Scenario.of_xform(xform("<a/><b/><c/><d/>", binds, question("a") + question("c")))
    assert form.answer("c", "4").values == {"/data/c", "/data/d"}


@pytest.mark.parametrize(
    ("kind", "expression", "stored"),
    [
        ("int", "7 div 2", "3"),
        ("decimal", "7 div 2", "3.5"),
        ("string", "1 = 1", "1"),
        ("boolean", "1 = 2", "0"),
        ("date", "date('2026-11-22')", "2026-11-22"),
        ("string", "string(true())", "true"),
        ("string", "string(123456789012)", "123456789012"),
        ("string", "100 * 1.1", "110"),
        ("string", "round(-2.5)", "-2"),
        ("string", "number('x')", ""),
    ],
)
def test_a_computed_value_is_stored_as_its_type_says(kind: str, expression: str, stored: str) -> None:
    form = Scenario.of_xform(xform("<c/>", bind("c", type=kind, calculate=expression), question("c")))
    assert form.value_of("c") == stored


@pytest.mark.parametrize(
    ("expression", "stored"),
    [
        ("if(/data/flag, 'y', 'n')", "n"),
        ("/data/flag = false()", "1"),
        ("/data/flag = 0", "1"),
        ("concat('x', /data/flag)", "xfalse"),
        ("number(/data/flag)", "0"),
        ("not(/data/flag)", "1"),
    ],
)
def test_a_calculated_truth_reads_as_one(expression: str, stored: str) -> None:
    binds = bind("flag", type="string", calculate="1 = 2") + bind("c", calculate=expression)
    form = Scenario.of_xform(xform("<flag/><c/>", binds))
    assert (form.value_of("flag"), form.value_of("c")) == ("0", stored)
    again = FormEntry.restore(form.entry.form, form.world, form.entry.savepoint())
    again.recompute()
    assert again.node("/data/c").value == stored


def test_required_and_readonly_follow_their_conditions() -> None:
    binds = bind("b", required="/data/a = 1", readonly="/data/a = 2")
    form = Scenario.of_xform(xform("<a/><b/>", binds, question("a") + question("b")))
    assert not form.node("b").required
    assert form.answer("a", "1").required == {"/data/b"}
    assert form.node("b").required
    assert not form.node("b").readonly
    assert "/data/b" in form.answer("a", "2").readonly
    assert form.node("b").readonly


def test_a_group_that_is_read_only_makes_its_questions_so() -> None:
    body = f'<group ref="/data/g">{question("g/x")}</group>'
    form = Scenario.of_xform(xform("<g><x/></g>", bind("g", readonly="true()"), body))
    assert form.node("g/x").readonly


def test_a_constraint_judges_only_what_is_answered_and_speaks_its_own_words() -> None:
    binds = bind("age", type="int", constraint=". >= 18", jr__constraintMsg="Adults only", required="true()")
    form = Scenario.of_xform(xform("<age/>", binds, question("age")))
    assert form.node("age").violation == "required"
    assert form.answer("age", "12").validity == {"/data/age"}
    assert (form.node("age").violation, form.node("age").message) == ("constraint", "Adults only")
    with pytest.raises(NotFinalisable) as refused:
        form.entry.finalise()
    assert [(v.ref, v.kind, v.message) for v in refused.value.violations] == [
        ("/data/age", "constraint", "Adults only")
    ]
    assert form.answer("age", "18").validity == {"/data/age"}
    assert form.entry.validate() == ()


def test_a_constraint_on_another_answer_is_judged_again_when_that_changes() -> None:
    binds = bind("to", type="date", constraint=". >= /data/from") + bind("from", type="date")
    form = Scenario.of_xform(xform("<from/><to/>", binds, question("from") + question("to")))
    form.answer("from", "2026-01-10")
    form.answer("to", "2026-01-09")
    assert form.node("to").violation == "constraint"
    assert form.answer("from", "2026-01-01").validity == {"/data/to"}
    assert form.node("to").valid


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("int", "3.5"),
        ("int", "ten"),
        ("decimal", "1,5"),
        ("date", "2026-02-30"),
        ("date", "1405/09/01"),
        ("time", "25:00"),
        ("dateTime", "now"),
        ("geopoint", "91 0"),
        ("boolean", "maybe"),
    ],
)
def test_an_answer_that_is_no_value_of_its_type_changes_nothing(kind: str, raw: str) -> None:
    form = Scenario.of_xform(xform("<a/><b/>", bind("a", type=kind) + bind("b", calculate="/data/a"), question("a")))
    before = form.entry.savepoint()
    with pytest.raises(InvalidAnswer):
        form.answer("a", raw)
    assert form.entry.savepoint() == before


@pytest.mark.parametrize(
    ("kind", "raw", "stored"),
    [
        ("int", " 007 ", "7"),
        ("decimal", "2.50", "2.50"),
        ("date", "2026-1-2", "2026-01-02"),
        ("boolean", "true", "1"),
        ("geopoint", "35.7 51.4", "35.7 51.4"),
        ("geotrace", "35 51 0 0;36 52 0 0;", "35.0 51.0 0.0 0.0; 36.0 52.0 0.0 0.0"),
        ("dateTime", "2026-01-02T10:00:00.000+03:30", "2026-01-02T10:00:00.000+03:30"),
        ("string", "  as written ", "  as written "),
        ("int", "", ""),
    ],
)
def test_an_answer_is_kept_in_the_form_of_its_type(kind: str, raw: str, stored: str) -> None:
    form = Scenario.of_xform(xform("<a>1</a>", bind("a", type=kind), question("a")))
    form.answer("a", raw)
    assert form.value_of("a") == stored


@pytest.mark.parametrize(
    ("binds", "nodes"),
    [
        (bind("a", calculate="/data/b + 1") + bind("b", calculate="/data/a + 1"), {"/data/a", "/data/b"}),
        (bind("a", calculate=". + 1"), {"/data/a"}),
        (bind("a", relevant=". > 3"), {"/data/a"}),
        (bind("a", relevant="/data/b = 1") + bind("b", relevant="/data/a = 1"), {"/data/a", "/data/b"}),
    ],
)
def test_a_circle_is_refused_with_the_names_of_its_nodes(binds: str, nodes: set[str]) -> None:
    with pytest.raises(FormRefused) as refused:
        parse_xform(xform("<a/><b/>", binds, question("a") + question("b")))
    message = str(refused.value)
    assert all(node in message for node in nodes)


def test_an_expression_that_cannot_be_read_is_refused_with_its_node() -> None:
    with pytest.raises(FormRefused) as refused:
        parse_xform(xform("<a/><b/>", bind("b", calculate="/data/a +* 2"), question("a")))
    assert [problem.place.node for problem in refused.value.problems] == ["/data/b"]


def test_an_unknown_function_is_refused_with_its_node() -> None:
    with pytest.raises(FormRefused, match="frobnicate"):
        parse_xform(xform("<a/>", bind("a", calculate="frobnicate(1)"), question("a")))


def test_once_keeps_its_first_value() -> None:
    binds = bind("r", calculate="once(random())") + bind("s", calculate="/data/r")
    form = Scenario.of_xform(xform("<r/><s/><a/>", binds, question("a")))
    first = form.value_of("r")
    again = form.entry.restore(form.entry.form, form.world, form.entry.savepoint())
    assert first
    assert again.node("/data/r").value == first
