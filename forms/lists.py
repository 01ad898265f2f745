"""The secondary instances of a running form, each read when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from assets.texts import T
from forms.errors import FormRefused
from forms.parse.media import file_name
from forms.parse.reading import read_xml
from forms.problems import Place, Problem
from forms.secondary import Unreadable, from_csv, from_element, from_geojson
from forms.tree import Node, document

if TYPE_CHECKING:
    from forms.definition import FormDef, SecondarySource
    from forms.world import World

LAST_SAVED = "jr://instance/last-saved"


class Lists(Mapping[str, Node]):
    """The node above each secondary instance's root, by id. A file that is missing or broken reads as empty."""

    def __init__(self, form: FormDef, world: World) -> None:
        """Read the lists of `form` from the resources of `world`; nothing is read yet."""
        self._form = form
        self._world = world
        self._read: dict[str, Node] = {}
        self.problems: list[Problem] = []

    def __getitem__(self, name: str) -> Node:
        """Return the node above the root of the instance `name`. Raises KeyError where the form has none."""
        node = self._read.get(name)
        if node is None:
            node = self._read[name] = self._load(self._form.instances[name])
        return node

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._form.instances)

    def __len__(self) -> int:
        """Return the number of secondary instances."""
        return len(self._form.instances)

    def _load(self, source: SecondarySource) -> Node:
        content = self._content(source)
        known = self._form.lists.get(source.id)
        if known is not None and known[0] == content:
            return known[1]
        node = self._parse(source, content)
        self._form.lists[source.id] = (content, node)
        return node

    def _content(self, source: SecondarySource) -> bytes | None:
        if source.src is None:
            return None
        name = "last-saved" if source.src == LAST_SAVED else file_name(source.src)
        try:
            return self._world.resources[name]
        except KeyError:
            if source.src != LAST_SAVED:
                text = T("The file {name} is missing; its choices are empty.", name=name)
                self.problems.append(Problem("error", text, Place(node=source.id)))
            return None

    def _parse(self, source: SecondarySource, content: bytes | None) -> Node:
        if source.element is not None:
            return from_element(source.element)
        if content is None:
            return document(Node("root"))
        try:
            return _from_file(file_name(source.src or ""), content)
        except (Unreadable, FormRefused) as error:
            text = T("The file {name} cannot be read: {reason}", name=source.src or "", reason=str(error))
            self.problems.append(Problem("error", text, Place(node=source.id)))
            return document(Node("root"))


def _from_file(name: str, content: bytes) -> Node:
    kind = name.rpartition(".")[2].lower()
    if kind == "csv":
        return from_csv(content)
    if kind in ("geojson", "json"):
        return from_geojson(content)
    return from_element(read_xml(content))
