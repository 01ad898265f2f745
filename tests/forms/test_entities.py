"""Entities that a form makes or changes: one in each repeat instance, made only where the form says so."""

from lxml import etree

from tests.forms.scenario import Scenario

TREES = """
| survey | | | | |
| | type | name | label | save_to |
| | begin_repeat | tree | Tree | |
| | text | species | Species | species |
| | end_repeat | | | |
| entities | | | | |
| | list_name | label | create_if |
| | trees | ${species} | ${species} != '' |
"""
PERSON = """
| survey | | | | |
| | type | name | label | save_to |
| | select_one_from_file people.csv | person | Person | |
| | text | name | Name | full_name |
| entities | | | |
| | list_name | entity_id | label |
| | people | ${person} | ${name} |
"""
PEOPLE = {"people.csv": b"name,label,__version,__trunkVersion,__branchId\np1,Sara,4,3,b-7\n"}


def entities(form: Scenario) -> list[tuple[dict[str, str], str | None]]:
    """The attributes and the label of each entity that would be sent."""
    root = etree.fromstring(form.sent().encode())
    return [({str(k): str(v) for k, v in e.attrib.items()}, e.findtext("{*}label")) for e in root.iter("{*}entity")]


def test_each_instance_of_a_repeat_makes_its_own_where_the_form_says_so() -> None:
    form = Scenario.of(TREES)
    form.answer("tree[1]/species", "oak")
    form.add("tree")
    form.add("tree")
    form.answer("tree[3]/species", "elm")
    sent = entities(form)
    assert [(entity["create"], label or "") for entity, label in sent] == [("1", "oak"), ("0", ""), ("1", "elm")]
    assert {entity["dataset"] for entity, _ in sent} == {"trees"}
    assert len({entity["id"] for entity, _ in sent}) == 3


def test_an_entity_that_is_changed_names_the_version_it_was_changed_from() -> None:
    form = Scenario.of(PERSON, PEOPLE)
    form.answer("person", "p1")
    form.answer("name", "Sara B.")
    ((entity, label),) = entities(form)
    assert (entity["id"], entity["baseVersion"], label) == ("p1", "4", "Sara B.")
    assert (entity["trunkVersion"], entity["branchId"], entity["update"]) == ("3", "b-7", "1")
