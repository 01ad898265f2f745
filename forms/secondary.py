"""Secondary instances from bytes: XML, CSV and GeoJSON, all as trees that XPath reads.

A row of a table keeps its cells as texts and grows nodes only when somebody looks into it: a file with a hundred
thousand rows costs its texts, and an index over a column needs no nodes at all.
"""

from __future__ import annotations

import csv
import io
import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from assets.texts import T, Text, say
from forms.table import Rows, Table
from forms.tree import Node, Row, document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

MOST_ROWS = 250_000  # read in about a second; a country has 98,000 villages
MOST_CELLS = 5_000_000  # a hundred thousand rows of fifty columns
_DELIMITERS = ",;\t|"
_MORE_THAN_LEAVES = etree.XPath("boolean(*/*) or boolean(*/@*)")
_MORE_THAN_ROWS = etree.XPath("boolean(*/@*) or boolean(*/*/*) or boolean(*/*/@*)")
_ROOT, _ITEM = "root", "item"


class Unreadable(ValueError):
    """The bytes are not a table or a tree of the kind their name says; `text` says why."""

    def __init__(self, text: Text) -> None:
        """Keep the reason for the form's author."""
        super().__init__(say(text, "en"))
        self.text = text


def from_csv(content: bytes) -> Node:
    """Return the document above `root/item/column` for a CSV whose first line names the columns.

    UTF-8, with or without a byte order mark; the delimiter is whichever of comma, semicolon, tab and bar the first
    line has most of. A short line has empty cells, what a line has too much is left out. Raises Unreadable.
    """
    try:
        text = content.decode("utf-8-sig")
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        columns = tuple(name.strip() for name in next(lines, ()))
        rows = list(islice((cells for cells in lines if cells), MOST_ROWS + 1))
        if len(rows) > MOST_ROWS:
            raise Unreadable(T("The file has more than {count} rows.", count=MOST_ROWS))
        if len(rows) * len(columns) > MOST_CELLS:
            raise Unreadable(T("The file has more than {count} cells.", count=MOST_CELLS))
        return document(Table(_ROOT, Rows(_ITEM, columns, [_filled(cells, len(columns)) for cells in rows])))
    except UnicodeDecodeError:
        raise Unreadable(T("The file is not encoded in UTF-8.")) from None
    except csv.Error as error:
        raise Unreadable(T("The file is not a table: {reason}", reason=str(error))) from None


def _delimiter(text: str) -> str:
    """Return the delimiter of the first line; what stands in quotes does not count."""
    bare = "".join(text.partition("\n")[0].split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def _filled(cells: list[str], width: int) -> list[str]:
    return cells if len(cells) == width else [*cells, *[""] * (width - len(cells))][:width]


def _table(rows: Iterable[Row]) -> Node:
    root = Node(_ROOT)
    items: list[Node] = []
    for row in rows:
        row.parent = root
        items.append(row)
        if len(items) > MOST_ROWS:
            raise Unreadable(T("The file has more than {count} rows.", count=MOST_ROWS))
    root.children = items
    if items:
        root.named = {_ITEM: list(items)}
    return document(root)


def from_element(element: _Element) -> Node:
    """Return the document above a copy of `element`, the root of an inline instance or of an XML file."""
    return document(_Copier().copied(element))


class _Copier:
    """Copies elements; those whose children are rows of one shape, leaves side by side, become tables."""

    def __init__(self) -> None:
        self._shapes: dict[tuple[str, ...], _Shape | None] = {}

    def copied(self, element: _Element) -> Node:
        node = self._without_attributes(element)
        for key, value in element.attrib.items():
            space, attribute = _split(str(key))
            node.set_attribute(attribute, str(value), space)
        return node

    def _without_attributes(self, element: _Element) -> Node:
        namespace, name = _split(element.tag)
        children = list(element.iterchildren("{*}*"))
        if not children:
            return Node(name, element.text or "", namespace)
        if not _MORE_THAN_LEAVES(element) and (row := self._as_row(element, children)) is not None:
            return row
        are_rows = not _MORE_THAN_ROWS(element)
        rows = self._as_rows(children) if are_rows else None
        if rows is not None:
            return Table(name, rows, namespace)
        node = Node(name, "", namespace)
        self._fill(node, [(are_rows and self._as_row(child, list(child))) or self.copied(child) for child in children])
        return node

    def _as_row(self, element: _Element, cells: Sequence[_Element]) -> Row | None:
        """Return `element`, whose children are leaves without attributes, as a row; None where it cannot be one."""
        shape = self._shape(_tags(element, cells))
        return Row(shape.name, shape.columns, tuple(_line(cells)), shape.namespace) if shape is not None else None

    def _as_rows(self, elements: Sequence[_Element]) -> Rows | None:
        """Return `elements`, whose children are leaves without attributes, as rows; None where they differ."""
        tags = _tags(elements[0], list(elements[0]))
        shape = self._shape(tags)
        if shape is None:
            return None
        lines = []
        for element in elements:
            cells = list(element)
            if _tags(element, cells) != tags:
                return None
            lines.append(_line(cells))
        return Rows(shape.name, shape.columns, lines, shape.namespace)

    def _shape(self, tags: tuple[str, ...]) -> _Shape | None:
        if tags not in self._shapes:
            self._shapes[tags] = _shape_of(tags)
        return self._shapes[tags]

    def _fill(self, node: Node, children: list[Node]) -> None:
        node.children = children
        for child in children:
            child.parent = node
            node.named.setdefault(child.name, []).append(child)


class _Shape(NamedTuple):
    """What rows of a table have in common."""

    namespace: str
    name: str
    columns: tuple[str, ...]


def _tags(element: _Element, cells: Iterable[_Element]) -> tuple[str, ...]:
    return (element.tag, *[cell.tag for cell in cells])


def _line(cells: Iterable[_Element]) -> list[str]:
    return [cell.text or "" for cell in cells]


def _split(tag: str) -> tuple[str, str]:
    """Return the namespace and the local name of `{namespace}name`."""
    namespace, _, name = tag.rpartition("}")
    return namespace[1:], name


def _shape_of(tags: tuple[str, ...]) -> _Shape | None:
    """Return the shape of a row; None where there are no cells, namespaces differ or comments stand."""
    if len(tags) == 1 or not all(isinstance(tag, str) for tag in tags):
        return None
    namespaces, names = zip(*map(_split, tags), strict=True)
    return _Shape(namespaces[0], names[0], names[1:]) if len(set(namespaces)) == 1 else None


def from_geojson(content: bytes) -> Node:
    """Return the document above `root/item` for a FeatureCollection.

    An item has the feature's `geometry` as a geopoint, a geotrace or a geoshape, its properties by their names, and
    its `id`, where the feature's own goes before the property. Raises Unreadable.
    """
    try:
        data = json.loads(content, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise Unreadable(T("The file is not GeoJSON.")) from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise Unreadable(T("The file is not a GeoJSON collection of features."))
    return _table(_feature(feature) for feature in features)


def _feature(feature: Any) -> Row:  # noqa: ANN401 - whatever the JSON holds
    if not isinstance(feature, dict):
        raise Unreadable(T("The file is not a GeoJSON collection of features."))
    properties = feature.get("properties")
    cells = {"geometry": _geometry(feature.get("geometry"))}
    cells |= {str(k): _plain(v) for k, v in (properties.items() if isinstance(properties, dict) else ())}
    if feature.get("id") is not None:
        cells["id"] = _plain(feature["id"])
    return Row(_ITEM, tuple(cells), tuple(cells.values()))


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _geometry(geometry: object) -> str:
    if not isinstance(geometry, dict):
        return ""
    coordinates = geometry.get("coordinates")
    match geometry.get("type"):
        case "Point":
            points: object = [coordinates]
        case "LineString":
            points = coordinates
        case "Polygon":
            points = coordinates[0] if isinstance(coordinates, list) and coordinates else []
        case _:
            raise Unreadable(T("Only points, lines and polygons can be read from GeoJSON."))
    return "; ".join(_points(points))


def _points(points: object) -> Iterator[str]:
    """Yield geopoints; numbers are still as the file writes them."""
    for point in points if isinstance(points, list) else ():
        match point:
            case [str(longitude), str(latitude), *_]:
                yield f"{latitude} {longitude} 0 0"
            case _:
                raise Unreadable(T("The file has a place without two coordinates."))
