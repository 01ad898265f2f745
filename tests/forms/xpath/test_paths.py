"""Where a path leads: relative, absolute, into secondary instances, within repeats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forms.tree import Node
from forms.xpath import Context, Environment, EvaluationError, LimitExceeded, compile_expression
from tests.forms.xpath.conftest import Ask, leaf

Text = Callable[..., str]


def test_a_reference_without_positions_means_this_instance(text: Text, data: Node) -> None:
    second = data.named["row"][1].named["out"][0]
    assert text("/data/row/x", second) == "2"
    assert text("sum(/data/row/x)", second) == "2"
    assert text("count(/data/row)", second) == "3", "a repeat itself means all of its instances"
    assert text("../x", second) == "2"


def test_relative_paths_and_predicates_reach_the_other_instances(text: Text, data: Node) -> None:
    second = data.named["row"][1].named["out"][0]
    assert text("sum(../../row/x)", second) == "6"
    assert text("/data/row[3]/x", second) == "3"
    assert text("join(',', /data/row[x >= current()/../x]/x)", second) == "2,3"
    assert text("indexed-repeat(../x, /data/row, 3)", second) == "3"


def test_absolute_paths_in_a_lookup_stay_on_the_primary_instance(text: Text, data: Node) -> None:
    data.named["name"][0].value = "b"
    assert text("instance('places')/root/item[name = /data/name]/label") == "Bam"
    assert text("instance('places')/root/item[name = current()]/label", data.named["name"][0]) == "Bam"


def test_names_match_with_and_without_their_prefix(ask: Ask, text: Text) -> None:
    assert text("/data/meta/instanceID") == "uuid:1"
    nodes = ask("/data/orx:meta/orx:instanceID")
    assert isinstance(nodes, list)
    assert [node.value for node in nodes] == ["uuid:1"]
    assert ask("/data/orx:name") == []


def test_attributes_text_and_wildcards(text: Text) -> None:
    assert text("/data/@id") == "census"
    assert text("count(/data/*)") == "15", "the one that is not relevant left out"
    assert text("/data/name/text()") == "Nika"
    assert text("count(//x)") == "3"
    assert text("//row[2]/x/../x") == "2"
    assert text("count(/data/row/x | /data/row[1]/x)") == "3"
    assert text("(/data/row/x)[2]") == "2"


def test_axes_walk_the_tree_in_document_order(text: Text, data: Node) -> None:
    x = data.named["row"][1].named["x"][0]
    assert text("count(ancestor::*)", x) == "2"
    assert text("name(ancestor::*[1])", x) == "row"
    assert text("count(preceding::x)", x) == "1"
    assert text("following-sibling::out", x) == ""
    assert text("join(' ', ../preceding-sibling::row[1]/x | ../following-sibling::row/x)", x) == "1 3"
    assert text("count(/data/descendant-or-self::node())") == "23"


def test_a_repeat_that_grows_is_seen_at_once(text: Text, data: Node) -> None:
    assert text("sum(/data/row/x)") == "6"
    row = data.insert_after(data.named["row"][-1], Node("row"))
    leaf(row, "x", "4", "int")
    assert text("sum(/data/row/x)") == "10"
    assert text("/data/row[4]/x") == "4"
    data.remove(data.named["row"][0])
    assert text("sum(/data/row/x)") == "9"
    assert text("position(/data/row[x = 2])") == "1"


def test_nodes_are_asked_of_paths_only(environment: Environment, data: Node) -> None:
    with pytest.raises(EvaluationError, match="single value"):
        compile_expression("1 + 1", {}).nodes(Context(data, environment))


def test_an_expression_that_goes_on_for_ever_is_stopped(environment: Environment, data: Node) -> None:
    for _ in range(60):
        leaf(data, "z", "1")
    environment.limit = 10_000
    slow = compile_expression("count(/data/z[count(/data/z[count(/data/z[. = 1]) = 60]) = 60])", {})
    with pytest.raises(LimitExceeded):
        slow.number(Context(data, environment))
    assert compile_expression("count(/data/z)", {}).number(Context(data, environment)) == 60
