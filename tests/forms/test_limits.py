"""Limits against hostile and broken forms: each has a name, and the program goes on."""

from time import process_time

import pytest

from forms import instance, secondary, showing
from forms.entry import FormEntry
from forms.errors import FormRefused, LimitExceeded
from forms.parse import parse_xform
from forms.parse.reading import MOST_BYTES
from tests.forms.scenario import Scenario, bind, question, world, xform

WHOLE_TABLE = '<itemset nodeset="instance(\'t\')/root/item"><value ref="name"/><label ref="name"/></itemset>'
CHOOSING = xform("<a/>", "", question("a", "select1", WHOLE_TABLE), '<instance id="t" src="jr://file-csv/t.csv"/>')


def table(rows: int) -> dict[str, bytes]:
    return {"t.csv": b"name\n" + b"".join(b"n%d\n" % number for number in range(rows))}


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (b" " * (MOST_BYTES + 1), "larger than"),
        (xform("<a>" * 300 + "</a>" * 300), "depth"),
        (xform("<a " + " ".join(f'a{n}=""' for n in range(300)) + "/>"), "attributes"),
        (xform("<a/>" * (instance.MOST_NODES + 1)), "nodes"),
        (b'<!DOCTYPE h [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + xform("<x>&b;</x>"), "DTD"),
    ],
    ids=["bytes", "depth", "attributes", "nodes", "entities"],
)
def test_a_form_that_is_too_much_is_refused_and_says_why(form: bytes, reason: str) -> None:
    with pytest.raises(FormRefused, match=reason):
        parse_xform(form)


def test_repeats_that_count_inside_each_other_stop_at_a_limit_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "MOST_NODES", 20_000)
    inner = f'<repeat nodeset="/data/a/b" jr:count="/data/n">{question("a/b/x")}</repeat>'
    body = question("n") + f'<repeat nodeset="/data/a" jr:count="/data/n">{inner}</repeat>'
    data = '<n>2</n><a jr:template=""><b jr:template=""><x/></b></a><copy/>'
    form = Scenario.of_xform(xform(data, bind("n", type="int") + bind("copy", calculate="/data/n"), body))
    begun = process_time()
    faults = form.answer("n", "9000").faults
    assert process_time() - begun < 2
    assert {type(fault.error) for fault in faults} == {LimitExceeded}
    assert (form.value_of("n"), form.value_of("copy"), form.entry.count("/data/a")) == ("9000", "9000", 9000)
    assert form.answer("n", "2").faults == ()
    assert (form.entry.count("/data/a"), form.entry.count("/data/a[2]/b")) == (2, 2)


def test_an_instance_too_many_is_refused_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "MOST_INSTANCES", 3)
    form = Scenario.of_xform(xform("<rep><x/></rep>", "", f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'))
    form.add("rep")
    form.add("rep")
    before = form.entry.savepoint()
    with pytest.raises(LimitExceeded, match="/data/rep"):
        form.add("rep")
    assert form.entry.savepoint() == before
    form.remove("rep[1]")
    assert form.add("rep").structure


def test_instances_that_come_and_go_never_reach_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "MOST_NODES", 12)
    form = Scenario.of_xform(xform("<rep><x/></rep>", "", f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'))
    for _ in range(20):
        form.add("rep")
        form.entry.pages()
        form.remove("rep[2]")
    assert form.entry.count("/data/rep") == 1


def test_a_table_with_too_many_rows_is_empty_and_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secondary, "MOST_ROWS", 10)
    entry = FormEntry.start(parse_xform(CHOOSING), world(table(11)))
    assert entry.choices("/data/a") == ()
    assert [problem.severity for problem in entry.problems] == ["error"]


def test_more_choices_than_anybody_can_be_shown_are_none_and_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "MOST_CHOICES", 10)
    form = Scenario(parse_xform(CHOOSING), table(11))
    assert form.choices_of("a") == []
    (fault,) = form.entry.faults
    assert (fault.ref, fault.part, type(fault.error)) == ("/data/a", "choices", LimitExceeded)
    assert Scenario(parse_xform(CHOOSING), table(10)).entry.faults == ()
