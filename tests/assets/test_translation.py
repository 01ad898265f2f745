"""A translator needs one file, and is told what is missing, left over, filled in otherwise, or not reviewed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import uharfbuzz
from click.testing import CliRunner

from assets import read
from assets.texts import COMPLETE, DRAFTS, LANGUAGES, T, Text, listed, say, show_digits
from assets.translation import TranslationUnreadable, examine, packaged
from kiosk.cli.i18n import i18n
from kiosk.speech.prompts import recordable
from printing.text.bidi import embedding_levels, visual_runs
from tests.assets.test_texts import catalogue

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "Question {step} of {total}"


def po(*entries: tuple[str, str], fuzzy: bool = False) -> bytes:
    mark = "#, fuzzy\n" if fuzzy else ""
    return "\n".join(
        [
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n',
            *(f'{mark}msgid "{one}"\nmsgstr "{other}"\n' for one, other in entries),
        ]
    ).encode()


def test_a_translators_file_is_examined_text_by_text() -> None:
    found = examine(po((SENTENCE, "السؤال {step}"), ("No such text", "x"), ("Back", "رجوع"), ("Begin", "")))
    assert found.places == ((SENTENCE, frozenset({"step", "total"}), frozenset({"step"})),)
    assert found.left_over == ("No such text",)
    assert "Begin" in found.missing
    assert not {"Back", SENTENCE} & set(found.missing)
    assert found.wrong
    assert examine(po(("Back", "رجوع"), fuzzy=True)).for_review == ("Back",)


def test_what_is_no_catalogue_is_refused() -> None:
    with pytest.raises(TranslationUnreadable):
        examine(b'msgid "half')


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_packaged_file_says_nothing_wrong(language: str) -> None:
    found = examine(packaged(language))
    assert not found.wrong, (found.left_over, found.places)


@pytest.mark.parametrize("language", COMPLETE)
def test_persian_and_english_are_complete(language: str) -> None:
    assert examine(packaged(language)).complete


@pytest.mark.parametrize("language", DRAFTS)
def test_a_draft_is_marked_for_review_and_says_what_people_meet(language: str) -> None:
    found = examine(packaged(language))
    assert found.for_review
    assert "Touch here to begin" in recordable()
    unsaid = set(recordable()) & set(found.missing)  # a new sentence may wait for its translator, not many
    assert len(unsaid) < len(recordable()) / 20, sorted(unsaid)


@pytest.mark.parametrize("language", DRAFTS)
def test_a_text_that_a_draft_lacks_is_said_in_persian_and_never_empty(language: str) -> None:
    lacking = [msgid for msgid in examine(packaged(language)).missing if "{" not in msgid]
    assert lacking
    for text in map(Text, lacking):
        assert say(text, language) == say(text, "fa") != ""


@pytest.mark.parametrize("face", ["Regular", "Medium", "Bold"])
def test_the_typeface_has_every_letter_of_every_language(face: str) -> None:
    letters = uharfbuzz.Face(read(f"fonts/Vazirmatn-{face}.ttf")).unicodes
    used = {letter for language in LANGUAGES for each in catalogue(language) for letter in str(each.string)}
    digits = set("".join(show_digits("0123456789", language) for language in LANGUAGES))
    assert {letter for letter in used | digits | set("ڕڵۆێە") if ord(letter) not in letters} == {"\n"}


def test_digits_and_lists_are_of_the_language() -> None:
    assert [show_digits("1405", language) for language in LANGUAGES] == ["۱۴۰۵", "1405", "١٤٠٥", "١٤٠٥"]
    assert [listed(["1", "2"], language) for language in LANGUAGES] == ["1، 2", "1, 2", "1، 2", "1، 2"]


def test_groups_of_a_code_keep_their_order_in_arabic_digits() -> None:
    line = f"کۆد \u2066{show_digits('051 505 305', 'ckb')}\u2069 بنووسە"
    runs = visual_runs(line, embedding_levels(line, rtl=True), base=1)
    seen = "".join(text for text, _ in runs)
    assert [letter for letter in seen if letter.isdigit()] == list(show_digits("051505305", "ckb"))


def test_what_differs_by_language_may_stand_in_a_sentence() -> None:
    text = T("By {day}", day=lambda language: f"<{language}>")
    assert [say(text, language).count(f"<{language}>") for language in LANGUAGES] == [1] * 4


def test_the_command_tells_each_fault_and_ends_with_1(tmp_path: Path) -> None:
    file = tmp_path / "ar.po"
    file.write_bytes(po((SENTENCE, "السؤال {step}"), ("No such text", "x")))
    told = CliRunner().invoke(i18n, ["check", str(file)])
    assert told.exit_code == 1
    assert f"{{step}} {{total}} became {{step}}: {SENTENCE}" in told.output
    assert "left over: No such text" in told.output


def test_the_command_names_what_is_missing_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "ar.po"
    file.write_bytes(po(("Back", "رجوع"), fuzzy=True))
    told = CliRunner().invoke(i18n, ["check", "--all", str(file)])
    assert told.exit_code == 0
    assert "missing: Begin\n" in told.output
    assert "to be reviewed: Back\n" in told.output
    assert "1 marked fuzzy" in told.output


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "ar.po"
    file.write_bytes(b'msgid "half')
    told = CliRunner().invoke(i18n, ["check", str(file)])
    assert told.exit_code == 1
    assert "cannot be read" in told.output
