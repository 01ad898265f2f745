"""Texts, media and choices as they are shown now, in the language of the person."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import Output
from forms.parse.media import file_name
from forms.parse.search import column_names
from forms.state import Choice, Label
from forms.tree import Row
from forms.xpath import Context, LimitExceeded, XPathError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from forms.definition import Control, FormDef, Itemset, Parts, TextSource
    from forms.faults import Faults
    from forms.instance import LiveNode
    from forms.rules import Rule
    from forms.tree import Node
    from forms.xpath import Environment

MOST_CHOICES = 100_000


class Showing:
    """Reads the form's texts for one running form; `language` may be changed at any time."""

    def __init__(self, form: FormDef, environment: Environment, language: str | None, faults: Faults) -> None:
        """Show `form` in `language`, one of its own, None for a form of one language; `faults` takes what fails."""
        self.form = form
        self.environment = environment
        self.language = language
        self._faults = faults

    def label(self, source: TextSource | None, node: Node) -> Label | None:
        """Return a label or hint as read at `node`; None where the form has none."""
        if source is None:
            return None
        if source.itext is not None:
            return self.itext(source.itext, node)
        if source.ref is not None:
            return Label(self._value(source.ref, node))
        return Label(self._words(source.parts, node))

    def guidance(self, source: TextSource | None, node: Node) -> Label | None:
        """Return the guidance that comes with a hint, None where there is none."""
        forms = self._forms(source.itext) if source is not None and source.itext is not None else {}
        return Label(self._words(forms["guidance"], node)) if "guidance" in forms else None

    def message(self, source: TextSource | None, node: Node) -> str | None:
        """Return a constraint's or required message, None where the form has none."""
        label = self.label(source, node)
        return label.text if label is not None and label.text else None

    def itext(self, text_id: str, node: Node) -> Label:
        """Return the text of that id with its media; its id where the form has no such text."""
        forms = self._forms(text_id)
        if not forms:
            return Label(text_id)
        words = forms.get("long", forms.get("short", ()))
        return Label(
            text=self._words(words, node),
            image=self._media(forms, "image", node),
            audio=self._media(forms, "audio", node),
            video=self._media(forms, "video", node),
            big_image=self._media(forms, "big-image", node),
        )

    def choices(self, node: LiveNode) -> tuple[Choice, ...]:
        """Return the choices of a select or rank, kept until something they hang on changes."""
        if node.choices is None:
            control = node.plan.control
            try:
                node.choices = tuple(self._read_choices(control, node)) if control is not None else ()
            except XPathError as error:
                self._faults.note("choices", node, error)
                node.choices = ()
        return node.choices

    def offered(self, node: LiveNode) -> AbstractSet[str] | None:
        """Return the values of choices that come from an itemset, None for written ones. Raises XPathError."""
        control = node.plan.control
        rule = node.plan.rules.get("choices")
        if control is None or control.itemset is None or rule is None:
            return None
        if node.choices:
            return {choice.value for choice in node.choices}
        value = self._reader(control.itemset.value, node)
        fixed = {item.value for item in control.items}
        return fixed | {value(item) for item in self._items(rule, node)}

    def _read_choices(self, control: Control, node: LiveNode) -> list[Choice]:
        written = [Choice(item.value, self.label(item.label, node) or Label(item.value)) for item in control.items]
        rule = node.plan.rules.get("choices")
        if control.itemset is None or rule is None:
            return written if control.itemset is None else []
        itemset = control.itemset
        if itemset.columns is not None:
            found = self._searched(itemset, itemset.columns, rule, node)
            return [*written[: itemset.before], *found, *written[itemset.before :]]
        value, label = self._reader(itemset.value, node), self._labels(itemset, node)
        return [Choice(value(item), label(item)) for item in self._items(rule, node)]

    def _searched(self, itemset: Itemset, columns: TextSource, rule: Rule, node: LiveNode) -> list[Choice]:
        """Return the rows of a searched table as ODK Collect offers them: in the order of `sortby`, each value once."""
        named = self.label(columns, node) or Label()
        value, words = self._reader(itemset.value, node), self._column_words(named.text, node)
        image = self._reader(named.image, node) if named.image else None
        found: dict[str, Choice] = {}
        for item in sorted(self._items(rule, node), key=self._sort_key(node)):
            stored = value(item)
            if stored not in found:
                picture = image(item) if image is not None else ""
                found[stored] = Choice(stored, Label(words(item) or stored, image=picture or None))
        return list(found.values())

    def _column_words(self, names: str, node: Node) -> Callable[[Node], str]:
        """Return what reads a row's words: the first column's, behind it the others' with their names."""
        columns = [(name, self._reader(name, node)) for name in column_names(names)]

        def read(item: Node) -> str:
            words = [
                column(item) if at == 0 else f"({name}: {column(item)})" for at, (name, column) in enumerate(columns)
            ]
            return " ".join(words).strip()

        return read

    def _sort_key(self, node: Node) -> Callable[[Node], float]:
        """Return what orders a table's rows: its column `sortby`; rows without a number there stay behind."""
        read = self._reader("sortby", node)

        def key(item: Node) -> float:
            written = read(item)
            try:
                return float(written) if written else inf
            except ValueError:
                return inf

        return key

    def _items(self, rule: Rule, node: LiveNode) -> list[Node]:
        items = rule.expression.nodes(self._context(node))
        if len(items) > MOST_CHOICES:
            raise LimitExceeded(T("There are more than {count} choices.", count=MOST_CHOICES))
        return items

    def _labels(self, itemset: Itemset, node: LiveNode) -> Callable[[Node], Label]:
        """Return what reads the label of an item."""
        label = self._reader(itemset.label, node)
        if itemset.label_itext:
            return lambda item: self.itext(label(item), node)
        return lambda item: Label(label(item))

    def _reader(self, source: str, node: Node) -> Callable[[Node], str]:
        """Return what reads `source` from an item; a column's bare name is read without making nodes."""
        expression = self.form.expression(source)

        def read(item: Node) -> str:
            text = item.cell(source) if isinstance(item, Row) else None
            return expression.string(self._at(item, node)) if text is None else text

        return read

    def _forms(self, text_id: str) -> Mapping[str, Parts]:
        itext = self.form.itext
        for language in (self.language, itext.default):
            forms = itext.translations.get(language or "", {}).get(text_id)
            if forms:
                return forms
        return {}

    def _media(self, forms: Mapping[str, Parts], name: str, node: Node) -> str | None:
        parts = forms.get(name)
        return file_name(self._words(parts, node)) or None if parts else None

    def _words(self, parts: Parts, node: Node) -> str:
        return "".join(self._value(part.expression, node) if isinstance(part, Output) else part for part in parts)

    def _value(self, source: str, node: Node) -> str:
        """Return what a text shows of an expression, nothing where it fails."""
        try:
            return self.form.expression(source).string(self._context(node))
        except XPathError as error:
            self._faults.note("label", node, error)
            return ""

    def _context(self, node: Node) -> Context:
        self.environment.remaining = self.environment.limit
        return Context(node, self.environment)

    def _at(self, item: Node, node: Node) -> Context:
        return Context(item, self.environment, current=node)
