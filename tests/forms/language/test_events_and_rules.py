"""Events with their actions, traps, the table of differences row by row, and entities."""

import pytest

from forms.entry import FormEntry
from forms.errors import FormRefused
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, bind, question, world, xform

EVENTS = ("odk-instance-first-load", "odk-instance-load", "xforms-value-changed", "odk-new-repeat")


def setvalue(event: str, ref: str, value: str) -> str:
    return f'<setvalue event="{event}" ref="{ref}" value="{value}"/>'


def test_the_first_load_fires_once_and_every_load_fires_again() -> None:
    model = setvalue(EVENTS[0], "/data/first", "/data/first + 1") + setvalue(EVENTS[1], "/data/each", "/data/each + 1")
    binds = bind("first", type="int") + bind("each", type="int")
    form = parse_xform(xform("<first>0</first><each>0</each>", binds, question("first"), model))
    entry = FormEntry.start(form, world())
    again = FormEntry.restore(form, world(), entry.savepoint())
    assert (again.node("/data/first").value, again.node("/data/each").value) == ("1", "2")


def test_several_events_may_stand_together() -> None:
    body = question(
        "a", inside=setvalue("odk-instance-first-load xforms-value-changed", "/data/b", "concat('[', /data/a, ']')")
    )
    form = Scenario.of_xform(xform("<a/><b/>", "", body))
    assert form.value_of("b") == "[]"
    form.answer("a", "x")
    assert form.value_of("b") == "[x]"


def test_a_new_instance_fires_before_the_recompute_and_not_for_those_already_there() -> None:
    action = setvalue(EVENTS[3], "/data/r/x", "5")
    binds = bind("r/x", type="int") + bind("r/y", type="int", calculate="../x + 1")
    body = f'<repeat nodeset="/data/r">{question("r/x")}{action}</repeat>'
    form = Scenario.of_xform(xform("<r><x/><y/></r>", binds, body))
    changes = form.add("r")
    assert changes.structure
    assert [form.value_of(f"r[{n}]/y") for n in (1, 2)] == ["", "6"]


def test_the_place_is_written_when_an_answer_changes() -> None:
    inside = '<odk:setgeopoint event="xforms-value-changed" ref="/data/here"/>'
    form = parse_xform(xform("<a/><here/>", bind("here", type="geopoint"), question("a", inside=inside)))
    outside = world()
    there = type(outside)(outside.now, outside.random, {**outside.device, "geopoint": "35.7 51.4 0 0"})
    entry = FormEntry.start(form, there)
    assert entry.node("/data/here").value == ""
    entry.answer("/data/a", "x")
    assert entry.node("/data/here").value == "35.7 51.4 0 0"


COMPUTED = {
    "a boolean calculated into a node": ("1 = 1", "1"),
    "as a text": ("string(true())", "true"),
    "if(/data/zero, 'y', 'n')": ("if(/data/zero, 'y', 'n')", "n"),
    "/data/rep[2]/x": ("/data/rep[2]/x", "two"),
    "round(-2.5)": ("round(-2.5)", "-2"),
    "regex()": ("regex('abc', 'b')", "0"),
    "100 * 1.1": ("100 * 1.1", "110"),
    "sum() of nothing": ("sum(/data/rep[x = 'none']/x)", "0"),
    "floor": ("floor(2.7)", "2"),
    "ceiling": ("ceiling(2.1)", "3"),
    "substring": ("substring('abcd', 2, 2)", "bc"),
    "name": ("name(/data/zero)", "zero"),
    "last": ("/data/rep[last()]/x", "two"),
    "string(123456789012)": ("string(123456789012)", "123456789012"),
    "substr counts from 0": ("substr('abcd', 1, 2)", "b"),
    "number() of a date is days": ("number(date('1970-01-10'))", "9"),
    "a stored false is truthy": ("if(/data/said, 'y', 'n')", "y"),
    "several nodes in max": ("max(/data/rep/x != 'q', 3)", "3"),
    "join of nodes": ("join('+', /data/rep/x)", "one+two"),
    "concat of nodes": ("concat(/data/rep/x)", "onetwo"),
    "coalesce of nodes": ("coalesce(/data/rep[x = 'none']/x, 'z')", "z"),
    "position of a node": ("position(/data/rep[2])", "2"),
    "a path with many nodes used as a value": ("string(/data/rep/x)", "one"),
}
"""Rows of the table and traps that show in one expression, and what is stored."""


@pytest.mark.parametrize("row", COMPUTED)
def test_a_row_that_shows_in_one_expression(row: str) -> None:
    expression, stored = COMPUTED[row]
    data = "<zero>0</zero><said>false</said><rep><x>one</x></rep><rep><x>two</x></rep><c/>"
    binds = bind("zero", type="int") + bind("said", type="string") + bind("c", calculate=expression)
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    assert Scenario.of_xform(xform(data, binds, body)).value_of("c") == stored


@pytest.mark.parametrize(
    "expression",
    [
        "if(true(), 'yes', {boom})",
        "coalesce('yes', {boom})",
        "if(true() or {boom}, 'yes', '')",
        "if(false() and {boom}, '', 'yes')",
    ],
)
def test_only_what_is_needed_is_evaluated(expression: str) -> None:
    boom = "format-date('2026-01-01', '%Q')"  # fails when it is evaluated
    form = Scenario.of_xform(xform("<c/>", bind("c", calculate=expression.format(boom=boom)), question("c")))
    assert form.value_of("c") == "yes"


def of_version(version: str, xml: bytes) -> bytes:
    """The form with the version of the entities specification that it is written for."""
    return xml.replace(b"<model>", f'<model entities:entities-version="{version}">'.encode())


def test_an_entity_is_made_only_under_its_condition() -> None:
    entity = '<entity dataset="people" id="" create=""><label/></entity>'
    data = f"<name/><meta><instanceID/>{entity}</meta>"
    binds = (
        bind("name", entities__saveto="full_name")
        + bind("meta/instanceID", jr__preload="uid")
        + bind("meta/entity/@id", calculate="once(uuid())")
        + bind("meta/entity/@create", calculate="/data/name != ''")
        + bind("meta/entity/label", calculate="/data/name")
    )
    form = Scenario.of_xform(of_version("2025.1.0", xform(data, binds, question("name"))))
    assert 'create="0"' in form.sent()
    form.answer("name", "Sara")
    assert 'create="1"' in form.sent()
    assert "<label>Sara</label>" in form.sent()
    assert form.entry.form.binds["/data/name"].save_to == "full_name"


def test_an_update_names_the_version_that_it_builds_on() -> None:
    attributes = "".join(f' {name}=""' for name in ("id", "update", "baseVersion", "trunkVersion", "branchId"))
    data = f'<person/><meta><instanceID/><entity dataset="people"{attributes}/></meta>'
    row = "instance('people')/root/item[name = /data/person]"
    binds = (
        bind("meta/entity/@id", calculate="/data/person")
        + bind("meta/entity/@update", calculate="1")
        + bind("meta/entity/@baseVersion", calculate=f"{row}/__version")
    )
    lists = '<instance id="people" src="jr://file-csv/people.csv"/>'
    xml = xform(data, binds, question("person"), lists)
    form = Scenario.of_xform(xml, {"people.csv": b"name,label,__version\np1,Sara,7\n"})
    form.answer("person", "p1")
    assert 'id="p1" update="1" baseVersion="7" trunkVersion="" branchId=""' in form.sent()


VERSIONS = ("2022.1.0", "2023.1.0", "2024.1.0", "2025.1.0")


@pytest.mark.parametrize("version", VERSIONS)
def test_entities_of_known_versions_are_opened_and_newer_ones_refused(version: str) -> None:
    form = xform("<a/>", "", question("a"))
    assert parse_xform(of_version(version, form)).entities_version == version
    with pytest.raises(FormRefused):
        parse_xform(of_version("2026.1.0", form))
