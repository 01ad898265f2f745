"""Tables and trees from files, as their authors' programs write them."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from forms.secondary import Unreadable, from_csv, from_element, from_geojson
from forms.xpath.columns import column, rows_at

if TYPE_CHECKING:
    from forms.tree import Node


def table(document: Node) -> list[dict[str, str]]:
    return [{cell.name: cell.value for cell in row.children} for row in document.children[0].children]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_is_read_whatever_its_delimiter(delimiter: str, mark: bytes) -> None:
    lines = (("name", "label"), ("a", '"x, y; z"'), ("b", '"two\nlines"'))
    content = mark + "\r\n".join(delimiter.join(line) for line in lines).encode()
    assert table(from_csv(content)) == [{"name": "a", "label": "x, y; z"}, {"name": "b", "label": "two\nlines"}]


def test_ragged_lines_are_filled_and_empty_ones_left_out() -> None:
    assert table(from_csv(b"a,b\n1\n\n1,2,3\n")) == [{"a": "1", "b": ""}, {"a": "1", "b": "2"}]


def test_a_file_with_no_rows_is_an_empty_table() -> None:
    assert from_csv(b"").children[0].name == "root"
    assert from_csv(b"a,b\n").children[0].children == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'a\n"' + b"x" * 200_000])
def test_what_is_no_table_is_said_so(content: bytes) -> None:
    with pytest.raises(Unreadable):
        from_csv(content)


def test_geojson_becomes_rows_with_geometry_properties_and_id() -> None:
    properties = {"name": "A", "id": "p1", "size": 2.50, "open": True, "note": None}
    features = [
        {"id": "f1", "geometry": {"type": "Point", "coordinates": [51.5, 35.25]}, "properties": properties},
        {"geometry": {"type": "LineString", "coordinates": [[51, 35], [52, 36, 7]]}, "properties": {}},
        {"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}, "properties": {}},
    ]
    found = table(from_geojson(json.dumps({"type": "FeatureCollection", "features": features}).encode()))
    assert found[0] == {
        "geometry": "35.25 51.5 0 0",
        "name": "A",
        "id": "f1",
        "size": "2.5",
        "open": "true",
        "note": "",
    }
    assert found[1]["geometry"] == "35 51 0 0; 36 52 0 0"
    assert found[2]["geometry"] == "0 0 0 0; 0 1 0 0; 0 0 0 0"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[1]",
        b"{}",
        b'{"features": [1]}',
        b'{"features": [{"geometry": {"type": "Point", "coordinates": ["x"]}}]}',
    ],
)
def test_what_is_no_geojson_is_said_so(content: bytes) -> None:
    with pytest.raises(Unreadable):
        from_geojson(content)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    for read in (from_csv, from_geojson):
        with contextlib.suppress(Unreadable):
            assert read(content).children[0].name == "root"


def test_an_inline_instance_is_copied_whole() -> None:
    rows = '<item n="1"><name>a</name><label>A</label></item>'
    source = f'<root xmlns="u">{rows}<group><name/><deep><x>1</x></deep></group></root>'
    root = from_element(etree.fromstring(source)).children[0]
    item, group = root.children
    assert (root.namespace, item.attribute("n"), [c.value for c in item.children]) == ("u", "1", ["a", "A"])
    assert [node.path() for node in group.descendants()] == [
        "/root/group/name",
        "/root/group/deep",
        "/root/group/deep/x",
    ]
    assert all(node.namespace == "u" for node in root.descendants())


def test_a_table_makes_no_rows_before_somebody_looks_at_them() -> None:
    lists = "".join(f"<item><name>n{i}</name><label>L{i}</label></item>" for i in range(60))
    for document in (
        from_csv(("name,label\n" + "".join(f"n{i},L{i}\n" for i in range(60))).encode()),
        from_element(etree.fromstring(f"<root>{lists}</root>")),
    ):
        rows = rows_at(document, ("root", "item"))
        seventh = rows[7]
        assert (len(rows), seventh.path(), seventh.text()) == (60, "/root/item", "n7L7")
        assert column(document, ("root", "item"))[7] is seventh
        assert [row.text() for row in rows[58:]] == ["n58L58", "n59L59"]


def test_rows_of_different_shapes_are_read_as_they_are() -> None:
    root = from_element(etree.fromstring("<root><a><x>1</x></a><a><x>1</x><y>2</y></a><b>3</b></root>")).children[0]
    assert [(child.name, child.text()) for child in root.children] == [("a", "1"), ("a", "12"), ("b", "3")]
    assert [child.name for child in root.named["a"][1].children] == ["x", "y"]
