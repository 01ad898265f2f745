"""What can be seen of a form before anybody fills it in: expressions, references, circles, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from forms.effort import Effort
from forms.problems import Place, Problem
from forms.xpath import XPathError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Control, FormDef

NEWEST_ENTITIES = (2025, 1)


def check(form: FormDef) -> Iterator[Problem]:
    """Yield what the graph, the texts and the actions of `form` have to say.

    Raises FormRefused where there are more expressions than can be read in time.
    """
    yield from form.graph.problems
    yield from _entities(form)
    yield from _two_at_once(form)
    for path, control in form.controls_by_path.items():
        yield from _missing_texts(form, path, control)
    effort = Effort()
    for action in form.actions:
        for source in (action.ref, action.value):
            if source:
                effort.on_expression(source)
                yield from _compiles(form, source, action.target)


def _entities(form: FormDef) -> Iterator[Problem]:
    written = form.entities_version
    if written is None:
        return
    parts = tuple(int(part) for part in written.split(".")[:2] if part.isdigit())
    if not parts or parts > NEWEST_ENTITIES:
        text = T(
            "The form makes entities by version {version}, which is newer than this program knows.", version=written
        )
        yield Problem("error", text)


def _two_at_once(form: FormDef) -> Iterator[Problem]:
    """Yield an error for each node that the body repeats and asks, or groups, as well."""
    waiting = list(form.controls)
    while waiting:
        control = waiting.pop()
        waiting.extend(control.children)
        first = form.controls_by_path.get(control.ref or "")
        if control.tag == "repeat" and first is not None and first.tag != "repeat":
            yield Problem("error", T("This is a repeat and something else at once."), Place(node=control.ref))


def _missing_texts(form: FormDef, path: str, control: Control) -> Iterator[Problem]:
    for source in (control.label, control.hint, *(item.label for item in control.items)):
        if source is not None and source.itext is not None and not _has_text(form, source.itext):
            text = T("The text {name} stands in no translation.", name=source.itext)
            yield Problem("warning", text, Place(node=path))
    if control.itemset is not None:
        for expression in (control.itemset.value, control.itemset.label):
            yield from _compiles(form, expression, path)


def _has_text(form: FormDef, text_id: str) -> bool:
    return any(text_id in texts for texts in form.itext.translations.values())


def _compiles(form: FormDef, source: str, node: str) -> Iterator[Problem]:
    try:
        form.expression(source)
    except XPathError as error:
        text = T("The expression {source} cannot be read: {reason}", source=source, reason=error.text)
        yield Problem("error", text, Place(node=node))
