"""A draft carried over to a newer version of its form: what fits stays, what does not is told."""

import pytest

from assets.texts import say
from forms.entry import FormEntry
from forms.errors import SavepointRefused
from forms.parse import parse_xform
from forms.state import Misfit
from tests.forms.scenario import Scenario, bind, question, world, xform


def item(value: str) -> str:
    return f"<item><label>{value}</label><value>{value}</value></item>"


OLD_DATA = '<name/><age/><crop/><village/><house jr:template=""><area/></house><twice/>'
OLD_BODY = (
    question("name")
    + question("age")
    + question("crop", "select", item("wheat") + item("rice"))
    + question("village")
    + f'<repeat nodeset="/data/house">{question("house/area")}</repeat>'
)


def old() -> Scenario:
    filled = Scenario.of_xform(xform(OLD_DATA, bind("twice", calculate="/data/age * 2"), OLD_BODY))
    for name, raw in (("name", "Zahra"), ("age", "41"), ("crop", "wheat rice"), ("village", "Deh Bala")):
        filled.answer(name, raw)
    for number in (1, 2):
        filled.add("house")
        filled.answer(f"house[{number}]/area", str(number * 10))
    return filled


def carried(data: str, binds: str, body: str) -> tuple[FormEntry, tuple[Misfit, ...]]:
    newer = parse_xform(xform(data, binds, body).replace(b'version="1"', b'version="2"'))
    return FormEntry.carry_over(newer, world(), old().entry.savepoint())


def test_the_same_form_carries_everything() -> None:
    before = old().entry
    entry, misfits = FormEntry.carry_over(before.form, world(), before.savepoint())
    assert (entry.savepoint(), misfits) == (before.savepoint(), ())


def test_what_fits_stays_and_the_new_version_computes_its_own() -> None:
    data = (
        '<new>default</new><age/><name/><house jr:template=""><area/><note/></house><twice/><meta><instanceID/></meta>'
    )
    binds = bind("twice", calculate="/data/age * 3") + bind("age", type="int")
    body = question("new") + question("age") + question("name")
    body += f'<repeat nodeset="/data/house">{question("house/area")}{question("house/note")}</repeat>'
    entry, _ = carried(data, binds, body)
    values = {ref: entry.node(f"/data/{ref}").value for ref in ("new", "age", "name", "twice", "house[2]/area")}
    assert values == {"new": "default", "age": "41", "name": "Zahra", "twice": "123", "house[2]/area": "20"}
    assert entry.instance_id == old().entry.instance_id
    assert b'version="2"' in entry.finalise().xml


def test_what_does_not_fit_is_told_with_its_answer() -> None:
    data = "<name/><age/><crop/><twice/>"
    binds = bind("age", type="date") + bind("twice", type="date", calculate="/data/age")
    body = question("name") + question("age") + question("crop", "select", item("wheat"))
    entry, misfits = carried(data, binds, body)
    assert [(misfit.ref, misfit.value) for misfit in misfits] == [
        ("/data/age", "41"),
        ("/data/village", "Deh Bala"),
        ("/data/house[1]/area", "10"),
        ("/data/house[2]/area", "20"),
        ("/data/crop", "wheat rice"),
    ]
    assert [say(misfit.text, "en") for misfit in misfits[::2]] == [
        "The form now asks for this in another way.",
        "This question is no longer in the form.",
        "This choice is no longer offered.",
    ]
    assert (entry.node("/data/crop").value, entry.node("/data/age").value) == ("wheat", "")


def test_answers_that_a_count_takes_away_are_told() -> None:
    body = question("age") + f'<repeat nodeset="/data/house" jr:count="1">{question("house/area")}</repeat>'
    entry, misfits = carried('<age/><house jr:template=""><area/></house>', "", body)
    assert entry.count("/data/house") == 1
    assert ("/data/house[2]/area", "20") in [(misfit.ref, misfit.value) for misfit in misfits]


def test_a_group_that_became_a_question_loses_what_stood_in_it() -> None:
    filled = Scenario.of_xform(xform("<g><x/></g>", "", f'<group ref="/data/g">{question("g/x")}</group>'))
    filled.answer("g/x", "here")
    flat = parse_xform(xform("<g/>", "", question("g")))
    entry, misfits = FormEntry.carry_over(flat, world(), filled.entry.savepoint())
    assert [misfit.ref for misfit in misfits] == ["/data/g/x"]
    back, lost = FormEntry.carry_over(filled.entry.form, world(), _answered(entry, "/data/g", "there").savepoint())
    assert [(misfit.ref, misfit.value) for misfit in lost] == [("/data/g", "there")]
    assert back.node("/data/g/x").value == ""


def _answered(entry: FormEntry, ref: str, raw: str) -> FormEntry:
    entry.answer(ref, raw)
    return entry


def test_a_correction_stays_one() -> None:
    form = parse_xform(xform("<a/>", "", question("a")))
    first = FormEntry.start(form, world())
    correction = FormEntry.edit(form, world(seed=2), first.submission().xml)
    again = FormEntry.restore(form, world(), correction.savepoint())
    carried_over, misfits = FormEntry.carry_over(form, world(), correction.savepoint())
    for entry in (again, carried_over):
        assert entry.node("/data/meta/deprecatedID").value == first.instance_id
        assert entry.instance_id == correction.instance_id
    assert misfits == ()


def test_another_form_is_refused() -> None:
    other = parse_xform(xform("<a/>").replace(b'id="form"', b'id="other"'))
    with pytest.raises(SavepointRefused):
        FormEntry.carry_over(other, world(), old().entry.savepoint())
