"""Data types as they are stored, and what each attribute of a bind does."""

import re

import pytest

from forms.errors import InvalidAnswer, NotFinalisable
from tests.forms.scenario import NOW, Scenario, bind, question, xform

TYPES = {
    "string": (" as written ", " as written "),
    "int": ("007", "7"),
    "boolean": ("true", "1"),
    "decimal": ("2.50", "2.50"),
    "date": ("2026-11-22", "2026-11-22"),
    "time": ("10:30:00.000+03:30", "10:30:00.000+03:30"),
    "dateTime": ("2026-11-22T10:30:00.000+05:45", "2026-11-22T10:30:00.000+05:45"),
    "geopoint": ("35.7 51.4 1200.0 5.0", "35.7 51.4 1200.0 5.0"),
    "geotrace": ("35.5 51.5 0.0 0.0; 36.5 52.5 0.0 0.0", "35.5 51.5 0.0 0.0; 36.5 52.5 0.0 0.0"),
    "geoshape": (
        "1.5 1.5 0.0 0.0; 1.5 2.5 0.0 0.0; 1.5 1.5 0.0 0.0",
        "1.5 1.5 0.0 0.0; 1.5 2.5 0.0 0.0; 1.5 1.5 0.0 0.0",
    ),
    "binary": ("photo.jpg", "photo.jpg"),
    "barcode": ("6260100320018", "6260100320018"),
    "intent": ("what an app gave", "what an app gave"),
}
"""What is answered, and what is stored and sent, by type."""
REFUSED = {
    "int": "x",
    "decimal": "1,5",
    "boolean": "perhaps",
    "date": "2026-02-30",
    "time": "25:00",
    "geopoint": "91 0",
}

BINDS = {
    "nodeset",
    "type",
    "readonly",
    "required",
    "relevant",
    "constraint",
    "calculate",
    "saveIncomplete",
    "jr:requiredMsg",
    "jr:constraintMsg",
    "jr:preload",
    "orx:max-pixels",
}
"""The attributes that the scenarios below hold."""


@pytest.mark.parametrize("name", TYPES)
def test_an_answer_is_sent_as_its_type_is_written(name: str) -> None:
    raw, stored = TYPES[name]
    form = Scenario.of_xform(xform("<a/>", bind("a", type=name), question("a")))
    form.answer("a", raw)
    assert form.value_of("a") == stored
    assert f"<a>{stored}</a>" in form.sent()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_value_of_the_type_is_refused(name: str) -> None:
    form = Scenario.of_xform(xform("<a/>", bind("a", type=name), question("a")))
    with pytest.raises(InvalidAnswer):
        form.answer("a", REFUSED[name])


def test_a_type_that_nobody_knows_is_text() -> None:
    form = Scenario.of_xform(xform("<a/>", bind("a", type="xsd:hologram"), question("a")))
    form.answer("a", "anything")
    assert form.value_of("a") == "anything"


@pytest.mark.parametrize("nodeset", ["/data/a", "a", "./a"])
def test_nodeset_names_its_node_absolute_or_relative_to_the_root(nodeset: str) -> None:
    written = bind("a", required="true()").replace('"/data/a"', f'"{nodeset}"')
    assert Scenario.of_xform(xform("<a/>", written, question("a"))).node("a").required


def test_readonly_required_and_their_words() -> None:
    binds = bind("a", required="true()", jr__requiredMsg="Give your name") + bind("b", readonly="/data/a = 'x'")
    form = Scenario.of_xform(xform("<a/><b/>", binds, question("a") + question("b")))
    assert (form.node("a").violation, form.node("a").message) == ("required", "Give your name")
    form.answer("a", "x")
    assert form.node("b").readonly


def test_relevant_leaves_the_node_out_of_what_is_sent_and_of_what_is_judged() -> None:
    binds = bind("b", relevant="/data/a = 'x'", required="true()", constraint=". = 'y'")
    form = Scenario.of_xform(xform("<a/><b>z</b>", binds, question("a") + question("b")))
    assert "<b>" not in form.sent()
    assert form.entry.validate() == ()
    form.answer("a", "x")
    assert form.node("b").violation == "constraint"


def test_constraint_runs_only_where_something_is_answered_and_reads_its_own_value() -> None:
    form = Scenario.of_xform(
        xform("<a/>", bind("a", type="int", constraint=". > 5", jr__constraintMsg="More"), question("a"))
    )
    assert form.node("a").valid
    form.answer("a", "3")
    assert (form.node("a").violation, form.node("a").message) == ("constraint", "More")
    with pytest.raises(NotFinalisable):
        form.entry.finalise()


def test_calculate_is_computed_again_with_what_it_reads() -> None:
    form = Scenario.of_xform(
        xform("<a>2</a><b/>", bind("a", type="int") + bind("b", type="int", calculate="../a * 3"), question("a"))
    )
    assert form.value_of("b") == "6"
    form.answer("a", "5")
    assert form.value_of("b") == "15"


def test_save_incomplete_is_read_over_because_every_answer_is_saved() -> None:
    form = Scenario.of_xform(xform("<a/>", bind("a", saveIncomplete="true()"), question("a")))
    form.answer("a", "x")
    assert b"<a>x</a>" in form.entry.savepoint()


def test_the_largest_side_of_a_picture_is_told() -> None:
    written = bind("p", type="binary", maxpixels="640").replace("maxpixels", "orx:max-pixels")
    form = Scenario.of_xform(xform("<p/>", written, question("p", "upload", mediatype="image/*")))
    assert form.node("p").max_pixels == 640


PRELOADS = {
    ("uid", ""): r"uuid:[0-9a-f-]{36}",
    ("timestamp", "start"): "2026-11-22T08:30:00.000[+]03:30",
    ("timestamp", "end"): "2026-11-22T08:30:00.000[+]03:30",
    ("date", "today"): NOW.date().isoformat(),
    ("property", "deviceid"): "counter-7",
    ("property", "email"): "office@example.org",
    ("property", "username"): "zahra",
    ("property", "phonenumber"): "021",
}
"""What each preload leaves in what is sent."""


@pytest.mark.parametrize(("kind", "params"), PRELOADS)
def test_a_preload_fills_its_node(kind: str, params: str) -> None:
    form = Scenario.of_xform(xform("<p/>", bind("p", jr__preload=kind, jr__preloadParams=params)))
    sent = form.entry.finalise().xml.decode()
    value = sent.partition("<p>")[2].partition("</p>")[0]
    assert re.fullmatch(PRELOADS[kind, params], value)
