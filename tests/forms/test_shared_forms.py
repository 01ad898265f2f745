"""Forms from elsewhere: each opens, every question takes an answer, and the whole serialises and comes back."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.state import NodeState
from forms.xlsform import to_xform
from tests.forms.scenario import world

SHARED = Path(__file__).resolve().parents[3] / "shared" / "forms"
FORMS = sorted(p for p in (*SHARED.glob("xform/*.xml"), *SHARED.glob("xlsform/*.xls*")))
PLAUSIBLE = {
    "int": "3",
    "decimal": "2.5",
    "date": "2026-11-22",
    "time": "10:30:00.000+03:30",
    "dateTime": "2026-11-22T10:30:00.000+03:30",
    "boolean": "1",
    "geopoint": "35.7 51.4 0 0",
    "geotrace": "35.7 51.4 0 0; 35.8 51.4 0 0",
    "geoshape": "35.7 51.4 0 0; 35.8 51.4 0 0; 35.8 51.5 0 0; 35.7 51.4 0 0",
    "binary": "photo.jpg",
}


def plausible(state: NodeState) -> str:
    if state.choices:
        return state.choices[-1].value
    if state.control == "trigger":
        return "OK"
    return PLAUSIBLE.get(state.type, "words")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_from_elsewhere_opens_and_can_be_filled_in(path: Path) -> None:
    data = path.read_bytes()
    xml = data if path.suffix == ".xml" else to_xform(data, name=path.stem).xform
    form = parse_xform(xml)
    folder = {p.name: p.read_bytes() for p in path.parent.glob("*.csv")}
    entry = FormEntry.start(form, world(folder))
    for repeat, control in form.repeats.items():
        if control.count is None and repeat.count("/") == 2:
            entry.add_repeat(repeat)
    asked = 0
    for page in entry.pages():
        for ref in page.refs if page.kind != "repeat" else ():
            state = entry.node(ref)
            if not state.readonly:
                entry.answer(ref, plausible(state))
                asked += 1
    assert asked or all(page.kind == "note" for page in entry.pages())
    again = FormEntry.restore(form, world(folder), entry.savepoint())
    assert again.savepoint() == entry.savepoint()
    assert ET.fromstring(entry.submission().xml).get("id") == form.form_id  # noqa: S314 - our own bytes
