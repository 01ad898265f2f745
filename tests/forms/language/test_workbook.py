"""What each column of a workbook does to the form that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.parse import parse_xform
from forms.xlsform import to_xform
from tests.forms.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.state import Label, NodeState


def sheet(name: str, *rows: dict[str, str]) -> str:
    """Return a sheet as Markdown, one column for each key."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return f"| {name} |\n" + "".join(f"| | {' | '.join(line)} |\n" for line in lines)


def filled(*sheets: str, language: str | None = None) -> Scenario:
    """Begin the form of these sheets, through the conversion that installs forms."""
    converted = to_xform("".join(sheets).encode(), name="data")
    return Scenario(parse_xform(converted.xform), converted.media, language)


def text(**columns: str) -> dict[str, str]:
    """A row of the survey that asks for a text, `q` where it has no other name."""
    return {"type": "text", "name": "q", "label": "Q"} | columns


def asked(*rows: dict[str, str]) -> Scenario:
    return filled(sheet("survey", *rows))


def media_of(kind: str) -> str | None:
    label = asked(text(**{"media::image": "image.x", f"media::{kind}": f"{kind}.x"})).node("q").label
    assert label is not None
    return str(getattr(label, kind.replace("-", "_")))


def words(of: Callable[[NodeState], Label | None], **columns: str) -> str:
    found = of(asked(text(**columns)).node("q"))
    return found.text if found is not None else ""


def answered(*rows: dict[str, str], **answers: str) -> Scenario:
    form = asked(*rows)
    for name, raw in answers.items():
        form.answer(name, raw)
    return form


def repeated() -> Scenario:
    rows = ({"type": "begin repeat", "name": "r", "label": "R", "repeat_count": "3"}, text(), {"type": "end repeat"})
    return asked(*rows)


SURVEY: dict[str, Callable[[], tuple[object, object]]] = {
    "type": lambda: (asked(text(type="integer")).node("q").type, "int"),
    "name": lambda: (asked(text(name="given")).value_of("given"), ""),
    "label": lambda: (words(lambda node: node.label, label="Words"), "Words"),
    "hint": lambda: (words(lambda node: node.hint, hint="More"), "More"),
    "guidance_hint": lambda: (words(lambda node: node.guidance, guidance_hint="Still more"), "Still more"),
    "appearance": lambda: (asked(text(appearance="multiline w2")).node("q").appearance, ("multiline", "w2")),
    "required": lambda: (asked(text(required="yes")).node("q").violation, "required"),
    "required_message": lambda: (asked(text(required="yes", required_message="Say it")).node("q").message, "Say it"),
    "relevant": lambda: (asked(text(relevant="1 = 2")).asked("q"), False),
    "constraint": lambda: (answered(text(constraint=". != 'x'"), q="x").node("q").violation, "constraint"),
    "constraint_message": lambda: (
        answered(text(constraint=". != 'x'", constraint_message="Not x"), q="x").node("q").message,
        "Not x",
    ),
    "calculation": lambda: (asked({"type": "calculate", "name": "q", "calculation": "1 + 1"}).value_of("q"), "2"),
    "default": lambda: (asked(text(default="as usual")).value_of("q"), "as usual"),
    "parameters": lambda: (
        asked({"type": "image", "name": "q", "label": "Q", "parameters": "max-pixels=640"}).node("q").max_pixels,
        640,
    ),
    "readonly": lambda: (asked(text(readonly="yes")).node("q").readonly, True),
    "repeat_count": lambda: (repeated().entry.count("/data/r"), 3),
    "trigger": lambda: (
        answered(
            text(name="on"),
            {"type": "calculate", "name": "q", "calculation": "concat('saw ', ${on})", "trigger": "${on}"},
            on="it",
        ).value_of("q"),
        "saw it",
    ),
    "media::*": lambda: (
        [media_of(kind) for kind in ("image", "audio", "video", "big-image")],
        ["image.x", "audio.x", "video.x", "big-image.x"],
    ),
    "rows": lambda: (asked(text(appearance="multiline", parameters="rows=4")).node("q").rows, 4),
}
"""Each column of the survey with what it is seen by, and what must be seen."""
CHOICE_SHEET = sheet(
    "choices",
    {"list_name": "kinds", "name": "a", "label": "A", "of": "x"},
    {"list_name": "kinds", "name": "b", "label": "B", "of": "y"},
)
PEOPLE = {"list_name": "people", "label": "${q}"}


def chosen(language: str | None = None, **columns: str) -> Scenario:
    row = {"type": "select_one kinds", "name": "s", "label": "S"} | columns
    return filled(sheet("survey", text(), row), CHOICE_SHEET, language=language)


def setting(name: str, value: str, *survey: dict[str, str]) -> Scenario:
    return filled(sheet("survey", *(survey or (text(),))), sheet("settings", {"form_id": "data", name: value}))


def spoken() -> str:
    rows = {"type": "text", "name": "q", "label::Persian (fa)": "پ", "label::English (en)": "E"}
    return filled(sheet("survey", rows), sheet("settings", {"default_language": "Persian (fa)"})).label_of("q")


def duplicated() -> list[str]:
    rows = [{"list_name": "kinds", "name": "a", "label": label} for label in ("A", "Also a")]
    survey = {"type": "select_one kinds", "name": "s", "label": "S"}
    allowed = sheet("settings", {"allow_choice_duplicates": "yes"})
    return filled(sheet("survey", survey), sheet("choices", *rows), allowed).choices_of("s")


def entity(**columns: str) -> str:
    rows = (text(save_to="full_name"), {"type": "csv-external", "name": "people"})
    form = filled(sheet("survey", *rows), sheet("entities", PEOPLE | columns))
    form.answer("q", "Sara")
    return form.sent()


def saved_to() -> str | None:
    return (
        filled(sheet("survey", text(save_to="full_name")), sheet("entities", PEOPLE))
        .entry.form.binds["/data/q"]
        .save_to
    )


def filtered() -> list[str]:
    form = chosen(choice_filter="of = ${q}")
    form.answer("q", "y")
    return form.choices_of("s")


OTHERS: dict[str, Callable[[], tuple[object, object]]] = {
    "choice_filter": lambda: (filtered(), ["b"]),
    "list_name": lambda: (chosen().choices_of("s"), ["a", "b"]),
    "choices name": lambda: (chosen().node("s").choices[0].value, "a"),
    "choices label": lambda: (chosen().node("s").choices[1].text, "B"),
    "form_title": lambda: (setting("form_title", "Claim").entry.form.title, "Claim"),
    "form_id": lambda: (setting("form_id", "claim").entry.form.form_id, "claim"),
    "version": lambda: (setting("version", "7").entry.form.version, "7"),
    "instance_name": lambda: (setting("instance_name", "'Mine'").entry.instance_name, "Mine"),
    "default_language": lambda: (spoken(), "پ"),
    "public_key": lambda: (
        filled(
            sheet("survey", text()),
            sheet("settings", {"public_key": "KEY", "submission_url": "https://x.example/submission"}),
        ).entry.form.submission.public_key,
        "KEY",
    ),
    "submission_url": lambda: (
        setting("submission_url", "https://x.example/submission").entry.form.submission.action,
        "https://x.example/submission",
    ),
    "auto_send": lambda: (setting("auto_send", "true").entry.form.submission.auto_send, True),
    "auto_delete": lambda: (setting("auto_delete", "false").entry.form.submission.auto_delete, False),
    "allow_choice_duplicates": lambda: (duplicated(), ["a", "a"]),
    "style": lambda: (setting("style", "theme-grid pages").entry.form.style, ("theme-grid", "pages")),
    "entities list_name": lambda: ('dataset="people"' in entity(), True),
    "entities label": lambda: ("<label>Sara</label>" in entity(), True),
    "save_to": lambda: (saved_to(), "full_name"),
    "create_if": lambda: ('create="0"' in entity(create_if="${q} = 'Zahra'"), True),
    "entity_id": lambda: ('id="p1"' in entity(entity_id="'p1'", update_if="true()"), True),
    "update_if": lambda: ('update="0"' in entity(entity_id="'p1'", update_if="${q} = ''"), True),
}
"""The same for choices, settings and entities."""


@pytest.mark.parametrize("column", [*SURVEY, *OTHERS])
def test_a_column_does_what_it_is_for(column: str) -> None:
    seen, wanted = (SURVEY | OTHERS)[column]()
    assert seen == wanted


def test_a_column_of_a_language_is_read_in_that_language() -> None:
    rows = {"type": "text", "name": "q", "label::Persian (fa)": "پ", "label::English (en)": "E"}
    assert filled(sheet("survey", rows), language="fa").label_of("q") == "پ"
    assert filled(sheet("survey", rows), language="en").label_of("q") == "E"
