"""Who reads a node: told at a glance where an expression names plain paths, remembered where many do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forms.reads import reads
from forms.xpath.parser import parse, read
from tests.forms.scenario import Scenario, bind, question, xform

STEPS = st.lists(st.sampled_from(["rep", "group", "a", "b"]), min_size=1, max_size=4)
PATHS = STEPS.map(lambda steps: "/data/" + "/".join(steps))
READERS = 20


@given(st.lists(PATHS, min_size=1, max_size=4), PATHS, st.sets(PATHS, max_size=3))
def test_plain_paths_are_told_as_by_walking_the_expression(paths: list[str], target: str, repeats: set[str]) -> None:
    parsed = read("concat(" + ", ".join(f"if({path} = 1, {path}, 2)" for path in paths) + ", 3 - 1)")
    assert parsed.plain is not None
    walked = parsed._replace(plain=None)
    assert reads(parsed, target, repeats, parse) == reads(walked, target, repeats, parse)


def test_what_many_read_reaches_instances_that_came_and_none_that_went() -> None:
    values = "".join(f"<c{n}/>" for n in range(READERS))
    sums = "".join(bind(f"rep/c{n}", type="int", calculate=f"/data/q + {n} + ../x") for n in range(READERS))
    repeat = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    binds = bind("q", type="int") + bind("rep/x", type="int")
    form = Scenario.of_xform(xform(f"<q>1</q><rep><x>10</x>{values}</rep>", binds + sums, question("q") + repeat))
    form.answer("q", "2")
    form.add("rep")
    form.answer("rep[2]/x", "30")
    form.answer("q", "3")
    assert [form.value_of(f"rep[{row}]/c7") for row in (1, 2)] == ["20", "40"]
    form.remove("rep[1]")
    changed = form.answer("q", "4").values
    assert form.value_of("rep[1]/c7") == "41"
    assert changed == {"/data/q", *(f"/data/rep[1]/c{n}" for n in range(READERS))}
