"""The bytes: what is sent, what is kept, and that both are the same every time."""

import xml.etree.ElementTree as ET

from forms.entry import FormEntry
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, bind, question, world, xform

ORX = "{http://openrosa.org/xforms}"


def test_the_same_answers_give_the_same_bytes() -> None:
    form = parse_xform(xform("<a/><b/>", bind("b", calculate="random()"), question("a")))
    sent = []
    for _ in range(2):
        entry = FormEntry.start(form, world(seed=5))
        entry.answer("/data/a", "x")
        sent.append(entry.finalise().xml)
    assert sent[0] == sent[1]


def test_namespaces_are_kept_under_the_prefixes_that_the_form_uses() -> None:
    data = (
        "<a/><orx:meta><orx:instanceID/><orx:instanceName/>"
        '<entity dataset="people" id="" create="1"><label/></entity></orx:meta>'
    )
    binds = (
        bind("orx:meta/orx:instanceID", jr__preload="uid")
        + bind("orx:meta/orx:instanceName", calculate="concat('I am ', /data/a)")
        + bind("orx:meta/entity/@id", calculate="'e-1'")
        + bind("orx:meta/entity/label", calculate="/data/a")
    )
    data += "<meta/>"  # keeps the builder from adding its own
    form = Scenario.of_xform(xform(data, binds, question("a")))
    form.answer("a", "Sara")
    finalised = form.entry.finalise()
    root = ET.fromstring(finalised.xml)  # noqa: S314 - our own bytes
    assert (root.get("id"), root.get("version")) == ("form", "1")
    name = root.find(f"{ORX}meta/{ORX}instanceName")
    entity = root.find(f"{ORX}meta/entity")
    assert name is not None
    assert name.text == "I am Sara"
    assert entity is not None
    assert entity.attrib == {"dataset": "people", "id": "e-1", "create": "1"}
    assert entity.findtext("label") == "Sara"
    assert finalised.instance_name == "I am Sara"


def test_files_are_named_only_while_they_are_relevant() -> None:
    binds = bind("photo", type="binary", relevant="/data/a = 1") + bind("scan", type="binary")
    body = question("a") + question("photo", "upload", mediatype="image/*") + question("scan", "upload")
    form = Scenario.of_xform(xform("<a>1</a><photo/><scan/>", binds, body))
    form.answer("photo", "p.jpg")
    form.answer("scan", "s.pdf")
    assert form.entry.submission().attachments == ("p.jpg", "s.pdf")
    form.answer("a", "2")
    assert form.entry.submission().attachments == ("s.pdf",)


def test_what_people_write_is_escaped_and_read_back_as_it_was() -> None:
    form = parse_xform(xform("<a/>", "", question("a")))
    entry = FormEntry.start(form, world())
    written = " <b> & \"quoted\" 'single' ]]> سلام\u200c \t line\nnext\r\n "
    entry.answer("/data/a", written)
    again = FormEntry.restore(form, world(), entry.savepoint())
    assert again.node("/data/a").value == written
    assert again.savepoint() == entry.savepoint()


def test_a_savepoint_keeps_hidden_answers_and_every_instance() -> None:
    data = '<a>1</a><b/><rep jr:template=""><x>5</x></rep><none jr:template=""><x/></none>'
    body = question("a") + question("b") + f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    body += f'<repeat nodeset="/data/none">{question("none/x")}</repeat>'
    form = parse_xform(xform(data, bind("b", relevant="/data/a = 1"), body))
    entry = FormEntry.start(form, world())
    entry.answer("/data/b", "hidden soon")
    entry.add_repeat("/data/rep")
    entry.add_repeat("/data/rep")
    entry.answer("/data/rep[1]/x", "")
    entry.answer("/data/a", "2")
    again = FormEntry.restore(form, world(seed=99), entry.savepoint())
    assert again.count("/data/rep") == 2
    assert again.count("/data/none") == 0
    assert (again.node("/data/rep[1]/x").value, again.node("/data/rep[2]/x").value) == ("", "5")
    assert not again.node("/data/b").relevant
    assert again.node("/data/b").value == "hidden soon"
    assert again.instance_id == entry.instance_id
    assert again.savepoint() == entry.savepoint()


def test_templates_are_never_sent() -> None:
    body = f'<repeat nodeset="/data/rep">{question("rep/x")}</repeat>'
    form = Scenario.of_xform(xform('<rep jr:template=""><x>5</x></rep>', "", body))
    assert "rep" not in form.sent()
    assert "template" not in form.entry.savepoint().decode()


def test_a_public_key_and_auto_send_are_read() -> None:
    model = '<submission base64RsaPublicKey="KEY" action="https://x.example/submit" orx:auto-send="true"/>'
    form = parse_xform(xform("<a/>", "", question("a"), model))
    assert (form.submission.public_key, form.submission.auto_send) == ("KEY", True)
