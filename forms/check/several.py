"""An expression that takes one answer where a question may have many: asked in a repeat, read from outside of it.

Collect stops there as soon as there are two instances; this program takes the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assets.texts import T
from forms.cells import located
from forms.problems import Place, Problem
from forms.xpath import XPathError
from forms.xpath.analysis import parts, plain_children
from forms.xpath.parser import parse
from forms.xpath.syntax import Call, Chain, Expr, Here, Negate, Path, Root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.check.subject import Subject
    from forms.definition import Bind, Control, FormDef, ModelNode

_TAKE_MANY: Final = frozenset(
    {
        *("count", "count-non-empty", "sum", "min", "max", "join", "concat", "coalesce", "position", "randomize"),
        *("indexed-repeat", "id", "checklist", "weighted-checklist", "area", "distance", "boolean", "not", "once"),
    }
)
_LEAST = 2


def check(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each such expression, an error where there are many whatever is answered."""
    if subject.form is None:
        return
    problems = tuple(_of_form(subject.form))
    yield from located(problems, subject.book) if subject.book else problems


def _of_form(form: FormDef) -> Iterator[Problem]:
    for bind in form.binds.values():
        for source in _expressions(bind):
            for path in sorted(_taken_as_one(source, bind.path)):
                repeat = _leaving(form, path, bind.path)
                if repeat is not None:
                    yield _problem(path, bind.path, certain=_has_many(form, repeat))


def _problem(path: str, node: str, *, certain: bool) -> Problem:
    text = T(
        "{path} is asked several times, and one answer is taken here. Say which one, or use sum(), join() or the like.",
        path=path,
    )
    return Problem("error" if certain else "warning", text, Place(node=node))


def _expressions(bind: Bind) -> Iterator[str]:
    yield from filter(None, (bind.calculate, bind.relevant, bind.required, bind.readonly, bind.constraint))


def _taken_as_one(source: str, node: str) -> Iterator[str]:
    """Yield the paths that `source`, an expression of `node`, takes one answer from."""
    try:
        tree = parse(source)
    except XPathError:
        return  # told by the reading of the form
    found = {_resolved(part, node) for part in _values(tree)}
    yield from (path for path in found if path is not None)


def _values(tree: Expr) -> Iterator[Expr]:
    """Yield what stands where one value is taken, predicates left aside: they read one row at a time."""
    yield tree
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        waiting.extend(parts(part))
        match part:
            case Chain(_, rest) if rest[0][0] in ("and", "or", "|"):
                continue
            case Call("if", arguments):
                yield from arguments[1:]
            case Call(name, arguments) if name not in _TAKE_MANY:
                yield from arguments
            case Chain() | Negate():
                yield from parts(part)


def _resolved(part: Expr, node: str) -> str | None:
    """Return the path that `part` reads at `node`, None where it is no path or says which instance it means."""
    if not isinstance(part, Path):
        return None
    steps = list(part.steps)
    if isinstance(part.start, Root):
        names = plain_children(steps)
        return f"/{'/'.join(names)}" if names else None
    if not isinstance(part.start, Here):
        return None
    at = node
    while steps and steps[0].axis in ("parent", "self") and not steps[0].predicates:
        at = at.rpartition("/")[0] if steps.pop(0).axis == "parent" else at
    names = plain_children(steps)
    return "/".join((at, *names)) if names else None


def _leaving(form: FormDef, path: str, node: str) -> Control | None:
    """Return the repeat that `path` leads into and that `node` does not stand in."""
    for ref, control in form.repeats.items():
        if path.startswith(f"{ref}/") and not f"{node}/".startswith(f"{ref}/"):
            return control
    return None


def _has_many(form: FormDef, repeat: Control) -> bool:
    """Whether there are always several instances: written so in the form, or counted by a number."""
    if repeat.count is not None:
        return repeat.count.strip().isdigit() and int(repeat.count) >= _LEAST
    return repeat.fixed and _written(form.model, repeat.ref or "") >= _LEAST


def _written(node: ModelNode, path: str) -> int:
    below = sum(_written(child, path) for child in node.children)
    return below + (node.path == path and not node.template)
