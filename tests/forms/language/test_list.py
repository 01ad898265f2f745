"""The language as the design lists it: every name in it has a scenario here or in tests/forms/xpath."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.forms.language import test_controls_and_lists as controls
from tests.forms.language import test_events_and_rules as events
from tests.forms.language import test_types_and_binds as binds
from tests.forms.xpath.test_functions import CASES, ELSEWHERE

if TYPE_CHECKING:
    from pathlib import Path


def listed(shared: Path, name: str) -> str:
    """The line of the list that begins with `name`, up to its first full stop."""
    text = (shared / "design" / "engine.md").read_text(encoding="utf-8")
    found = re.search(rf"^- \*\*{name}:\*\* (.*)$", text, re.MULTILINE)
    assert found is not None
    return found[1]


def test_every_function_is_held(shared: Path) -> None:
    line = listed(shared, "Functions").replace("before/-after", "before substring-after")
    names = re.findall(r"[a-z][\w:-]*", line)
    shown = {name for source in CASES for name in re.findall(r"([a-z][a-z0-9:-]*)\(", source)}
    assert len(names) > 70
    assert set(names) - shown - ELSEWHERE == set()


def test_every_type_is_held(shared: Path) -> None:
    line = re.sub(r"\([^)]*\)", "", listed(shared, "Types")).partition(";")[0]
    assert set(line.split()) == set(binds.TYPES)


def test_every_attribute_of_a_bind_is_held(shared: Path) -> None:
    line = listed(shared, "Bind").partition(".")[0].replace("(+Params)", "")
    assert set(line.split()) == binds.BINDS


def test_every_preload_is_held(shared: Path) -> None:
    kinds = [part.split() for part in listed(shared, "Preloads").rstrip(".").split(";")]
    wanted = {(kind, param) for kind, *params in kinds for group in params or [""] for param in group.split("/")}
    assert wanted == set(binds.PRELOADS)


def test_every_control_and_its_attributes_are_held(shared: Path) -> None:
    first, _, rest = listed(shared, "Controls").partition(";")
    names = {name.rpartition(":")[2] for name in re.sub(r"\([^)]*\)", "", first).split()}
    assert names - {"group", "repeat"} == set(controls.CONTROLS)
    assert set(rest.partition("Attributes: ")[2].rstrip(".").split()) == controls.ATTRIBUTES


def test_every_event_and_text_form_is_held(shared: Path) -> None:
    assert set(re.findall(r"(?:odk|xforms)-[a-z-]+", listed(shared, "Events"))) == set(events.EVENTS)
    forms = listed(shared, "itext").partition("forms: ")[2].rstrip(".")
    assert set(forms.split(", ")) == set(controls.ITEXT)
