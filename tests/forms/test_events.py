"""Preloads, actions and what finishing writes."""

import re

import pytest

from forms.entry import FormEntry
from forms.errors import SavepointRefused
from forms.parse import parse_xform
from tests.forms.scenario import NOW, Scenario, bind, question, world, xform


def test_preloads_come_from_the_world() -> None:
    nodes = "<start/><end/><today/><deviceid/><username/><id/>"
    binds = (
        bind("start", type="dateTime", jr__preload="timestamp", jr__preloadParams="start")
        + bind("end", type="dateTime", jr__preload="timestamp", jr__preloadParams="end")
        + bind("today", type="date", jr__preload="date", jr__preloadParams="today")
        + bind("deviceid", jr__preload="property", jr__preloadParams="deviceid")
        + bind("username", jr__preload="property", jr__preloadParams="username")
    )
    form = Scenario.of_xform(xform(nodes, binds, question("id")))
    assert form.value_of("start") == "2026-11-22T08:30:00.000+03:30"
    assert form.value_of("today") == NOW.date().isoformat()
    assert (form.value_of("deviceid"), form.value_of("username")) == ("counter-7", "zahra")
    assert form.value_of("end") == ""
    form.entry.finalise()
    assert form.value_of("end") == "2026-11-22T08:30:00.000+03:30"


def test_the_instance_id_is_a_uuid_drawn_from_the_world() -> None:
    form = parse_xform(xform("<a/>", "", question("a")))
    first = FormEntry.start(form, world(seed=1)).instance_id
    assert re.fullmatch(r"uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first)
    assert FormEntry.start(form, world(seed=1)).instance_id == first
    assert FormEntry.start(form, world(seed=2)).instance_id != first


def test_first_load_writes_once_and_not_again_on_restore() -> None:
    model = '<setvalue event="odk-instance-first-load" ref="/data/a" value="1 + 1"/>'
    form = parse_xform(xform("<a/>", bind("a", type="int"), question("a"), model))
    entry = FormEntry.start(form, world())
    assert entry.node("/data/a").value == "2"
    entry.answer("/data/a", "9")
    assert FormEntry.restore(form, world(), entry.savepoint()).node("/data/a").value == "9"


def test_a_changed_answer_fires_after_the_recompute_and_chains() -> None:
    binds = bind("double", calculate="/data/a * 2")
    second = '<setvalue event="xforms-value-changed" ref="/data/c" value="concat(/data/b, \'!\')"/>'
    first = '<setvalue event="xforms-value-changed" ref="/data/b" value="/data/double"/>'
    body = question("a", inside=first) + question("b", inside=second)
    form = Scenario.of_xform(xform("<a/><double/><b/><c/>", binds, body))
    changes = form.answer("a", "4")
    assert (form.value_of("b"), form.value_of("c")) == ("8", "8!")
    assert {"/data/a", "/data/double", "/data/b", "/data/c"} == changes.values
    assert not form.answer("a", "4").values


def test_a_literal_setvalue_and_one_without_content_clear() -> None:
    fire = '<setvalue event="xforms-value-changed" ref="/data/b">seven</setvalue>'
    clear = '<setvalue event="xforms-value-changed" ref="/data/c"/>'
    form = Scenario.of_xform(xform("<a/><b/><c>old</c>", "", question("a", inside=fire + clear)))
    form.answer("a", "x")
    assert (form.value_of("b"), form.value_of("c")) == ("seven", "")


def test_a_new_instance_fires_its_own_actions_only() -> None:
    action = '<setvalue event="odk-new-repeat" ref="/data/rep/place" value="position(..)"/>'
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}{action}</repeat>'
    form = Scenario.of_xform(xform('<rep jr:template=""><x/><place/></rep><rep><x/><place/></rep>', "", body))
    form.add("rep")
    assert [form.value_of(f"rep[{n}]/place") for n in (1, 2)] == ["", "2"]


def test_the_place_of_the_device_is_written_where_the_form_wants_it() -> None:
    model = '<odk:setgeopoint event="odk-instance-first-load" ref="/data/here"/>'
    form = parse_xform(xform("<here/>", bind("here", type="geopoint"), "", model))
    outside = world()
    there = type(outside)(outside.now, outside.random, {**outside.device, "geopoint": "35.7 51.4 0 0"})
    assert FormEntry.start(form, there).node("/data/here").value == "35.7 51.4 0 0"
    assert FormEntry.start(form, outside).node("/data/here").value == ""


def test_actions_that_set_each_other_off_end() -> None:
    body = "".join(
        question(a, inside=f'<setvalue event="xforms-value-changed" ref="/data/{b}" value="/data/{a} + 1"/>')
        for a, b in (("a", "b"), ("b", "a"))
    )
    form = Scenario.of_xform(xform("<a/><b/>", "", body))
    (fault,) = form.answer("a", "1").faults
    assert (fault.ref, fault.part) == ("/data/a", "action")
    assert "set each other off" in str(fault.error)


def test_an_edited_submission_names_the_one_it_replaces() -> None:
    form = parse_xform(xform("<a/>", "", question("a")))
    entry = FormEntry.start(form, world())
    entry.answer("/data/a", "first")
    sent = entry.finalise()
    edited = FormEntry.edit(form, world(seed=9), sent.xml)
    assert edited.node("/data/a").value == "first"
    assert edited.instance_id not in ("", sent.instance_id)
    assert f"<deprecatedID>{sent.instance_id}</deprecatedID>" in edited.finalise().xml.decode()


def test_bytes_of_another_form_are_not_restored() -> None:
    form = parse_xform(xform("<a/>", "", question("a")))
    for saved in (b"", b"<other/>", b'<data id="else"><a/></data>', b'<data id="form"><b>lost?</b></data>'):
        with pytest.raises(SavepointRefused):
            FormEntry.restore(form, world(), saved)
