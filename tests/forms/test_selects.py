"""Choices: from the body, from lists, filtered; answers that are no longer offered."""

from forms.entry import FormEntry
from forms.parse import parse_xform
from tests.forms.scenario import Scenario, bind, form_of, question, world, xform

PLACES = """
| survey | | | | |
| | type                  | name     | label    | choice_filter          |
| | select_one provinces  | province | Province |                        |
| | select_one counties   | county   | County   | province = ${province} |
| choices | | | | |
| | list_name | name | label   | province |
| | provinces | p1   | Yazd    |          |
| | provinces | p2   | Gilan   |          |
| | counties  | c1   | Bafq    | p1       |
| | counties  | c2   | Taft    | p1       |
| | counties  | c3   | Rasht   | p2       |
"""

FILE = """
| survey | | | | |
| | type                          | name  | label |
| | select_one_from_file fruits.csv | fruit | Fruit |
"""


def places() -> Scenario:
    return Scenario.of(PLACES)


def test_choices_follow_the_answer_that_filters_them() -> None:
    form = places()
    assert form.choices_of("county") == []
    assert form.answer("province", "p1").choices == {"/data/county"}
    assert form.choices_of("county") == ["c1", "c2"]
    assert [choice.text for choice in form.node("county").choices] == ["Bafq", "Taft"]


def test_an_answer_that_is_no_longer_offered_is_dropped_and_what_hangs_on_it_recomputed() -> None:
    data = "<p/><c/><copy/>"
    rows = "".join(f"<item><name>{n}</name><of>{of}</of></item>" for n, of in (("c1", "p1"), ("c3", "p2")))
    lists = f'<instance id="list"><root>{rows}</root></instance>'
    itemset = '<itemset nodeset="instance(\'list\')/root/item[of = /data/p]"><value ref="name"/></itemset>'
    binds = bind("copy", calculate="/data/c")
    form = Scenario.of_xform(xform(data, binds, question("p") + question("c", "select1", itemset), lists))
    form.answer("p", "p1")
    form.answer("c", "c1")
    assert form.value_of("copy") == "c1"
    changes = form.answer("p", "p2")
    assert {"/data/c", "/data/copy"} <= changes.values
    assert (form.value_of("c"), form.value_of("copy")) == ("", "")


def test_an_answer_that_left_its_list_unseen_is_dropped_when_it_would_be_seen_again() -> None:
    survey, choices = PLACES.split("| choices |")
    with_relevance = survey.replace("choice_filter          |", "choice_filter | relevant |")
    hidden = with_relevance.replace("= ${province} |", "= ${province} | ${province} != 'p2' |")
    form = Scenario.of(f"{hidden}| choices |{choices}")
    form.answer("province", "p1")
    form.answer("county", "c1")
    form.answer("province", "p2")
    assert form.value_of("county") == "c1"
    assert "c1" not in form.sent()
    form.answer("province", "p1")
    assert form.value_of("county") == "c1"
    form.answer("province", "p2")
    form.answer("province", "p3")
    assert form.value_of("county") == ""


def test_a_multiple_choice_keeps_what_is_still_offered() -> None:
    rows = "".join(f"<item><name>{n}</name></item>" for n in ("a", "b", "c"))
    lists = f'<instance id="list"><root>{rows}</root></instance>'
    itemset = '<itemset nodeset="instance(\'list\')/root/item[name != /data/without]"><value ref="name"/></itemset>'
    body = question("without") + question("many", "select", itemset)
    form = Scenario.of_xform(xform("<without/><many/>", "", body, lists))
    form.answer("many", "c  a")
    assert form.value_of("many") == "c a"
    form.answer("without", "a")
    assert form.value_of("many") == "c"


def test_choices_written_in_the_body_are_shown_in_order() -> None:
    items = "".join(f"<item><label>{v.upper()}</label><value>{v}</value></item>" for v in "cab")
    form = Scenario.of_xform(xform("<x/>", "", question("x", "select1", items)))
    assert [(choice.value, choice.text) for choice in form.node("x").choices] == [("c", "C"), ("a", "A"), ("b", "B")]


def test_a_list_in_a_file_is_read_and_a_missing_file_is_a_problem_not_a_crash() -> None:
    form = Scenario.of(FILE, {"fruits.csv": "name,label\nmango,Mango\nfig,انجیر\n".encode()})
    assert [choice.text for choice in form.node("fruit").choices] == ["Mango", "انجیر"]
    without = Scenario.of(FILE)
    assert without.choices_of("fruit") == []
    assert [problem.place.node for problem in without.entry.problems] == ["fruits"]
    assert form_of(FILE).media == ("fruits.csv",)


def test_a_rank_keeps_its_order() -> None:
    table = FILE.replace("select_one_from_file fruits.csv", "rank fruits                    ")
    table += "| choices | | | |\n| | list_name | name | label |\n| | fruits | fig | Fig |\n| | fruits | date | Date |\n"
    form = Scenario.of(table)
    form.answer("fruit", "date fig")
    assert form.node("fruit").control == "rank"
    assert "<fruit>date fig</fruit>" in form.sent()


def test_the_label_of_a_choice_can_be_read_in_the_language_shown() -> None:
    table = """
    | survey | | | | | |
    | | type            | name  | label::English (en) | label::Persian (fa) | calculation |
    | | select_one yn   | yes   | Sure?               | مطمئن؟              |             |
    | | calculate       | said  |                     |                     | jr:choice-name(${yes}, '${yes}') |
    | choices | | | | |
    | | list_name | name | label::English (en) | label::Persian (fa) |
    | | yn        | y    | Yes                 | بله                 |
    """
    form = Scenario.of(table, language="en")
    form.answer("yes", "y")
    assert form.value_of("said") == "Yes"
    changes = form.entry.set_language("fa")
    assert {"/data/said"} <= changes.values
    assert {"/data/yes"} <= changes.labels
    assert form.value_of("said") == "بله"
    assert form.label_of("yes") == "مطمئن؟"


def test_lists_are_read_ahead_and_kept_for_whoever_comes_next() -> None:
    asked: list[str] = []

    class Files(dict[str, bytes]):
        def __getitem__(self, name: str) -> bytes:
            asked.append(name)
            return super().__getitem__(name)

    files = Files(
        {"places.csv": b"name,label,county\n" + b"".join(b"v%d,V%d,c%d\n" % (n, n, n % 2) for n in range(99))}
    )
    items = "instance('places')/root/item[county = /data/county]"
    inside = f'<itemset nodeset="{items}"><value ref="name"/><label ref="label"/></itemset>'
    body = question("county") + question("village", "select1", inside)
    form = parse_xform(xform("<county/><village/>", "", body, '<instance id="places" src="jr://file-csv/places.csv"/>'))
    FormEntry.warm(form, world(files))
    assert asked == ["places.csv"]
    (_, table), *_ = form.lists.values()
    scenario = Scenario(form, files)
    scenario.answer("county", "c1")
    assert len(scenario.choices_of("village")) == 49
    assert form.lists["places"][1] is table


def test_the_name_of_a_choice_is_that_of_one_whole_value() -> None:
    items = "".join(f"<item><label>{v.upper()}</label><value>{v}</value></item>" for v in ("a", "b", "a-b"))
    binds = bind("n", type="string", calculate="jr:choice-name(/data/v, '/data/s')")
    form = Scenario.of_xform(xform("<v/><s/><n/>", binds, question("v") + question("s", "select", items)))
    for raw, name in (("a", "A"), ("a-b", "A-B"), ("a b", ""), ("c a", "")):
        form.answer("v", raw)
        assert form.value_of("n") == name


def test_a_list_filtered_by_an_answer_that_is_no_longer_asked_reads_it_as_empty() -> None:
    rows = "".join(f"<item><name>{name}</name></item>" for name in ("a", "b"))
    itemset = "<itemset nodeset=\"instance('list')/root/item[name != /data/not]\"><value ref='name'/></itemset>"
    body = question("on") + question("not") + question("s", "select1", itemset)
    lists = f'<instance id="list"><root>{rows}</root></instance>'
    form = Scenario.of_xform(xform("<on/><not/><s/>", bind("not", relevant="/data/on = ''"), body, lists))
    form.answer("not", "b")
    assert form.choices_of("s") == ["a"]
    assert "/data/s" in form.answer("on", "x").choices
    assert form.choices_of("s") == ["a", "b"]
