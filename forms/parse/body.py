"""The body: questions, groups and repeats as a tree of controls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import Action, Control, ItemDef, Itemset, SecondarySource
from forms.parse.actions import is_action, read_action
from forms.parse.names import JAVAROSA, XFORMS, attributes, local, q, static_path
from forms.parse.search import searched
from forms.parse.texts import parts_of, source_of
from forms.problems import Place, Problem
from forms.state import RangeBounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from forms.state import ControlName

_TAGS: dict[str, ControlName] = {
    q(XFORMS, "input"): "input",
    q(XFORMS, "secret"): "input",
    q(XFORMS, "textarea"): "input",
    q(XFORMS, "select1"): "select1",
    q(XFORMS, "select"): "select",
    q(XFORMS, "upload"): "upload",
    q(XFORMS, "trigger"): "trigger",
    q(XFORMS, "range"): "range",
}
_GROUP, _REPEAT = q(XFORMS, "group"), q(XFORMS, "repeat")
_CAPTIONS = frozenset(q(XFORMS, name) for name in ("label", "hint", "help", "alert"))
_CHOICES = frozenset({q(XFORMS, "item"), q(XFORMS, "itemset"), q(XFORMS, "value")})
_LABEL, _HINT, _ITEM, _ITEMSET, _VALUE = (q(XFORMS, name) for name in ("label", "hint", "item", "itemset", "value"))
_WORDS = re.compile(r"[^\s(]+(?:\((?:[^()']|'[^']*'|\([^()]*\))*\))?")
_BOUND = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?\Z", re.ASCII)
_LABEL_ITEXT = re.compile(r"\s*jr:itext\((.*)\)\s*\Z", re.DOTALL)


@dataclass(slots=True)
class BodyReader:
    """Reads one body; collects its actions, problems and the tables it searches as it goes."""

    by_id: Mapping[str, str]
    known: frozenset[str]
    root: str
    problems: list[Problem]
    actions: list[Action] = field(default_factory=list)
    tables: dict[str, SecondarySource] = field(default_factory=dict)

    def read(self, body: _Element) -> tuple[Control, ...]:
        """Return the controls directly in `body`, with theirs."""
        return tuple(self._children(body, self.root, None))

    def _children(self, element: _Element, context: str, trigger: str | None) -> Iterator[Control]:
        for child in element:
            control = self._child(child, context, trigger)
            if control is not None:
                yield control

    def _child(self, child: _Element, context: str, trigger: str | None) -> Control | None:
        if child.tag in _TAGS or local(child.tag) == "rank":
            return self._question(child, context)
        if child.tag == _GROUP:
            return self._group(child, context, trigger)
        if child.tag == _REPEAT:
            return self._repeat(child, context)
        if child.tag in _CAPTIONS or child.tag in _CHOICES:
            return None
        if is_action(child):
            self._action(child, context, trigger)
            return None
        unknown = T("The control {name} is not supported here; it is not shown.", name=local(child.tag))
        self.problems.append(Problem("warning", unknown, Place(node=child.get("ref") or context)))
        return None

    def _question(self, element: _Element, context: str) -> Control | None:
        path = self._path(element, context)
        if path is None:
            return None
        parts: dict[object, _Element] = {}
        for child in element:
            parts.setdefault(child.tag, child)
            if child.tag not in _CAPTIONS and child.tag not in _CHOICES and is_action(child):
                self._action(child, path, path)
        itemset = parts.get(_ITEMSET)
        control = Control(
            tag=_TAGS.get(element.tag, "rank"),
            ref=path,
            label=source_of(parts.get(_LABEL)),
            hint=source_of(parts.get(_HINT)),
            appearance=appearance(element),
            attributes=_attributes(element),
            items=tuple(_items(element)) if _ITEM in parts else (),
            itemset=_itemset(itemset) if itemset is not None else None,
            bounds=_bounds(element),
        )
        control, table = searched(control, self.problems)
        if table is not None:
            self.tables[table.id] = table
        return control

    def _group(self, element: _Element, context: str, trigger: str | None) -> Control | None:
        written = element.get("ref") or element.get("bind")
        path = self._path(element, context) if written else None
        if written and path is None:
            return None
        children = tuple(self._children(element, path or context, trigger))
        label = source_of(element.find(q(XFORMS, "label")))
        if len(children) == 1 and children[0].tag == "repeat" and element.find(_REPEAT) is not None:
            only = children[0]
            looks = only.appearance or appearance(element)
            return only._replace(label=only.label or label, appearance=looks)
        return Control(
            tag="group",
            ref=path,
            label=label,
            hint=source_of(element.find(q(XFORMS, "hint"))),
            appearance=appearance(element),
            attributes=_attributes(element),
            children=children,
        )

    def _repeat(self, element: _Element, context: str) -> Control | None:
        path = self._path(element, context)
        if path is None:
            return None
        count = element.get(q(JAVAROSA, "count")) or element.get("count")
        fixed = element.get(q(JAVAROSA, "noAddRemove")) or element.get("noAddRemove")
        return Control(
            tag="repeat",
            ref=path,
            label=source_of(element.find(q(XFORMS, "label"))),
            appearance=appearance(element),
            attributes=_attributes(element),
            children=tuple(self._children(element, path, path)),
            count=count.strip() if count else None,
            count_from=context,
            fixed=fixed in ("true", "true()", "1"),
        )

    def _path(self, element: _Element, context: str) -> str | None:
        written = element.get("ref") or element.get("nodeset")
        by_id = element.get("bind")
        if not written and by_id:
            path = self.by_id.get(by_id)
        else:
            path = static_path(written or "", context) if written else None
        if path in self.known:
            return path
        name = written or by_id or local(element.tag)
        text = T("The question names {name}, which is not in the form's model.", name=name)
        self.problems.append(Problem("error", text, Place(node=name)))
        return None

    def _action(self, element: _Element, context: str, trigger: str | None) -> None:
        def resolve(by_bind: _Element) -> str | None:
            return self.by_id.get(by_bind.get("bind") or "")

        action = read_action(element, trigger, context, resolve, self.problems)
        if action is not None:
            self.actions.append(action)


def appearance(element: _Element) -> tuple[str, ...]:
    """Return the words of the appearance, a call such as `search('x', 'y')` as one word."""
    written = element.get("appearance")
    return tuple(_WORDS.findall(written)) if written else ()


def _attributes(element: _Element) -> dict[str, str]:
    return {local(key): value for key, value in attributes(element).items()}


def _items(element: _Element) -> Iterator[ItemDef]:
    for item in element.iterchildren(_ITEM):
        value = next(item.iterchildren(_VALUE), None)
        words = parts_of(value) if value is not None else ()
        text = "".join([part for part in words if isinstance(part, str)])
        yield ItemDef(text, source_of(next(item.iterchildren(_LABEL), None)))


def _itemset(element: _Element) -> Itemset:
    value, label = element.find(q(XFORMS, "value")), element.find(q(XFORMS, "label"))
    value_ref = (value.get("ref") if value is not None else None) or "."
    label_ref = (label.get("ref") if label is not None else None) or value_ref
    computed = _LABEL_ITEXT.match(label_ref)
    return Itemset(
        nodeset=(element.get("nodeset") or "").strip(),
        value=value_ref.strip(),
        label=(computed[1] if computed else label_ref).strip(),
        label_itext=computed is not None,
    )


def _bounds(element: _Element) -> RangeBounds | None:
    """Return the bounds of a range; what is missing or no number is as in XLSForm, from 0 to 10 by 1."""
    if not element.get("start") and not element.get("end"):
        return None
    written = ((element.get(name) or "").strip() for name in ("start", "end", "step"))
    start, end, step = (
        found if _BOUND.match(found) else default for found, default in zip(written, ("0", "10", "1"), strict=True)
    )
    return RangeBounds(start, end, step)
