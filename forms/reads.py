"""What an expression reads, and how far a change there can reach: the edges of the dependency graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forms.paths import common
from forms.xpath.analysis import instance_id, parts
from forms.xpath.syntax import Call, Expr, Filter, Here, KindTest, Literal, Number, Path, Root, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from forms.xpath.parser import Parsed


class Read(NamedTuple):
    """One path that an expression reads, without positions; `*` is any name, an empty step any number of names.

    shared: the deepest path below which both the reading node and what it reads always stand in one instance of
        every repeat: a change at `path` concerns no reader outside of it. instance: None for the primary instance.
    """

    path: str
    shared: str
    instance: str | None = None


_READ_MORE = frozenset({"indexed-repeat", "jr:choice-name"})
"""Functions that read other nodes than their arguments say."""


def reads(parsed: Parsed, target: str, repeats: Collection[str], parse: Callable[[str], Expr]) -> tuple[Read, ...]:
    """Return every path that what is `parsed`, an expression of the node at `target`, reads; each once."""
    walk = _Walk(target, repeats, parse)
    if parsed.plain is not None and not any(call.name in _READ_MORE for call in parsed.calls):
        return tuple([walk.plain(path) for path in dict.fromkeys(parsed.plain)])
    walk.places(parsed.syntax, Read(target, target))
    return tuple(dict.fromkeys(walk.found))


class _Walk:
    def __init__(self, target: str, repeats: Collection[str], parse: Callable[[str], Expr]) -> None:
        self._target = Read(target, target)
        self._repeats = repeats
        self._parse = parse
        self.found: list[Read] = []

    def plain(self, path: str) -> Read:
        """Return what an absolute path of plain names reads."""
        return self._absolute(Read(path, self._target.path))

    def places(self, tree: Expr, here: Read) -> list[Read]:
        """Record what `tree` reads when evaluated at `here`; return the places that its own nodes stand at."""
        if isinstance(tree, Path):
            return self._path(tree, here)
        if isinstance(tree, Number | Literal):
            return []
        if isinstance(tree, Filter):
            bases = self.places(tree.base, here)
            for base in bases:
                for predicate in tree.predicates:
                    self.places(predicate, _loosened(base))
            return [_loosened(base) for base in bases]
        if isinstance(tree, Call):
            return self._call(tree, here)
        return [place for part in parts(tree) for place in self.places(part, here)]

    def _call(self, call: Call, here: Read) -> list[Read]:
        if call.name == "current" and not call.arguments:
            return [self._target]
        identifier = instance_id(call)
        if identifier is not None:
            return [Read("", "", identifier)]
        inside = [self.places(argument, here) for argument in call.arguments]
        if call.name == "indexed-repeat" and inside:
            self.found.extend(_loosened(place, 2) for place in inside[0])
        if call.name == "jr:choice-name" and len(call.arguments) > 1 and isinstance(call.arguments[1], Literal):
            self.places(self._parse(call.arguments[1].value), here)
        return [place for places in inside for place in places]

    def _path(self, path: Path, here: Read) -> list[Read]:
        if isinstance(path.start, Root):
            places = [Read("", self._target.path)]
        elif isinstance(path.start, Here):
            places = [here]
        else:
            places = self.places(path.start, here)
        for step in path.steps:
            places = [moved for place in places for moved in self._step(step, place)]
        if isinstance(path.start, Root):
            places = [self._absolute(place) for place in places]
        self.found.extend(places)
        return places

    def _step(self, step: Step, place: Read) -> list[Read]:
        moved = _moved(step, place)
        for predicate in step.predicates:
            for at in moved:
                self.places(predicate, _loosened(at))
        return [_loosened(at) for at in moved] if step.predicates else moved

    def _absolute(self, place: Read) -> Read:
        """An absolute path means this instance as far as both go together; its last step means all of its kind."""
        if place.instance is not None:
            return place
        path = place.path.rpartition("/")[0] if place.path in self._repeats else place.path
        return Read(place.path, common(common(path, self._target.path), place.shared))


def _moved(step: Step, place: Read) -> list[Read]:
    name = "*" if isinstance(step.test, KindTest) else step.test.local
    above = place.path.rpartition("/")[0]
    match step.axis:
        case "child":
            return [Read(f"{place.path}/{name}", place.shared, place.instance)]
        case "attribute":
            return [Read(f"{place.path}/@{name}", place.shared, place.instance)]
        case "self":
            return [place]
        case "parent":
            return [Read(above, common(place.shared, above), place.instance)]
        case "descendant" | "descendant-or-self":
            tail = "/" if isinstance(step.test, KindTest) else f"//{name}"
            return [Read(f"{place.path}{tail}", place.shared, place.instance)]
        case "ancestor" | "ancestor-or-self":
            return [Read(p, common(place.shared, p), place.instance) for p in _above(place.path, name)]
        case _:
            return [Read(f"{above}/{name}", common(place.shared, above), place.instance)]


def _above(path: str, name: str) -> list[str]:
    found = []
    while path:
        if name in ("*", path.rpartition("/")[2]):
            found.append(path)
        path = path.rpartition("/")[0]
    return found


def _loosened(place: Read, levels: int = 1) -> Read:
    """The same nodes without being sure which of the siblings they are."""
    shared = place.path
    for _ in range(levels):
        shared = shared.rpartition("/")[0]
    return Read(place.path, common(place.shared, shared), place.instance)
