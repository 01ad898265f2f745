"""Random answer scripts: what somebody might do to a form, step by step, over what is there at that moment."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from forms.entry import FormEntry
from forms.errors import FormError
from forms.paths import plain_path

if TYPE_CHECKING:
    import random

    from forms.definition import FormDef
    from forms.state import NodeState
    from forms.world import World

Step = dict[str, Any]
_WORDS = ("a", "b", "ab", "abc", "c a", "12", "7.5", "yes", "کد", "A very long answer")


def script(form: FormDef, world: World, chance: random.Random, length: int) -> list[Step]:
    """Return `length` steps, made while filling in the form: choices are mostly those offered at that moment."""
    entry = FormEntry.start(form, world)
    steps: list[Step] = []
    for _ in range(length):
        step = _step(entry, chance)
        if step is not None and done(entry, step):
            steps.append(step)
    return steps


def _step(entry: FormEntry, chance: random.Random) -> Step | None:
    kind = chance.random()
    repeats = sorted(p for p, control in entry.form.repeats.items() if control.count is None and not control.fixed)
    if repeats and kind < 0.12:
        return _grown(entry, chance, repeats)
    if repeats and kind < 0.17:
        return _shrunk(entry, chance, repeats)
    if len(entry.form.languages) > 1 and kind < 0.22:
        return {"op": "lang", "value": chance.choice(entry.form.languages)}
    times = Counter(node.path for node in entry.nodes())  # a path of several nodes does not tell which is meant
    asked = [n for n in entry.nodes() if n.kind == "question" and times[n.path] == 1 and not _computed(entry, n)]
    if not asked:
        return None
    likely = [n for n in asked if n.relevant]
    node = chance.choice(likely if likely and chance.random() < 0.85 else asked)
    return {"op": "set", "path": node.path, "value": answer_to(node, chance)}


def _grown(entry: FormEntry, chance: random.Random, repeats: list[str]) -> Step | None:
    path = chance.choice(repeats)
    above = [n.path for n in entry.nodes() if plain_path(n.path) == path.rpartition("/")[0]]
    parent = chance.choice(above) if above else path.rpartition("/")[0]
    return {"op": "add", "path": f"{parent}/{path.rpartition('/')[2]}"}


def _shrunk(entry: FormEntry, chance: random.Random, repeats: list[str]) -> Step | None:
    there = [n.path for n in entry.nodes() if n.kind == "repeat-instance" and plain_path(n.path) in repeats]
    return {"op": "remove", "path": chance.choice(there)} if there else None


def _computed(entry: FormEntry, node: NodeState) -> bool:
    bind = entry.form.binds.get(plain_path(node.path))
    return bind is not None and bind.calculate is not None


def answer_to(node: NodeState, chance: random.Random) -> str:
    """Return an answer that fits the question's type, now and then none."""
    if chance.random() < 0.1:
        return ""
    if node.control in ("select1", "select", "rank"):
        return _chosen(node, chance)
    match node.type:
        case "int":
            return str(chance.choice([0, 1, 2, 3, 5, 12, 40, -4]))
        case "decimal":
            return str(chance.choice([0.5, 2.0, 3.25, 17.75, -1.5, 120]))
        case "date":
            return f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        case "time":
            return f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00.000Z"
        case "dateTime":
            return f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T10:30:00.000Z"
        case "geopoint":
            return f"{chance.randint(25, 39)}.5 {chance.randint(45, 62)}.25 0.0 0.0"
        case "geotrace" | "geoshape":
            return "35.5 51.5 0.0 0.0; 35.75 51.5 0.0 0.0; 35.75 51.25 0.0 0.0; 35.5 51.5 0.0 0.0"
        case "binary":
            return "photo.jpg"
        case "boolean":
            return chance.choice(["1", "0"])
        case _:
            return "OK" if node.control == "trigger" else chance.choice(_WORDS)


def _chosen(node: NodeState, chance: random.Random) -> str:
    offered = [choice.value for choice in node.choices]
    if not offered:
        return ""
    if node.control == "select1":
        return chance.choice(offered)
    return " ".join(chance.sample(offered, min(len(offered), chance.randint(1, 3))))


def take(entry: FormEntry, step: Step) -> None:
    """Take `step`; raises FormError where the form does not allow it."""
    match step["op"]:
        case "add":
            entry.add_repeat(step["path"])
        case "remove":
            entry.remove_repeat(step["path"])
        case "lang":
            entry.set_language(step["value"])
        case _:
            entry.answer(step["path"], step["value"])


def done(entry: FormEntry, step: Step) -> bool:
    """Take `step`; return whether the form allowed it."""
    try:
        take(entry, step)
    except FormError:
        return False
    return True
