"""What holds for every form and every order of answers, tried on many."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.entry import FormEntry
from forms.errors import NoSuchNode, SavepointRefused
from forms.parse import parse_xform
from tests.forms.scenario import bind, question, world, xform

if TYPE_CHECKING:
    from forms.definition import FormDef

NAMES = [f"q{n}" for n in range(6)]
RELAXED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Act:
    """One thing a person does: `kind` is answer, add or remove."""

    kind: str
    ref: str
    raw: str = ""


def expression(draw: st.DrawFn, earlier: list[str]) -> str:
    """An expression over nodes that come earlier, so that no circle arises."""
    one, other = draw(st.sampled_from(earlier)), draw(st.sampled_from(earlier))
    shape = draw(
        st.sampled_from(
            ["{a} + {b}", "concat({a}, '-', {b})", "if({a} > {b}, {a}, 'less')", "coalesce({a}, {b})", "{a} * 2"]
        )
    )
    return shape.format(a=one, b=other)


@st.composite
def forms(draw: st.DrawFn) -> FormDef:
    """Questions, some computed from earlier ones, some asked only on a condition; a repeat with sums over it."""
    binds = ""
    for number, name in enumerate(NAMES):
        earlier = [f"/data/{earlier}" for earlier in NAMES[:number]]
        written = {"type": draw(st.sampled_from(["string", "int"]))}
        computed, conditional, wanted = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
        if earlier and computed:
            written["calculate"] = expression(draw, earlier)
        if earlier and conditional:
            written["relevant"] = f"{draw(st.sampled_from(earlier))} != '2'"
        if wanted:
            written["required"] = f"{draw(st.sampled_from(earlier))} = 1" if earlier else "true()"
        binds += bind(name, **written)
    above = [f"/data/{name}" for name in NAMES]
    binds += bind("row/y", calculate=expression(draw, [*above, "../x", "position(..)"]))
    binds += bind("row/z", relevant=f"../x != {draw(st.sampled_from(above))}", calculate="../y")
    binds += bind("row", relevant=f"{draw(st.sampled_from(above))} != '3'")
    binds += bind("sum", calculate=draw(st.sampled_from(["sum(/data/row/x)", "join(',', /data/row/z)"])))
    binds += bind("count", calculate="count(/data/row)")
    nodes = "".join(f"<{name}/>" for name in NAMES)
    row = '<row jr:template=""><x/><y/><z/></row><row><x>1</x><y/><z/></row>'
    body = "".join(question(name) for name in NAMES)
    body += f'<repeat nodeset="/data/row">{question("row/x")}{question("row/z")}</repeat>'
    return parse_xform(xform(nodes + row + "<sum/><count/>", binds, body))


RAW = st.sampled_from(["", "1", "2", "3", "7"])
ACTS = st.lists(
    st.one_of(
        st.builds(Act, st.just("answer"), st.sampled_from([f"/data/{name}" for name in NAMES]), RAW),
        st.builds(Act, st.just("answer"), st.sampled_from([f"/data/row[{n}]/x" for n in (1, 2, 3)]), RAW),
        st.builds(Act, st.just("add"), st.just("/data/row")),
        st.builds(Act, st.just("remove"), st.sampled_from(["/data/row[1]", "/data/row[2]"])),
    ),
    max_size=12,
)


def do(entry: FormEntry, act: Act) -> None:
    """Do it, where there is something to do it to; computed questions are left to the form."""
    if act.kind == "add":
        entry.add_repeat(act.ref)
        return
    try:
        if act.kind == "remove":
            entry.remove_repeat(act.ref)
        elif entry.form.binds.get(act.ref) is None or entry.form.binds[act.ref].calculate is None:
            entry.answer(act.ref, act.raw)
    except NoSuchNode:
        return


def recomputed(entry: FormEntry) -> FormEntry:
    """The same answers with everything computed anew from nothing."""
    fresh = FormEntry.restore(entry.form, world(), entry.savepoint())
    fresh.recompute()
    return fresh


@RELAXED
@given(form=forms(), acts=ACTS)
def test_computing_what_changed_is_computing_everything(form: FormDef, acts: list[Act]) -> None:
    entry = FormEntry.start(form, world())
    for act in acts:
        do(entry, act)
        assert list(entry.nodes()) == list(recomputed(entry).nodes())


@RELAXED
@given(form=forms(), acts=ACTS)
def test_what_is_saved_comes_back_as_it_was(form: FormDef, acts: list[Act]) -> None:
    entry = FormEntry.start(form, world())
    for act in acts:
        do(entry, act)
    again = FormEntry.restore(form, world(seed=2), entry.savepoint())
    assert again.savepoint() == entry.savepoint()
    assert again.submission() == entry.submission()
    assert list(again.nodes()) == list(entry.nodes())


@RELAXED
@given(form=forms(), acts=ACTS)
def test_what_is_not_relevant_is_never_sent(form: FormDef, acts: list[Act]) -> None:
    entry = FormEntry.start(form, world())
    for act in acts:
        do(entry, act)
    sent = entry.submission().xml.decode()
    relevant = sum(node.relevant for node in entry.nodes())
    assert sent.count("<") - sent.count("</") - 2 == relevant


@RELAXED
@given(form=forms(), acts=ACTS)
def test_changes_name_everything_that_is_different_and_nothing_else(form: FormDef, acts: list[Act]) -> None:
    entry = FormEntry.start(form, world())
    for act in acts:
        if act.kind != "answer":
            do(entry, act)
            continue
        before = {node.path: node for node in entry.nodes()}
        try:
            changes = entry.answer(act.ref, act.raw)
        except NoSuchNode:
            continue
        after = {node.path: node for node in entry.nodes()}
        assert changes.values == {p for p in after if after[p].value != before[p].value}
        assert changes.relevance == {p for p in after if after[p].relevant != before[p].relevant}
        assert changes.required == {p for p in after if after[p].required != before[p].required}


@RELAXED
@given(form=forms(), seed=st.integers(0, 2**16))
def test_the_order_of_answers_does_not_matter(form: FormDef, seed: int) -> None:
    answers = [(f"/data/{name}", str(number)) for number, name in enumerate(NAMES)]
    answers = [(ref, raw) for ref, raw in answers if form.binds[ref].calculate is None]
    shuffled = random.Random(seed).sample(answers, len(answers))  # noqa: S311 - an order, not a secret
    states = []
    for order in (answers, shuffled):
        entry = FormEntry.start(form, world())
        for ref, raw in order:
            entry.answer(ref, raw)
        states.append(entry.savepoint())
    assert states[0] == states[1]


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400))
def test_no_bytes_make_the_reader_of_savepoints_fail_otherwise_than_in_words(data: bytes) -> None:
    form = parse_xform(xform("<a/>", "", question("a")))
    with pytest.raises(SavepointRefused):
        FormEntry.restore(form, world(), data)
