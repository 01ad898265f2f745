"""Controls with their attributes, texts in all their forms, and the lists that choices come from."""

import pytest

from forms.entry import FormEntry
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, bind, question, world, xform

ITEMS = "".join(f"<item><label>{v.upper()}</label><value>{v}</value></item>" for v in "abc")
CONTROLS = {
    "input": ("<input ref='/data/x'><label>x</label></input>", "words"),
    "select1": (f"<select1 ref='/data/x'><label>x</label>{ITEMS}</select1>", "b"),
    "select": (f"<select ref='/data/x'><label>x</label>{ITEMS}</select>", "c a"),
    "rank": (f"<odk:rank ref='/data/x'><label>x</label>{ITEMS}</odk:rank>", "c a b"),
    "upload": ("<upload ref='/data/x' mediatype='image/*'><label>x</label></upload>", "p.jpg"),
    "trigger": ("<trigger ref='/data/x'><label>x</label></trigger>", "OK"),
    "range": ("<range ref='/data/x' start='1' end='9' step='2'><label>x</label></range>", "5"),
}
"""The body of one question of each control, and an answer."""
ATTRIBUTES = {"appearance", "autoplay", "rows", "mediatype", "accept", "jr:count", "jr:noAddRemove"}
SOURCES = {
    "jr://file/list.xml": b"<root><item><name>a</name><label>A</label></item></root>",
    "jr://file-csv/list.csv": b"\xef\xbb\xbfname;label\na;A\n",
    "jr://file/list.geojson": b'{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":'
    b'{"type":"Point","coordinates":[51,35]},"properties":{"name":"a","label":"A"}}]}',
}
MEDIA = ("image", "audio", "video", "big-image")
ITEXT = ("long", "short", "guidance", *MEDIA)


@pytest.mark.parametrize("tag", CONTROLS)
def test_a_control_takes_its_answer(tag: str) -> None:
    body, answer = CONTROLS[tag]
    form = Scenario.of_xform(xform("<x/>", "", body))
    assert form.node("x").control == tag
    form.answer("x", answer)
    assert f"<x>{answer}</x>" in form.sent()
    assert [choice.text for choice in form.node("x").choices] == (["A", "B", "C"] if "item" in body else [])


def test_groups_and_repeats_hold_questions() -> None:
    inner = f"<group ref='/data/g'><label>Group</label>{question('g/x')}</group>"
    body = (
        f"{inner}<group ref='/data/r'><label>Rows</label><repeat nodeset='/data/r'>{question('r/y')}</repeat></group>"
    )
    form = Scenario.of_xform(xform("<g><x/></g><r><y/></r>", "", body))
    assert [(n.path, n.kind) for n in form.state()][:4] == [
        ("/data/g", "group"),
        ("/data/g/x", "question"),
        ("/data/r[1]", "repeat-instance"),
        ("/data/r[1]/y", "question"),
    ]


def test_attributes_of_a_control_are_told_to_the_screen() -> None:
    label = "<label ref=\"jr:itext('q')\"/>"
    body = f'<input ref="/data/x" appearance="multiline w4" rows="5" autoplay="audio">{label}</input>'
    body += '<upload ref="/data/f" mediatype="application/pdf" accept=".pdf"><label>f</label></upload>'
    form = Scenario.of_xform(xform("<x/><f/>", bind("f", type="binary"), body))
    x, f = form.node("x"), form.node("f")
    assert (x.appearance, x.rows, x.autoplay) == (("multiline", "w4"), 5, "audio")
    assert (f.mediatype, f.accept) == ("application/pdf", ".pdf")


def test_a_repeat_that_is_fixed_says_so() -> None:
    body = f'<repeat nodeset="/data/r" jr:count="2" jr:noAddRemove="true()">{question("r/x")}</repeat>'
    form = Scenario.of_xform(xform("<r><x/></r>", "", body))
    assert form.entry.count("/data/r") == 2
    assert form.entry.form.repeats["/data/r"].fixed


def test_a_text_has_forms_and_languages() -> None:
    def texts(language: str) -> str:
        media = "".join(f'<value form="{form}">jr://images/{language}.x</value>' for form in MEDIA)
        words = "".join(f'<value form="{form}">{form} {language}</value>' for form in ("short", "guidance"))
        return f'<text id="q"><value>{language} words</value>{words}{media}</text>'

    itext = f'<itext><translation lang="en">{texts("en")}</translation>'
    itext += f'<translation lang="fa" default="true()">{texts("fa")}</translation></itext>'
    body = '<input ref="/data/x"><label ref="jr:itext(\'q\')"/><hint ref="jr:itext(\'q\')"/></input>'
    form = Scenario.of_xform(xform("<x/>", "", body, itext))
    for language in ("fa", "en"):
        form.entry.set_language(language)
        node = form.node("x")
        assert node.label is not None
        assert node.guidance is not None
        assert node.label.text == f"{language} words"
        assert node.guidance.text == f"guidance {language}"
        media = (node.label.image, node.label.audio, node.label.video, node.label.big_image)
        assert media == (f"{language}.x",) * 4


def test_an_output_in_a_label_follows_what_it_reads() -> None:
    body = question("n") + '<input ref="/data/x"><label>Dear <output value="/data/n"/>!</label></input>'
    form = Scenario.of_xform(xform("<n/><x/>", "", body))
    assert form.answer("n", "Sara").labels == {"/data/x"}
    assert form.label_of("x") == "Dear Sara!"


@pytest.mark.parametrize("src", SOURCES)
def test_choices_come_from_a_file(src: str) -> None:
    lists = f'<instance id="list" src="{src}"/>'
    itemset = "<itemset nodeset=\"instance('list')/root/item\"><value ref='name'/><label ref='label'/></itemset>"
    xml = xform("<x/>", "", question("x", "select1", itemset), lists)
    form = Scenario.of_xform(xml, {src.rpartition("/")[2]: SOURCES[src]})
    assert [(choice.value, choice.text) for choice in form.node("x").choices] == [("a", "A")]


def test_the_form_that_was_saved_last_can_be_read() -> None:
    last = '<instance id="last" src="jr://instance/last-saved"/>'
    model = (
        f'{last}<setvalue event="odk-instance-first-load" ref="/data/street" value="instance(\'last\')/data/street"/>'
    )
    form = parse_xform(xform("<street/>", "", question("street"), model))
    first = FormEntry.start(form, world())
    assert first.node("/data/street").value == ""
    first.answer("/data/street", "Azadi")
    second = FormEntry.start(form, world({"last-saved": first.finalise().xml}))
    assert second.node("/data/street").value == "Azadi"


def test_choices_are_filtered_and_shuffled_by_a_seed() -> None:
    rows = "".join(f"<item><name>{n}</name><kind>{n % 2}</kind></item>" for n in range(8))
    lists = f'<instance id="list"><root>{rows}</root></instance>'
    nodeset = "randomize(instance('list')/root/item[kind = /data/kind], 42)"
    body = question("kind") + question(
        "x", "select1", f'<itemset nodeset="{nodeset}"><value ref="name"/><label ref="name"/></itemset>'
    )
    form = Scenario.of_xform(xform("<kind>1</kind><x/>", "", body, lists))
    first = form.choices_of("x")
    assert sorted(first) == ["1", "3", "5", "7"]
    assert first != sorted(first)
    again = Scenario.of_xform(xform("<kind>1</kind><x/>", "", body, lists))
    assert again.choices_of("x") == first


def test_an_absolute_path_inside_a_list_stays_on_the_form_and_current_is_the_question() -> None:
    rows = "<item><name>a</name><of>p</of></item><item><name>b</name><of>q</of></item>"
    lists = f'<instance id="list"><root>{rows}</root></instance>'
    for condition in ("of = /data/p", "of = current()/../p"):
        itemset = f"<itemset nodeset=\"instance('list')/root/item[{condition}]\"><value ref='name'/></itemset>"
        form = Scenario.of_xform(xform("<p>q</p><x/>", "", question("x", "select1", itemset), lists))
        assert form.choices_of("x") == ["b"]


def test_a_path_without_positions_inside_a_repeat_means_this_instance() -> None:
    binds = bind("r/y", type="int", calculate="/data/r/x * 2")
    form = Scenario.of_xform(xform("<r><x/><y/></r>", binds, f'<repeat nodeset="/data/r">{question("r/x")}</repeat>'))
    form.add("r")
    form.answer("r[1]/x", "3")
    form.answer("r[2]/x", "5")
    assert [form.value_of(f"r[{n}]/y") for n in (1, 2)] == ["6", "10"]
