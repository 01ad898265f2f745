"""The language as the design lists it: every name in it has a scenario here or in tests/forms/xpath."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms.audit import AuditSettings, audit_csv
from tests.forms.language import test_controls_and_lists as controls
from tests.forms.language import test_events_and_rules as events
from tests.forms.language import test_nodes_and_paths as nodes
from tests.forms.language import test_types_and_binds as binds
from tests.forms.language import test_workbook as workbook
from tests.forms.xpath.test_functions import CASES, ELSEWHERE

if TYPE_CHECKING:
    from pathlib import Path


def listed(shared: Path, name: str) -> str:
    """The line of the list that begins with `name`, up to its first full stop."""
    text = (shared / "design" / "engine.md").read_text(encoding="utf-8")
    found = re.search(rf"^- \*\*{name}:?\*\* (.*)$", text, re.MULTILINE)
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


def test_every_column_of_a_workbook_is_held(shared: Path) -> None:
    line = listed(shared, "XLSForm").removeprefix("columns: ").partition(". ")[0]
    sheets = {part.split()[0]: set(part.split()[1:]) for part in line.split("; ")}
    sheets["choices"].discard("+filters")
    shown = {column.rpartition(" ")[2] for column in workbook.OTHERS}
    assert sheets.pop("survey") - workbook.SURVEY.keys() - shown == set()
    assert set().union(*sheets.values()) - shown == set()


def test_every_node_of_meta_is_held(shared: Path) -> None:
    line = re.sub(r"\([^)]*\)", "", listed(shared, "Primary instance").partition("Meta: ")[2]).rstrip(".")
    names = {name for part in re.split(r"[,;]", line) for name in part.replace(" required", "").split()}
    assert names - {"timeStart/End", "audit", "entity"} | {"timeStart", "timeEnd"} == set(nodes.META)


def test_every_axis_is_held(shared: Path) -> None:
    assert set(re.findall(r"[a-z]+", listed(shared, "Paths").partition(" axes")[0])) <= set(nodes.AXES)


def test_every_source_of_a_list_is_held(shared: Path) -> None:
    endings = set(re.findall(r"x\.(\w+)", listed(shared, "Secondary instances")))
    assert endings == {source.rpartition(".")[2] for source in controls.SOURCES}


def test_every_attribute_and_version_of_entities_is_held(shared: Path) -> None:
    line = listed(shared, "Entities")
    assert set(re.findall(r"@(\w+)", line)) == set(nodes.ENTITY)
    oldest, newest = re.findall(r"\d{4}\.\d", line)
    assert (events.VERSIONS[0], events.VERSIONS[-1]) == (f"{oldest}.0", f"{newest}.0")


def test_every_column_of_the_audit_is_held(shared: Path) -> None:
    line = re.sub(r"\([^)]*\)", "", listed(shared, "Audit CSV"))
    everything = AuditSettings("", location=True, changes=True, user=True, reasons=True)
    assert audit_csv((), everything).decode().split() == [re.sub(r"[][ .]", "", line)]


def test_every_row_of_the_table_of_differences_is_held(shared: Path) -> None:
    text = (shared / "design" / "engine.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \|", text.partition("| case |")[2].partition("\n\n")[0], re.MULTILINE)
    plain = {row.replace("`", "") for row in rows if not row.startswith("---")}
    assert plain - set(events.COMPUTED) == set(nodes.ROWS)
