"""Expressions that fail while a form is filled in: the answer stands, the rest is computed, the fault has a name."""

import pytest

from forms.entry import FormEntry
from forms.errors import EvaluationError, LimitExceeded
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, bind, question, world, xform

# regex() takes its pattern from an answer: what is no pattern can only be seen when it is there.
FAILING = "regex('abc', /data/pattern)"
BROKEN = "("
SLOW = "count(/data/r[count(/data/r[count(/data/r[. = /data/pattern]) = 99]) = 99])"


def form(binds: str, nodes: str = "", body: str = "") -> Scenario:
    data = f"<pattern>abc</pattern><failing>kept</failing><after/><apart/>{nodes}"
    rest = bind("after", calculate="concat('after ', /data/failing)") + bind("apart", calculate="/data/pattern")
    return Scenario.of_xform(xform(data, binds + rest, question("pattern") + question("failing") + body))


def test_a_calculation_that_fails_is_empty_and_everything_else_is_computed() -> None:
    filled = form(bind("failing", calculate=f"if({FAILING}, 'yes', 'no')"))
    assert filled.value_of("after") == "after yes"
    changes = filled.answer("pattern", BROKEN)
    assert [filled.value_of(name) for name in ("pattern", "failing", "after", "apart")] == ["(", "", "after ", "("]
    assert changes.values == {"/data/pattern", "/data/failing", "/data/after", "/data/apart"}
    (fault,) = changes.faults
    assert (fault.ref, fault.part) == ("/data/failing", "calculate")
    assert isinstance(fault.error, EvaluationError)
    assert "/data/failing" in str(fault.error)


def test_an_answer_that_mends_the_form_takes_the_fault_away() -> None:
    filled = form(bind("failing", calculate=f"if({FAILING}, 'yes', 'no')"))
    filled.answer("pattern", BROKEN)
    assert [fault.ref for fault in filled.entry.faults] == ["/data/failing"]
    assert filled.answer("pattern", "x").faults == ()
    assert filled.entry.faults == ()
    assert filled.value_of("after") == "after no"


@pytest.mark.parametrize(
    ("part", "asked", "required", "readonly", "violation"),
    [
        ("relevant", True, False, False, None),
        ("required", True, False, False, None),
        ("readonly", True, False, False, None),
        ("constraint", True, False, False, "constraint"),
    ],
)
def test_a_condition_that_fails_hides_nothing_demands_nothing_and_lets_nothing_unjudged_pass(
    part: str, asked: bool, required: bool, readonly: bool, violation: str | None
) -> None:
    filled = form(bind("failing", **{part: FAILING}))
    filled.node("failing")
    filled.answer("pattern", BROKEN)
    node = filled.node("failing")
    assert (node.relevant, node.required, node.readonly, node.violation) == (asked, required, readonly, violation)
    assert [(fault.ref, fault.part) for fault in filled.entry.faults] == [("/data/failing", part)]
    assert filled.value_of("apart") == BROKEN


def test_choices_that_fail_are_none_and_the_answer_given_before_stands() -> None:
    items = "instance('list')/root/item[regex(name, /data/pattern)]"
    inside = f'<itemset nodeset="{items}"><value ref="name"/><label ref="name"/></itemset>'
    words = '<instance id="list"><root><item><name>abc</name></item></root></instance>'
    data = "<pattern>abc</pattern><pick/>"
    filled = Scenario.of_xform(xform(data, "", question("pattern") + question("pick", "select1", inside), words))
    filled.answer("pick", "abc")
    changes = filled.answer("pattern", BROKEN)
    assert [(fault.ref, fault.part) for fault in changes.faults] == [("/data/pick", "choices")]
    assert (filled.value_of("pick"), filled.choices_of("pick")) == ("abc", [])
    filled.answer("pattern", "a.c")
    assert (filled.choices_of("pick"), filled.entry.faults) == (["abc"], ())


def test_a_label_that_fails_shows_its_words() -> None:
    label = f'<input ref="/data/failing"><label>Said: <output value="{FAILING}"/>.</label></input>'
    filled = Scenario.of_xform(xform("<pattern>abc</pattern><failing/>", "", question("pattern") + label))
    assert filled.label_of("failing") == "Said: true."
    filled.answer("pattern", BROKEN)
    assert filled.label_of("failing") == "Said: ."
    assert [(fault.ref, fault.part) for fault in filled.entry.faults] == [("/data/failing", "label")]


def test_what_takes_too_long_is_a_limit_with_its_name() -> None:
    rows = "<r/>" * 100
    filled = form(bind("failing", calculate=f"if(/data/pattern = 'abc', 'quick', {SLOW})"), rows)
    assert filled.value_of("failing") == "quick"
    (fault,) = filled.answer("pattern", "slow").faults
    assert isinstance(fault.error, LimitExceeded)
    assert "/data/failing" in str(fault.error)
    assert filled.value_of("apart") == "slow"


def test_too_many_instances_leave_those_that_are_there() -> None:
    body = f'<repeat nodeset="/data/rep" jr:count="/data/n">{question("rep/x")}</repeat>'
    filled = Scenario.of_xform(
        xform('<n>2</n><rep jr:template=""><x/></rep><c/>', bind("c", calculate="/data/n"), body)
    )
    (fault,) = filled.answer("n", "1000000").faults
    assert (fault.ref, fault.part) == ("/data", "count")
    assert isinstance(fault.error, LimitExceeded)
    assert (filled.entry.count("/data/rep"), filled.value_of("c")) == (2, "1000000")


def test_an_action_that_fails_writes_nothing_and_the_others_write() -> None:
    actions = "".join(
        f'<setvalue event="xforms-value-changed" ref="/data/{target}" value="{value}"/>'
        for target, value in (("failing", FAILING), ("apart", "/data/pattern"))
    )
    body = question("pattern", inside=actions)
    filled = Scenario.of_xform(xform("<pattern>abc</pattern><failing>kept</failing><apart/>", "", body))
    (fault,) = filled.answer("pattern", BROKEN).faults
    assert (fault.ref, fault.part) == ("/data/failing", "action")
    assert (filled.value_of("failing"), filled.value_of("apart")) == ("kept", BROKEN)


def test_a_form_that_fails_on_its_own_defaults_cannot_be_started() -> None:
    broken = parse_xform(xform(f"<pattern>{BROKEN}</pattern><c/>", bind("c", calculate=FAILING), question("pattern")))
    with pytest.raises(EvaluationError, match="/data/c"):
        FormEntry.start(broken, world())


def test_a_draft_with_a_fault_in_it_can_be_opened_and_mended() -> None:
    filled = form(bind("failing", calculate=f"if({FAILING}, 'yes', 'no')"))
    filled.answer("pattern", BROKEN)
    again = FormEntry.restore(filled.entry.form, filled.world, filled.entry.savepoint())
    again.answer("/data/pattern", "abc")
    assert (again.node("/data/after").value, again.faults) == ("after yes", ())


def test_faults_of_an_instance_go_with_it() -> None:
    binds = bind("rep/c", calculate="regex('abc', ../x)")
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    filled = Scenario.of_xform(xform("<rep><x/><c/></rep>", binds, body))
    filled.add("rep")
    assert [fault.ref for fault in filled.answer("rep[2]/x", BROKEN).faults] == ["/data/rep[2]/c"]
    filled.remove("rep[1]")
    assert [fault.ref for fault in filled.entry.faults] == ["/data/rep[1]/c"]
    filled.remove("rep[1]")
    assert filled.entry.faults == ()


def test_a_list_that_fails_offers_nothing_and_takes_no_answer_away() -> None:
    nodeset = f"instance('list')/root/item[{FAILING}]"
    rows = "".join(f"<item><name>{name}</name></item>" for name in "ab")
    itemset = f'<itemset nodeset="{nodeset}"><value ref="name"/><label ref="name"/></itemset>'
    lists = f'<instance id="list"><root>{rows}</root></instance>'
    xml = xform("<pattern>abc</pattern><s>a</s>", "", question("pattern") + question("s", "select1", itemset), lists)
    filled = Scenario.of_xform(xml)
    filled.answer("pattern", BROKEN)
    assert filled.answer("s", "b").values == {"/data/s"}
    assert (filled.choices_of("s"), filled.value_of("s")) == ([], "b")
    assert ("/data/s", "choices") in [(fault.ref, fault.part) for fault in filled.entry.faults]


def test_a_list_that_fails_keeps_no_form_from_being_made_ready() -> None:
    itemset = '<itemset nodeset="1 + 1"><value ref="name"/><label ref="name"/></itemset>'
    form = parse_xform(xform("<s/>", "", question("s", "select1", itemset)))
    FormEntry.warm(form, world())
    assert [fault.part for fault in FormEntry.start(form, world()).answer("/data/s", "b").faults] == ["choices"]
