"""Repeats: instances come and go, and what looks at them follows."""

import pytest

from forms.errors import NoSuchNode, NoSuchRepeat
from tests.forms.scenario import Scenario, bind, question, xform

ORDER = """
| survey | | | | |
| | type         | name   | label        | calculation             |
| | begin repeat | line   | Line         |                         |
| | integer      | pieces | Pieces       |                         |
| | decimal      | price  | Price        |                         |
| | calculate    | amount |              | ${pieces} * ${price}    |
| | calculate    | place  |              | position(..)            |
| | end repeat   |        |              |                         |
| | calculate    | total  |              | sum(${amount})          |
| | calculate    | lines  |              | count(${line})          |
"""


def order(*amounts: int) -> Scenario:
    form = Scenario.of(ORDER)
    for number, amount in enumerate(amounts, 1):
        if number > 1:
            form.add("line")
        form.answer(f"line[{number}]/pieces", str(amount))
        form.answer(f"line[{number}]/price", "1.5")
    return form


def test_a_form_begins_with_the_instances_that_it_is_written_with() -> None:
    form = order()
    assert form.value_of("lines") == "1"
    with pytest.raises(NoSuchNode):
        form.node("line[2]/pieces")


def test_each_instance_is_computed_by_itself_and_the_sum_over_all() -> None:
    form = order(2, 4)
    assert [form.value_of(f"line[{n}]/amount") for n in (1, 2)] == ["3", "6"]
    assert form.value_of("total") == "9"
    changes = form.answer("line[1]/pieces", "10")
    assert changes.values == {"/data/line[1]/pieces", "/data/line[1]/amount", "/data/total"}
    assert form.value_of("total") == "21"


def test_removing_an_instance_moves_the_later_ones_up() -> None:
    form = order(2, 4, 6)
    changes = form.remove("line[2]")
    assert changes.structure
    assert [form.value_of(f"line[{n}]/place") for n in (1, 2)] == ["1", "2"]
    assert form.value_of("line[2]/amount") == "9"
    assert (form.value_of("total"), form.value_of("lines")) == ("12", "2")


def test_the_last_instance_can_be_removed_and_another_added() -> None:
    form = order(2)
    form.remove("line[1]")
    assert (form.value_of("total"), form.value_of("lines")) == ("0", "0")
    form.add("line")
    assert form.value_of("lines") == "1"
    assert form.value_of("line[1]/pieces") == ""


def test_a_new_instance_begins_as_the_template_says() -> None:
    data = '<rep jr:template=""><x>5</x></rep><after/>'
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform(data, "", body))
    assert "<rep>" not in form.sent()
    form.add("rep")
    assert "<rep><x>5</x></rep><after/>" in form.sent()


def test_without_a_template_a_new_instance_begins_empty() -> None:
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform("<rep><x>5</x></rep>", "", body))
    form.add("rep")
    assert (form.value_of("rep[1]/x"), form.value_of("rep[2]/x")) == ("5", "")


def test_a_count_makes_as_many_instances_and_answers_outside_it_change_them() -> None:
    data = '<n>2</n><rep jr:template=""><x/></rep>'
    body = question("n") + f'<repeat nodeset="/data/rep" jr:count="/data/n">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform(data, bind("n", type="int"), body))
    assert form.entry.count("/data/rep") == 2
    assert form.answer("n", "4").structure
    assert form.entry.count("/data/rep") == 4
    form.answer("rep[1]/x", "kept")
    form.answer("n", "1")
    assert (form.entry.count("/data/rep"), form.value_of("rep[1]/x")) == (1, "kept")
    form.answer("n", "")
    assert form.entry.count("/data/rep") == 0


def test_a_counted_repeat_takes_no_instances_from_people() -> None:
    body = f'<repeat nodeset="/data/rep" jr:count="/data/n">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform("<n>2</n><rep><x/></rep>", "", body))
    with pytest.raises(NoSuchRepeat):
        form.add("rep")


def test_repeats_inside_repeats_count_and_sum_their_own() -> None:
    data = '<house jr:template=""><n>0</n><person jr:template=""><age/></person><sum/></house>'
    binds = bind("house/person/age", type="int") + bind("house/sum", calculate="sum(/data/house/person/age)")
    people = f'<repeat nodeset="/data/house/person" jr:count="../n">{question("house/person/age")}</repeat>'
    inner = f'<group ref="/data/house/person">{people}</group>'
    body = f'<repeat nodeset="/data/house">{question("house/n")}{inner}</repeat>'
    form = Scenario.of_xform(xform(data, binds, body))
    for house in (1, 2):
        form.add("house")
        form.answer(f"house[{house}]/n", "2")
        for person in (1, 2):
            form.answer(f"house[{house}]/person[{person}]/age", str(house * 10))
    assert [form.value_of(f"house[{n}]/sum") for n in (1, 2)] == ["20", "40"]
    form.remove("house[1]")
    assert form.value_of("house[1]/sum") == "40"


@pytest.mark.parametrize(
    ("template", "begins_with"), [("", 0), ('<house jr:template=""><person><age/></person></house>', 1)]
)
def test_a_new_instance_has_the_inner_instances_that_its_template_has(template: str, begins_with: int) -> None:
    people = f'<repeat nodeset="/data/house/person">{question("house/person/age")}</repeat>'
    data = f"{template}<house><person><age/></person></house>"
    form = Scenario.of_xform(xform(data, "", f'<repeat nodeset="/data/house">{people}</repeat>'))
    form.add("house")
    assert [form.entry.count(f"/data/house[{n}]/person") for n in (1, 2)] == [1, begins_with]
    form.add("house[2]/person")
    assert form.entry.count("/data/house[2]/person") == begins_with + 1


def test_the_instance_before_can_be_read() -> None:
    before = "/data/rep[position() = position(current()/..) - 1]/x"
    binds = bind("rep/x", type="int") + bind("rep/y", calculate=f"{before} + 1")
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform("<rep><x/><y/></rep>", binds, body))
    form.add("rep")
    form.answer("rep[1]/x", "6")
    assert form.value_of("rep[2]/y") == "7"
    form.add("rep")
    form.answer("rep[2]/x", "8")
    assert form.value_of("rep[3]/y") == "9"
    form.remove("rep[1]")
    assert form.value_of("rep[2]/y") == "9"


def test_a_position_reaches_one_instance_from_outside() -> None:
    binds = bind("second", calculate="/data/rep[2]/x")
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform("<rep><x/></rep><second/>", binds, body))
    form.add("rep")
    assert form.answer("rep[2]/x", "here").values == {"/data/rep[2]/x", "/data/second"}
    assert form.value_of("second") == "here"


@pytest.mark.parametrize("ref", ["/data/nowhere", "/data/rep[9]", "/other", "", "/data/rep[0]", "/data/rep['x']"])
def test_what_is_not_there_is_told_so(ref: str) -> None:
    form = Scenario.of_xform(xform("<rep><x/></rep>", "", f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'))
    with pytest.raises(NoSuchNode):
        form.entry.answer(ref, "x")


def test_the_first_of_many_instances_goes_and_every_other_moves_up() -> None:
    binds = bind("rep/p", calculate="position(..)") + bind("last", calculate="/data/rep[last()]/p")
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform("<rep><x/><p/></rep><last/>", binds, body))
    for number in range(1, 41):
        form.answer(f"rep[{number}]/x", str(number))
        form.add("rep")
    assert form.remove("rep[1]").values >= {f"/data/rep[{n}]/p" for n in range(1, 41)}
    assert [form.value_of(f"rep[{n}]/x") for n in (1, 20, 39)] == ["2", "21", "40"]
    assert [form.value_of(f"rep[{n}]/p") for n in (1, 20, 40)] == ["1", "20", "40"]
    assert form.value_of("last") == "40"


def test_a_repeat_that_the_form_has_fixed_takes_and_gives_no_instances() -> None:
    body = f'<repeat nodeset="/data/rep" jr:noAddRemove="true()">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform("<rep><x/></rep><rep><x/></rep>", "", body))
    with pytest.raises(NoSuchRepeat):
        form.add("rep")
    with pytest.raises(NoSuchRepeat):
        form.remove("rep[1]")
    assert form.entry.count("/data/rep") == 2


@pytest.mark.parametrize("count", ["", ' jr:count="/data/n"'])
def test_what_hangs_on_a_sum_follows_instances_that_come_and_go(count: str) -> None:
    binds = bind("sum", type="int", calculate="sum(/data/rep/x)") + bind(
        "rows", type="int", calculate="count(/data/rep)"
    )
    binds += bind("n", type="int") + bind("both", type="int", calculate="/data/sum - /data/rows")
    body = question("n") + f'<repeat nodeset="/data/rep"{count}>{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform('<n>1</n><rep jr:template=""><x>3</x></rep><sum/><rows/><both/>', binds, body))
    for wanted in (1, 3, 2):
        while not count and form.entry.count("/data/rep") < wanted:
            form.add("rep")
        while not count and form.entry.count("/data/rep") > wanted:
            form.remove("rep[1]")
        form.answer("n", str(wanted))
        assert [form.value_of(name) for name in ("sum", "rows", "both")] == [str(wanted * n) for n in (3, 1, 2)]
