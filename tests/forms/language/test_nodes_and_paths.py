"""The nodes of meta and of entities, axes and operators, and the rows of the table that need a whole form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forms.entry import FormEntry
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, bind, question, world, xform

if TYPE_CHECKING:
    from collections.abc import Callable

ITEMS = "".join(f"<item><name>{name}</name><of>{of}</of></item>" for name, of in (("a", "x"), ("b", "y")))
LISTED = f'<instance id="list"><root>{ITEMS}</root></instance>'


def computed(expression: str) -> str:
    """What a calculation of a form with two instances of a repeat stores."""
    data = "<n>2</n><rep at='1'><x>one</x></rep><rep at='2'><x>two</x></rep><c/>"
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    return Scenario.of_xform(xform(data, bind("c", type="string", calculate=expression), body)).value_of("c")


META = {
    "instanceID": (bind("meta/instanceID", jr__preload="uid"), r"uuid:[0-9a-f-]{36}"),
    "instanceName": (bind("meta/instanceName", calculate="concat('Claim of ', /data/a)"), "Claim of Sara"),
    "timeStart": (bind("meta/timeStart", jr__preload="timestamp", jr__preloadParams="start"), "2026-11-22T08:30:00.*"),
    "timeEnd": (bind("meta/timeEnd", jr__preload="timestamp", jr__preloadParams="end"), "2026-11-22T08:30:00.*"),
    "userID": (bind("meta/userID", jr__preload="property", jr__preloadParams="username"), "zahra"),
    "deviceID": (bind("meta/deviceID", jr__preload="property", jr__preloadParams="deviceid"), "counter-7"),
    "email": (bind("meta/email", jr__preload="property", jr__preloadParams="email"), "office@example.org"),
    "phoneNumber": (bind("meta/phoneNumber", jr__preload="property", jr__preloadParams="phonenumber"), "021"),
    "deprecatedID": ("", r"uuid:[0-9a-f-]{36}"),
}
"""Each node of meta with its bind, and what is sent in it."""


def answered(name: str) -> FormEntry:
    binds = META[name][0] + (bind("meta/instanceID", jr__preload="uid") if name == "deprecatedID" else "")
    first = FormEntry.start(
        parse_xform(xform(f"<a/><meta><instanceID/><{name}/></meta>", binds, question("a")))
        if name not in ("instanceID", "deprecatedID")
        else parse_xform(xform("<a/><meta><instanceID/></meta>", binds, question("a"))),
        world(),
    )
    first.answer("/data/a", "Sara")
    return first if name != "deprecatedID" else FormEntry.edit(first.form, world(seed=2), first.finalise().xml)


@pytest.mark.parametrize("name", META)
def test_a_node_of_meta_is_sent_with_what_it_says(name: str) -> None:
    sent = answered(name).finalise().xml.decode()
    found = re.search(rf"<(?:orx:)?{name}>([^<]*)</", sent)
    assert found is not None
    assert re.fullmatch(META[name][1], found[1])


def test_a_correction_deprecates_the_record_that_it_replaces() -> None:
    first = answered("instanceName")
    sent = first.finalise()
    correction = FormEntry.edit(first.form, world(seed=2), sent.xml)
    assert correction.instance_id not in ("", first.instance_id)
    assert correction.node("/data/meta/deprecatedID").value == sent.instance_id
    correction.answer("/data/a", "Zahra")
    assert b"Claim of Zahra" in correction.finalise().xml


AXES = {
    "child": ("count(/data/child::rep)", "2"),
    "parent": ("/data/rep[2]/x/parent::rep/x", "two"),
    "self": ("/data/rep[2]/self::rep/x", "two"),
    "attribute": ("/data/rep[2]/attribute::at", "2"),
    "descendant": ("count(/data/descendant::x)", "2"),
    "descendant-or-self": ("count(/data/rep/descendant-or-self::rep)", "2"),
    "ancestor": ("count(/data/rep[1]/x/ancestor::*)", "2"),
    "ancestor-or-self": ("count(/data/rep[1]/x/ancestor-or-self::*)", "3"),
    "following-sibling": ("/data/rep[1]/following-sibling::rep/x", "two"),
    "preceding-sibling": ("/data/rep[2]/preceding-sibling::rep/x", "one"),
    "following": ("count(/data/rep[1]/following::x)", "1"),
    "preceding": ("count(/data/rep[2]/preceding::x)", "1"),
}
OPERATORS = {
    "or": ("1 = 2 or 1 = 1", "1"),
    "and": ("1 = 2 and 1 = 1", "0"),
    "=": ("/data/n = 2", "1"),
    "!=": ("/data/n != 2", "0"),
    "<": ("/data/n < 3", "1"),
    "<=": ("/data/n <= 1", "0"),
    ">": ("/data/n > 1", "1"),
    ">=": ("/data/n >= 3", "0"),
    "+": ("/data/n + 1", "3"),
    "-": ("-/data/n - 1", "-3"),
    "*": ("/data/n * 3", "6"),
    "div": ("/data/n div 4", "0.5"),
    "mod": ("7 mod /data/n", "1"),
    "|": ("count(/data/rep | /data/rep[1] | /data/n)", "3"),
}


@pytest.mark.parametrize("name", [*AXES, *OPERATORS])
def test_an_axis_or_an_operator(name: str) -> None:
    expression, stored = (AXES | OPERATORS)[name]
    assert computed(expression) == stored


ENTITY = {"dataset": "people", "id": "p1", "create": "", "update": "1", "baseVersion": "4"}
ENTITY |= {"trunkVersion": "3", "branchId": "b-7"}
"""The attributes of an entity that is changed where it is there, and made where it is not (an upsert), as sent."""


def test_an_entity_is_changed_or_made_as_the_list_has_it() -> None:
    attributes = "".join(f' {name}="{"people" if name == "dataset" else ""}"' for name in ENTITY)
    data = f"<who/><meta><instanceID/><entity{attributes}><label/></entity></meta>"
    row = "instance('people')/root/item[name = /data/who]"
    rules = {
        "id": "/data/who",
        "create": f"if(count({row}) = 0, '1', '')",
        "update": f"if(count({row}) = 1, '1', '')",
        "baseVersion": f"{row}/__version",
        "trunkVersion": f"{row}/__trunkVersion",
        "branchId": f"{row}/__branchId",
    }
    binds = "".join(bind(f"meta/entity/@{name}", calculate=rule, type="string") for name, rule in rules.items())
    lists = '<instance id="people" src="jr://file-csv/people.csv"/>'
    people = {"people.csv": b"name,label,__version,__trunkVersion,__branchId\np1,Sara,4,3,b-7\n"}
    form = Scenario.of_xform(xform(data, binds, question("who"), lists), people)
    form.answer("who", "p1")
    assert {name: form.value_of(f"meta/entity/@{name}") for name in ENTITY if name != "dataset"} == {
        name: value for name, value in ENTITY.items() if name != "dataset"
    }
    form.answer("who", "p2")
    assert (form.value_of("meta/entity/@create"), form.value_of("meta/entity/@update")) == ("1", "")
    assert 'dataset="people" id="p2" create="1"' in form.sent()


def _choice_form() -> Scenario:
    condition = "instance('list')/root/item[of = /data/of]"
    itemset = f'<itemset nodeset="{condition}"><value ref="name"/><label ref="name"/></itemset>'
    binds = bind("said", type="string", calculate="concat('chose ', /data/s)")
    return Scenario.of_xform(
        xform("<of>x</of><s/><said/>", binds, question("of") + question("s", "select1", itemset), LISTED)
    )


def _no_longer_offered() -> tuple[object, object]:
    form = _choice_form()
    form.answer("s", "a")
    form.answer("of", "y")
    return (form.value_of("s"), form.value_of("said")), ("", "chose ")


def _irrelevant() -> tuple[object, object]:
    binds = bind("b", relevant="/data/a = 'on'") + bind("c", type="string", calculate="concat('[', /data/b, ']')")
    form = Scenario.of_xform(xform("<a>on</a><b/><c/>", binds, question("a") + question("b")))
    form.answer("b", "kept")
    form.answer("a", "off")
    hidden = (form.value_of("b"), form.value_of("c"), "kept" in form.sent())
    form.answer("a", "on")
    return (hidden, form.value_of("c")), (("kept", "[]", False), "[kept]")


def _relative_nodeset() -> tuple[object, object]:
    written = bind("age", required="true()").replace('"/data/age"', '"age"')
    return Scenario.of_xform(xform("<age/>", written, question("age"))).node("age").required, True


def _counted_as_text() -> tuple[object, object]:
    binds = bind("zero", type="int") + bind("c", type="string", calculate="if(/data/zero, 'y', 'n')")
    return Scenario.of_xform(xform("<zero>0</zero><c/>", binds, question("zero"))).value_of("c"), "n"


def _of_xpath() -> tuple[object, object]:
    wanted = {"floor(2.7)": "2", "ceiling(2.1)": "3", "substring('abcd', 2, 2)": "bc", "name(/data/n)": "n"}
    wanted |= {"/data/rep[last()]/x": "two"}
    return {source: computed(source) for source in wanted}, wanted


ROWS: dict[str, Callable[[], tuple[object, object]]] = {
    "if(/data/zero, 'y', 'n'), an int 0": _counted_as_text,
    "floor ceiling substring name last": _of_xpath,
    "irrelevant nodes": _irrelevant,
    "select value no longer among the choices": _no_longer_offered,
    'relative bind nodeset (nodeset="age")': _relative_nodeset,
}
"""Rows of the table of differences that one expression cannot show: what is seen, and what must be."""


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_table(row: str) -> None:
    seen, wanted = ROWS[row]()
    assert seen == wanted


def test_events_come_in_their_order() -> None:
    def writes(event: str, word: str) -> str:
        return f'<setvalue event="{event}" ref="/data/log" value="concat(/data/log, \'{word} \')"/>'

    model = writes("odk-instance-load", "load") + writes("odk-instance-first-load", "first")
    new = writes("odk-new-repeat", "new").replace("'new '", "'new', count(/data/rep), ' '")
    body = question("a", inside=writes("xforms-value-changed", "changed"))
    body += f'<repeat nodeset="/data/rep">{question("rep/x")}{new}</repeat>'
    binds = bind("log", type="string") + bind("uid", jr__preload="uid")
    form = parse_xform(xform("<log/><uid/><a/><rep><x/></rep>", binds, body, model))
    entry = FormEntry.start(form, world())
    entry.add_repeat("/data/rep")
    entry.answer("/data/a", "x")
    again = FormEntry.restore(form, world(), entry.savepoint())
    assert again.node("/data/log").value == "first load new2 changed load "


def test_a_searched_table_matches_whatever_the_capitals() -> None:
    search = "search('villages', 'matches', 'county', 'TAFT')"
    inside = "<item><label>en</label><value>code</value></item>"
    xml = xform("<v/>", "", question("v", "select1", inside, appearance=search))
    form = Scenario.of_xform(xml, {"villages.csv": b"code,en,county\nv1,Deh,Taft\n"})
    assert form.choices_of("v") == ["v1"]
