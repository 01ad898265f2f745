"""Characters without a glyph: found in every text that people read, at its cell, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import forms.check.glyphs as glyphs
from assets.texts import say
from forms.check import check_form

if TYPE_CHECKING:
    from forms.problems import Problem

FORM = """
| survey   |
|          | type          | name | label   | hint   | constraint | constraint_message |
|          | text          | a    | {label} | {hint} | . != ''    | {message}          |
|          | select_one yn | b    | B       |        |            |                    |
| choices  |
|          | list_name     | name | label   |
|          | yn            | y    | {choice} |
| settings |
|          | form_title    |
|          | {title}       |
"""
RIGHT = {"label": "نام شما؟", "hint": "«مانند» شناسنامه", "message": "۱۲٪", "choice": "Yes — بله", "title": "فرم"}


def told(form: str) -> list[tuple[str | None, int | None, str | None, str]]:
    """Return cell and sentence, without marks of direction, of each warning about a form of Markdown tables."""
    found = check_form(form.encode(), name="form")
    return [(p.place.sheet, p.place.row, p.place.column, _said(p)) for p in found if p.severity == "warning"]


def _said(problem: Problem) -> str:
    return say(problem.text, "en").replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("label", ("survey", 2, "label")),
        ("hint", ("survey", 2, "hint")),
        ("message", ("survey", 2, "constraint_message")),
        ("choice", ("choices", 2, "label")),
        ("title", ("settings", 2, "form_title")),
    ],
)
def test_a_character_that_the_font_lacks_is_named_at_its_cell(text: str, cell: tuple[str, int, str]) -> None:
    form = FORM.format(**{**RIGHT, text: "آب 🌧 水 🌧"})
    assert told(form) == [(*cell, "The font lacks 🌧 (U+1F327), 水 (U+6C34): people would see an empty box.")]


def test_nothing_is_said_of_what_the_font_has_or_of_what_is_never_drawn() -> None:
    joined = "می\u200cروم\u200f، خط\u00a0دو\n**پررنگ** &amp; ${a} \u2068x\u2069"
    assert told(FORM.format(**{**RIGHT, "choice": joined.replace("\n", "&#10;")})) == []


def test_the_texts_of_an_xform_are_looked_at_too() -> None:
    form = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa"><h:head><model>
        <itext><translation lang="fa"><text id="/data/a:label"><value>水</value></text></translation></itext>
        <instance><data id="x"><a/><b/></data></instance></model></h:head><h:body>
        <input ref="/data/a"><label ref="jr:itext('/data/a:label')"/></input>
        <group><label>G</label><input ref="/data/b"><label>B</label><hint>木</hint></input></group></h:body></h:html>"""
    found = check_form(form.encode(), name="form")
    assert [(p.place.node, "U+" in say(p.text, "fa")) for p in found] == [("/data/a:label", True), ("/data/b", True)]


def test_without_the_font_the_check_says_that_it_did_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> bytes:
        raise FileNotFoundError(name)

    glyphs._characters.cache_clear()
    monkeypatch.setattr(glyphs, "read", gone)
    found = check_form(FORM.format(**{**RIGHT, "label": "水"}).encode(), name="form")
    glyphs._characters.cache_clear()
    assert [(p.severity, p.place.row) for p in found] == [("warning", None)]
    assert "make setup" in say(found[0].text, "fa")
