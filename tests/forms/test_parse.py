"""Reading forms: what is refused, what is only told, and how texts are found."""

import pytest

from assets.texts import say
from forms.errors import FormRefused
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, bind, form_of, question, world, xform

GOOD = xform("<a/>", "", question("a"))
DOCTYPE = b'<!DOCTYPE x [<!ENTITY e "boom">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<html/>",
        GOOD[: len(GOOD) // 2],
        DOCTYPE + GOOD,
        GOOD.replace(b"</h:title>", b"\x00</h:title>"),
        GOOD.replace(b"<a/>", b"<a " + b" ".join(b'x%d=""' % n for n in range(500)) + b"/>"),
        GOOD.replace(b"<a/>", b"<a>" * 400 + b"</a>" * 400),
        GOOD.replace(b"<h:body>", b"<h:body>" + question("nowhere").encode()),
        xform("<a/>", "", question("a"), '<instance id="x"><r/></instance><instance id="x"><r/></instance>'),
        xform("<a/>", bind("a", calculate="instance('no-such-list')/root/item"), question("a")),
        GOOD.replace(b"<model>", b'<model entities:entities-version="2099.1.0">'),
    ],
    ids=range(12),
)
def test_what_cannot_be_opened_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(FormRefused) as refused:
        parse_xform(data)
    problems = [problem for problem in refused.value.problems if problem.severity == "error"]
    assert problems
    assert all(say(problem.text, "en") for problem in problems)


def test_a_text_given_twice_in_one_language_is_refused() -> None:
    text = '<text id="t"><value>x</value></text>'
    itext = f'<itext><translation lang="en">{text}{text}</translation></itext>'
    with pytest.raises(FormRefused, match="twice"):
        parse_xform(xform("<a/>", "", question("a"), itext))


@pytest.mark.parametrize(
    ("body", "node"),
    [
        ('<hologram ref="/data/a"/>', "/data/a"),
        ('<odk:recordaudio ev:event="odk-instance-load" ref="/data/a"/>', "/data/a"),
    ],
)
def test_what_is_not_supported_is_named_with_its_question(body: str, node: str) -> None:
    form = parse_xform(xform("<a/>", "", body))
    assert [problem.place.node for problem in form.problems] == [node]
    assert all(problem.severity == "warning" for problem in form.problems)


def test_binds_may_be_written_relative_to_the_root() -> None:
    data = '<bind nodeset="age" type="int" calculate="40 + 2"/>'
    assert Scenario.of_xform(xform("<age/>", data, question("age"))).value_of("age") == "42"


def test_texts_come_in_the_language_asked_for_with_their_media_and_outputs() -> None:
    def text(words: str, media: str = "") -> str:
        return f'<text id="q"><value>{words}</value>{media}<value form="guidance">More</value></text>'

    image = '<value form="image">jr://images/seal.png</value><value form="audio">jr://audio/seal.mp3</value>'
    hello = 'Hello <output value="/data/n"/>!'
    itext = (
        f'<itext><translation lang="English (en)">{text(hello, image)}</translation>'
        f'<translation lang="Persian (fa)" default="true()">{text("سلام")}</translation></itext>'
    )
    label = "<label ref=\"jr:itext('q')\"/><hint ref=\"jr:itext('q')\"/>"
    body = f'<input ref="/data/a">{label}</input>' + question("n")
    form = parse_xform(xform("<a/><n>Ali</n>", "", body, itext))
    assert form.languages == ("English (en)", "Persian (fa)")
    assert Scenario(form).label_of("a") == "سلام"
    english = Scenario(form, language="en")
    found = english.node("a").label
    assert found is not None
    assert (found.text, found.image, found.audio) == ("Hello Ali!", "seal.png", "seal.mp3")
    guidance = english.node("a").guidance
    assert guidance is not None
    assert guidance.text == "More"
    assert english.answer("n", "Sara").labels == {"/data/a"}
    assert english.label_of("a") == "Hello Sara!"
    assert form.media == ("seal.png", "seal.mp3")


def test_a_group_around_a_repeat_gives_it_its_label() -> None:
    table = """
    | survey | | | |
    | | type         | name | label |
    | | begin repeat | rep  | Field |
    | | text         | x    | X     |
    | | end repeat   |      |       |
    """
    form = form_of(table)
    assert [control.tag for control in form.controls] == ["repeat"]
    assert form.repeats["/data/rep"].label is not None


def test_a_question_tells_how_it_wants_to_look() -> None:
    scale = question("r", "range", start="1", end="5", step="2", appearance="vertical no-ticks")
    photo = question("p", "upload", mediatype="image/*", appearance="annotate")
    binds = bind("p", type="binary", orx__max__pixels="1024").replace("max:pixels", "max-pixels")
    form = Scenario.of_xform(xform("<r/><p/>", bind("r", type="int") + binds, scale + photo))
    bounds = form.node("r").range
    assert bounds is not None
    assert (bounds.start, bounds.end, bounds.step) == ("1", "5", "2")
    assert form.node("r").appearance == ("vertical", "no-ticks")
    assert (form.node("p").mediatype, form.node("p").max_pixels) == ("image/*", 1024)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"start": "1", "step": "0.5"}, ("1", "10", "0.5")),
        ({"end": "-5", "start": "many"}, ("0", "-5", "1")),
        ({"start": "NaN", "end": "1e99999999"}, ("0", "10", "1")),
    ],
)
def test_bounds_that_are_missing_or_no_numbers_are_those_of_xlsform(
    written: dict[str, str], read: tuple[str, str, str]
) -> None:
    form = Scenario.of_xform(xform("<r/>", bind("r", type="int"), question("r", "range", **written)))
    bounds = form.node("r").range
    assert bounds is not None
    assert (bounds.start, bounds.end, bounds.step) == read


def test_the_second_start_of_a_form_compiles_nothing_anew() -> None:
    form = parse_xform(xform("<a/><b/>", bind("b", calculate="/data/a + 1"), question("a")))
    assert form.graph is form.graph
    assert Scenario(form).entry.form.graph is form.graph
    assert world().device


def test_a_node_that_is_asked_and_repeated_is_refused() -> None:
    body = question("rep") + f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    with pytest.raises(FormRefused, match="/data/rep: This is a repeat and something else at once"):
        parse_xform(xform("<rep><x/></rep>", "", body))
