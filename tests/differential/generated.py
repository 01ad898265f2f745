"""Forms made up from a seed: every kind of question, conditions, sums over repeats, filtered lists, two languages."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.differential.expressions import Expressions
from tests.forms.scenario import bind, xform

TYPES = ("string", "int", "decimal", "date", "select1", "select")
OPTIONS = ("a", "b", "c", "d")
_BASE = {"select1": "string", "select": "string"}
_LIST = "".join(
    f"<item><itextId>choice-{name}</itextId><name>{name}</name><kind>{'xy'[number % 2]}</kind></item>"
    for number, name in enumerate(OPTIONS)
)
_LANGUAGES = ("English", "فارسی")


@dataclass(slots=True)
class _Draft:
    chance: random.Random
    nodes: str = ""
    binds: str = ""
    body: str = ""
    texts: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    """The type of each node that later expressions may read, by absolute path."""

    def expressions(self, inside: str | None = None) -> Expressions:
        return Expressions(self.chance, self.known, inside)


def generated_form(seed: str) -> bytes:
    """Return the XForm of that seed, always the same."""
    draft = _Draft(random.Random(seed))  # noqa: S311 - the same at every run
    for number in range(draft.chance.randint(3, 6)):
        _question(draft, f"q{number}")
    _computed(draft, "c0")
    _group(draft)
    _computed(draft, "c1")
    _repeat(draft)
    for number in range(2, 5):
        _computed(draft, f"c{number}")
    _question(draft, "last")
    instance = f'<instance id="list"><root>{_LIST}</root></instance>'
    return xform(draft.nodes, draft.binds, draft.body, f"{instance}<itext>{_translations(draft)}</itext>")


def _question(draft: _Draft, path: str, inside: str | None = None) -> None:
    """Add a question; `inside` is the repeat that it stands in."""
    chance, kind = draft.chance, draft.chance.choice(TYPES)
    name = path.rpartition("/")[2]
    write = draft.expressions(inside)
    given: dict[str, str] = {"type": _BASE.get(kind, kind)}
    if draft.known and chance.random() < 0.5:
        given["relevant"] = write.truth()
    if chance.random() < 0.3:
        given["required"] = chance.choice(["true()", write.truth()])
    if chance.random() < 0.15:
        given["readonly"] = write.truth()
    if chance.random() < 0.4:
        given["constraint"] = write.rule(kind)
        given["jr__constraintMsg"] = f"Not so: {name}"
    label = f"<label>{name}{_output(draft, write)}</label>"
    if chance.random() < 0.4:
        draft.texts.append(path)
        label = f"<label ref=\"jr:itext('{path}')\"/>"
    if "/" not in path and chance.random() < 0.3:
        label += _fires(draft, path, write)
    if kind in _BASE:
        body = f"{label}{_choices(draft, write)}"
        draft.body += f'<{kind} ref="/data/{path}">{body}</{kind}>'
    else:
        draft.body += f'<input ref="/data/{path}">{label}</input>'
    draft.binds += bind(path, **given)
    draft.known[f"/data/{path}"] = kind
    if inside is None and "/" not in path:
        draft.nodes += f"<{path}/>"


def _fires(draft: _Draft, path: str, write: Expressions) -> str:
    """Return an action that writes a node of its own when the question is answered, and add that node."""
    name = f"set_{path}"
    draft.nodes += f"<{name}/>"
    draft.binds += bind(name, type="string")
    draft.known[f"/data/{name}"] = "string"
    value = write.text().replace("&", "&amp;").replace("<", "&lt;")
    return f'<setvalue event="xforms-value-changed" ref="/data/{name}" value="{value}"/>'


def _output(draft: _Draft, write: Expressions) -> str:
    return f': <output value="{write.some()}"/>' if draft.known and draft.chance.random() < 0.3 else ""


def _choices(draft: _Draft, write: Expressions) -> str:
    if draft.chance.random() < 0.5:
        return "".join(f"<item><label>{name.upper()}</label><value>{name}</value></item>" for name in OPTIONS)
    condition = draft.chance.choice(["", f"[name != {write.text()}]", "[kind = 'x']", f"[name != {write.word()}]"])
    items = f"instance('list')/root/item{condition}"
    return f'<itemset nodeset="{items}"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset>'


def _computed(draft: _Draft, path: str, inside: str | None = None) -> None:
    write = draft.expressions(inside)
    kind = draft.chance.choice(["string", "int", "decimal"])
    given = {"type": kind, "calculate": write.text() if kind == "string" else write.number()}
    if draft.chance.random() < 0.2:
        given["relevant"] = write.truth()
    draft.binds += bind(path, **given)
    draft.known[f"/data/{path}"] = kind
    if inside is None and "/" not in path:
        draft.nodes += f"<{path}/>"


def _group(draft: _Draft) -> None:
    draft.binds += bind("g", relevant=draft.expressions().truth())
    draft.body += '<group ref="/data/g"><label>Group</label>'
    _question(draft, "g/x")
    _question(draft, "g/y")
    _computed(draft, "g/z")
    draft.body += "</group>"
    draft.nodes += "<g><x/><y/><z/></g>"


def _repeat(draft: _Draft) -> None:
    chance, outside = draft.chance, dict(draft.known)
    if chance.random() < 0.3:
        draft.binds += bind("r", relevant=draft.expressions().truth())
    counted = _count(draft)
    draft.body += f'<group ref="/data/r"><label>Rows</label><repeat nodeset="/data/r"{counted}>'
    _question(draft, "r/x", "/data/r")
    _computed(draft, "r/y", "/data/r")
    _question(draft, "r/z", "/data/r")
    default = "3" if draft.known["/data/r/z"] in ("int", "decimal", "string") and chance.random() < 0.5 else ""
    row = f"<x/><y/><z>{default}</z>{_inner(draft) if not counted and chance.random() < 0.4 else ''}"
    draft.body += "</repeat></group>"
    template = f'<r jr:template="">{row}</r>' if chance.random() < 0.6 else ""
    draft.nodes += f"{template}<r>{row}</r><sum/><rows/><some/>"
    draft.known = outside
    _over_the_rows(draft)


def _count(draft: _Draft) -> str:
    """Return the attribute of a repeat whose number of instances is an answer, now and then."""
    if draft.chance.random() < 0.8:
        return ""
    draft.nodes += "<n>1</n>"
    draft.binds += bind("n", type="int")
    draft.body += '<input ref="/data/n"><label>How many</label></input>'
    return ' jr:count="/data/n"'


def _inner(draft: _Draft) -> str:
    """Add a repeat inside the rows with a sum of its own; return what stands in each row for it."""
    draft.binds += bind("r/k/w", type="int", relevant=draft.expressions("/data/r").truth())
    draft.binds += bind("r/all", type="int", calculate="sum(/data/r/k/w)")
    draft.binds += bind("r/k/place", type="int", calculate="position(..)")
    inner = '<repeat nodeset="/data/r/k"><input ref="/data/r/k/w"><label>w</label></input></repeat>'
    draft.body += f'<group ref="/data/r/k"><label>Inner</label>{inner}</group>'
    return "<all/><k><w/><place/></k>"


def _over_the_rows(draft: _Draft) -> None:
    chance = draft.chance
    draft.binds += bind("sum", type="decimal", calculate=f"sum(/data/r/{chance.choice('xyz')})")
    draft.binds += bind("rows", type="int", calculate="count(/data/r)")
    condition = draft.expressions().truth()
    wanted = ["count(/data/r[x != ''])", "join('/', /data/r/y)", f"if({condition}, count-non-empty(/data/r/x), 'none')"]
    draft.binds += bind("some", type="string", calculate=chance.choice(wanted))
    draft.known |= {"/data/sum": "decimal", "/data/rows": "int", "/data/some": "string"}


def _translations(draft: _Draft) -> str:
    written = ""
    for number, language in enumerate(_LANGUAGES):
        default = ' default="true()"' if number == 0 else ""
        texts = "".join(_text(path, f"{language} {path}") for path in draft.texts)
        texts += "".join(_text(f"choice-{name}", f"{language} {name}") for name in OPTIONS)
        written += f'<translation lang="{language}"{default}>{texts}</translation>'
    return written


def _text(text_id: str, words: str) -> str:
    return f'<text id="{text_id}"><value>{words}</value></text>'
