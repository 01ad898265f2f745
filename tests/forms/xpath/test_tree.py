"""The light tree keeps its lists, positions and versions right however it changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forms.tree import Node, Row, document

NAMES = st.sampled_from(["a", "b", "c"])


@given(st.lists(st.tuples(st.sampled_from(["append", "insert", "remove"]), NAMES, st.integers(0, 9)), max_size=30))
def test_children_by_name_are_the_children_in_order(changes: list[tuple[str, str, int]]) -> None:
    parent = Node("parent")
    above = document(parent)
    for change, name, place in changes:
        before = above.version
        if change == "append":
            parent.append(Node(name))
        elif change == "insert":
            parent.insert(min(place, len(parent.children)), Node(name))
        elif parent.children:
            parent.remove(parent.children[place % len(parent.children)])
        else:
            continue
        assert above.version > before
        expected = {n: [c for c in parent.children if c.name == n] for n in "abc"}
        assert parent.named == {n: same for n, same in expected.items() if same}
        assert all(same[c.position() - 1] is c for same in expected.values() for c in same)


def test_attributes_of_one_name_in_two_namespaces_live_side_by_side() -> None:
    node = Node("data")
    node.set_attribute("complete", "1", "http://openrosa.org/javarosa")
    node.set_attribute("complete", "0")
    node.set_attribute("complete", "2")
    assert sorted(a.value for a in node.attributes.values()) == ["1", "2"]


def test_a_row_is_an_element_like_any_other() -> None:
    row = Row("item", ("name", "label", "name"), ("a", "A", "b"))
    assert (row.cell("label"), row.cell("name"), row.cell("none")) == ("A", None, None)
    assert [c.value for c in row.named["name"]] == ["a", "b"]
    row.append(Node("extra", "x"))
    assert row.text() == "aAbx"
    assert row.cell("label") is None


def test_a_node_shows_where_it_is_and_not_what_it_holds() -> None:
    data = Node("data")
    leaf = data.append(Node("name", "Nika"))
    assert repr(leaf) == "<Node /data/name>"
