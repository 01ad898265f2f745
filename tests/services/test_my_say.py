"""My say: what is said, about whom, in writing or aloud, and a name only from who wants to be called back."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from forms.entry import FormEntry
from forms.world import World
from tests.services.conftest import NOW, begin, complaint, fill, form_of

KIND, WAY, CONTACT = "/data/say/kind", "/data/message/way", "/data/answer/contact"
NAME, MOBILE = "/data/answer/caller/full_name", "/data/answer/caller/mobile"
CONSENT = {"/data/agreement/consent": "OK"}
letters = st.text(string.ascii_letters + "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", min_size=8, max_size=30)


def asked(entry: FormEntry) -> set[str]:
    """The names of the questions that are asked now."""
    return {state.path.rpartition("/")[2] for state in entry.nodes() if state.relevant and state.control}


def test_a_complaint_without_a_name_can_be_handed_in() -> None:
    entry = complaint()
    assert entry.validate() == ()
    assert entry.finalise().instance_name == "شکایت"
    assert asked(entry).isdisjoint({"full_name", "mobile", "outcome", "recording"})


@pytest.mark.parametrize("kind", ["thanks", "survey"])
def test_who_expects_no_answer_is_not_asked_for_one(kind: str) -> None:
    entry = begin("my_say")
    fill(entry, {KIND: kind})
    assert "contact" not in asked(entry)


def test_how_today_was_is_asked_in_stars_about_this_visit() -> None:
    entry = begin("my_say")
    stars = {f"/data/visit/{name}": "4" for name in ("respect", "waiting", "ease")}
    fill(entry, {KIND: "survey", "/data/visit/outcome": "partly", **stars, WAY: "nothing", **CONSENT})
    assert "office" not in asked(entry)
    assert entry.validate() == ()
    assert entry.finalise().instance_name == "نظرسنجی"


@pytest.mark.parametrize(("kind", "ways"), [("complaint", 2), ("suggestion", 2), ("thanks", 2), ("survey", 3)])
def test_only_after_the_stars_may_there_be_nothing_more_to_say(kind: str, ways: int) -> None:
    entry = begin("my_say")
    fill(entry, {KIND: kind})
    assert len(entry.node(WAY).choices) == ways


def test_what_is_said_aloud_goes_along_as_a_file_and_the_voice_is_warned_of() -> None:
    entry = complaint()
    fill(entry, {WAY: "speak", "/data/message/recording": "voice.m4a"})
    hint = entry.node(WAY).hint
    assert hint is not None
    assert "صدا را می‌شود شناخت" in hint.text
    finalised = entry.finalise()
    assert finalised.attachments == ("voice.m4a", "device-signature.txt")
    assert "سه هفته" not in finalised.xml.decode(), "what was written before is taken back"


def test_only_who_wants_to_be_called_leaves_a_name_and_a_number() -> None:
    entry = complaint()
    fill(entry, {CONTACT: "call"})
    assert {violation.ref for violation in entry.validate()} == {NAME, MOBILE}
    fill(entry, {NAME: "زهرا رضایی", MOBILE: "09123456789"})
    assert "زهرا رضایی" in entry.finalise().xml.decode()


@settings(deadline=None)
@given(name=letters.map("Zahra {}".format), number=st.integers(0, 999_999_999).map(lambda n: f"09{n:09}"))
def test_a_name_that_was_taken_back_is_not_sent(name: str, number: str) -> None:
    entry = complaint()
    fill(entry, {CONTACT: "call", NAME: name, MOBILE: number})
    fill(entry, {CONTACT: "code"})
    xml = entry.finalise().xml.decode()
    assert name not in xml
    assert number not in xml


@settings(deadline=None)
@given(
    machine=letters.map("counter-{}-of-this-office".format),  # a bare word may stand in any form
    seeds=st.tuples(st.integers(0, 2**32), st.integers(0, 2**32)).filter(lambda two: two[0] != two[1]),
)
def test_nothing_links_two_that_were_said_without_a_name(machine: str, seeds: tuple[int, int]) -> None:
    """Two people who say the same differ in random numbers alone, whoever and wherever the machine takes them for."""
    device = dict.fromkeys(("deviceid", "username", "phonenumber", "simserial", "subscriberid", "email"), machine)
    first, second = (complaint(seed=seed, device=device).finalise() for seed in seeds)
    assert machine not in (first.xml + second.xml).decode()
    assert first.instance_id != second.instance_id
    assert without_random(first.xml) == without_random(second.xml)


def without_random(xml: bytes) -> bytes:
    """Return a submission without its instanceID, what is computed from that, and the case's id."""
    root = etree.fromstring(xml)
    for element in root.iter("{*}instanceID", "{*}case_code", "{*}label"):
        element.text = ""
    for entity in root.iter("{*}entity"):
        del entity.attrib["id"]
    return etree.tostring(root)


def test_the_form_asks_the_machine_for_nothing() -> None:
    """Neither moments nor names: the number is random, and of the time only today's date is written."""
    form = form_of("my_say")
    assert [(ref, bind.preload) for ref, bind in form.binds.items() if bind.preload] == [
        ("/data/meta/instanceID", "uid")
    ]
    assert form.audit is None
    entry = FormEntry.start(form, World(now=lambda: NOW), language="fa")
    assert NOW.strftime("%H:%M") not in entry.savepoint().decode()
