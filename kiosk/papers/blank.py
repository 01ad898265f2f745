"""The questions of a form as places for a pen, whatever would be asked of this person or that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.blank import BlankField, BlankForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assets.texts import Text
    from forms.entry import FormEntry
    from forms.state import NodeState
    from printing.blank import BlankKind

_MOST_CHOICES = 24  # a longer list is written, not ticked
_KINDS: dict[str, BlankKind] = {"date": "date", "dateTime": "date", "time": "time"}


def blank_form(entry: FormEntry, service: Text | str, office: str) -> BlankForm:
    """Return the form of a fresh `entry` in its language; its repeats get an instance where they have none."""
    for ref, control in entry.form.repeats.items():
        if control.count is None and entry.count(ref) == 0:
            entry.add_repeat(ref)
    fields = list(_fields(entry))
    consent = fields.pop().label if fields and fields[-1].kind == "tick" and not fields[-1].repeat else ""
    return BlankForm(office, service, entry.form.form_id, entry.form.version, tuple(fields), consent)


def _fields(entry: FormEntry) -> Iterator[BlankField]:
    groups: dict[str, str] = {}
    for state in entry.nodes():
        if state.kind in ("group", "repeat-instance"):
            groups[state.path] = state.label.text if state.label else ""
        elif state.kind == "question" and _by_hand(state) and _first_instance(state.path):
            yield _field(entry, state, groups)


def _field(entry: FormEntry, state: NodeState, groups: dict[str, str]) -> BlankField:
    steps = state.path.split("/")
    above = ["/".join(steps[:end]) for end in range(2, len(steps))]
    listed = 0 < len(state.choices) <= _MOST_CHOICES
    return BlankField(
        label=state.label.text if state.label else "",
        kind=_kind(state, listed=listed),
        hint=state.hint.text if state.hint else "",
        sections=tuple(groups[ref] for ref in above if groups.get(ref)),
        choices=tuple(choice.text for choice in state.choices) if listed else (),
        many=state.control == "select",
        required=state.required,
        sometimes=not state.relevant or _depends(entry, state.path),
        repeat=next((ref for ref in reversed(above) if ref.endswith("]")), ""),
    )


def _by_hand(state: NodeState) -> bool:
    if state.control is None or state.readonly or "hidden" in state.appearance:
        return False
    mediatype = state.mediatype or "image/*"
    return state.control != "upload" or mediatype.startswith("image/")  # a sound or a film cannot be put on paper


def _kind(state: NodeState, *, listed: bool) -> BlankKind:
    if state.control == "trigger":
        return "tick"
    if state.control == "upload":
        return "picture"
    if listed:
        return "choices"
    return "lines" if "multiline" in state.appearance else _KINDS.get(state.type, "line")


def _first_instance(path: str) -> bool:
    return all(step.endswith("[1]") for step in path.split("/") if step.endswith("]"))


def _depends(entry: FormEntry, path: str) -> bool:
    """Whether the form asks this only after certain answers; what hides a whole section hides all in it."""
    plain = [step.partition("[")[0] for step in path.split("/")]
    binds = (entry.form.binds.get("/".join(plain[:end])) for end in range(3, len(plain) + 1))
    return any(bind is not None and bind.relevant is not None for bind in binds)
