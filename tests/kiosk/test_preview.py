"""A preview shows the form as the counter does, and follows its spreadsheet whatever the author does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from PySide6.QtCore import QTimer

from kiosk.cli.preview import preview as command
from kiosk.cli.preview import source_of
from kiosk.preview import Preview
from kiosk.screens.left_behind import LeftBehindScreen
from kiosk.screens.plain import NoticeScreen
from kiosk.screens.problems import ProblemsScreen
from kiosk.screens.question import QuestionScreen
from kiosk.screens.review import ReviewScreen
from kiosk.shell import Shell
from kiosk.widgets import Words
from tests.kiosk.pages import close

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from kiosk.screens.screen import Screen
    from kiosk.theme import Look

FORM = """
| survey  |
|         | type            | name   | label         | relevant       | required |
|         | text            | name   | نام شما؟      |                | yes      |
|         | select_one days | day    | چه روزی؟      |                |          |
|         | text            | reason | چرا جمعه؟     | ${day} = 'fri' |          |
| choices |
|         | list_name       | name   | label         |
|         | days            | thu    | پنج‌شنبه      |
|         | days            | fri    | جمعه          |
"""


class Author:
    """An author at her desk: the file that she saves, and the window beside it."""

    def __init__(self, qtbot: QtBot, shell: Shell, path: Path, media: Path | None = None) -> None:
        self.qtbot, self.shell, self.path = qtbot, shell, path
        self.preview = Preview(shell, source_of(path, media))

    @property
    def screen(self) -> Screen:
        screen = self.shell.screen_shown
        assert screen is not None
        return screen

    @property
    def question(self) -> QuestionScreen:
        assert isinstance(self.screen, QuestionScreen)
        return self.screen

    @property
    def asked(self) -> str:
        return self.question.title()

    def save(self, form: str) -> None:
        """Save in place, and wait until the window has followed."""
        with self.qtbot.waitSignal(self.preview.followed):
            self.path.write_text(form, encoding="utf-8")

    def save_as_spreadsheet_programs_do(self, form: str) -> None:
        """Write another file and put it in the place of the first."""
        other = self.path.with_name("lu1234.tmp")
        with self.qtbot.waitSignal(self.preview.followed):
            other.write_text(form, encoding="utf-8")
            other.replace(self.path)

    def answer(self, raw: str) -> None:
        """Answer the question shown, and go on."""
        self.question._answer(self.question.page.refs[0], raw)
        self.go_on()

    def go_on(self) -> None:
        self.shell.footer.next.click()

    def value(self, name: str) -> str:
        assert self.preview.trial is not None
        return self.preview.trial.node(f"/data/{name}").value


@pytest.fixture
def shell(qapp: QApplication, qtbot: QtBot, look: Look) -> Iterator[Shell]:
    window = Shell(qapp, look, "پیش‌نمایش", touch=False)
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    yield window
    close(window)


@pytest.fixture
def author(qtbot: QtBot, shell: Shell, tmp_path: Path) -> Author:
    path = tmp_path / "form.md"
    path.write_text(FORM, encoding="utf-8")
    return Author(qtbot, shell, path)


def test_it_leads_through_the_form_as_the_counter_does(author: Author) -> None:
    assert author.asked == "نام شما؟"
    author.go_on()
    assert author.asked.startswith("خطا:"), "required"
    author.answer("زهرا")
    author.answer("fri")
    assert author.asked == "چرا جمعه؟"
    author.shell.footer.back.click()
    author.answer("thu")
    assert isinstance(author.screen, ReviewScreen), "the reason is asked on Fridays only"
    author.go_on()
    assert isinstance(author.screen, NoticeScreen)
    author.go_on()
    assert author.asked == "نام شما؟"
    assert author.value("name") == ""


def test_what_must_be_put_right_is_told_at_the_end_and_leads_to_its_question(author: Author) -> None:
    author.answer("زهرا")
    author.answer("thu")
    assert author.preview.trial is not None
    author.preview.trial.answer("/data/name", "")
    author.go_on()
    assert isinstance(author.screen, ReviewScreen)
    author.screen.errors.links[0].click()
    assert author.asked == "نام شما؟"


def test_the_answers_are_checked_in_the_language_of_now(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    columns = ("label::Persian (fa) | label::English (en)", "نام شما؟             | Your name?")
    path.write_text(
        f"| survey |\n| | type | name | {columns[0]} |\n| | text | name | {columns[1]} |\n", encoding="utf-8"
    )
    author = Author(qtbot, shell, path)
    author.answer("زهرا")
    for language, label in (("fa", "نام شما؟"), ("en", "Your name?"), ("fa", "نام شما؟")):
        assert author.shell.look.language == language
        assert isinstance(author.screen, ReviewScreen)
        assert label in [words.text() for words in author.screen.findChildren(Words)]
        author.shell.header.language.click()


def test_a_saved_spreadsheet_is_shown_at_the_same_question_with_the_answers_given(author: Author) -> None:
    author.answer("زهرا")
    author.save(FORM.replace("چه روزی؟", "کدام روز؟"))
    assert author.asked == "کدام روز؟"
    assert author.value("name") == "زهرا"


def test_an_answer_that_the_saved_spreadsheet_has_no_place_for_is_told(author: Author) -> None:
    author.answer("زهرا")
    author.answer("fri")
    author.save(FORM.replace("| name   | نام", "| given  | نام"))
    assert isinstance(author.screen, LeftBehindScreen)
    author.go_on()
    assert author.asked == "چرا جمعه؟"
    assert author.value("given") == ""


def test_programs_that_replace_the_file_are_followed_again_and_again(author: Author) -> None:
    for words in ("الف", "ب", "پ"):
        author.save_as_spreadsheet_programs_do(FORM.replace("نام شما؟", words))
        assert author.asked == words


def test_a_broken_spreadsheet_shows_its_cells_until_it_is_mended(author: Author) -> None:
    author.answer("زهرا")
    author.save(FORM.replace("${day} = 'fri'", "${gone} = 'fri'"))
    assert isinstance(author.screen, ProblemsScreen)
    told = author.screen.lines[0].text()
    assert "survey" in told
    assert "۴" in told or "4" in told
    assert "relevant" in told
    assert not author.shell.footer.next.isVisible()
    author.save(FORM)
    assert author.asked == "چه روزی؟"
    assert author.value("name") == "زهرا"


def test_a_form_that_is_broken_from_the_start_is_shown_once_it_is_mended(
    qtbot: QtBot, shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK\x03\x04 cut off")
    author = Author(qtbot, shell, path)
    assert isinstance(author.screen, ProblemsScreen)
    author.save(FORM)
    assert author.asked == "نام شما؟"


def test_a_question_that_goes_takes_only_its_own_answer_with_it(author: Author) -> None:
    author.answer("زهرا")
    author.answer("fri")
    author.save("\n".join(line for line in FORM.splitlines() if "reason" not in line and "fri " not in line))
    assert author.value("name") == "زهرا"
    assert author.value("day") == "", "the choice is no longer there"


def test_an_answer_that_no_longer_fits_its_type_is_left_behind(author: Author) -> None:
    author.answer("زهرا")
    author.save(FORM.replace("| text            | name ", "| integer         | name "))
    assert author.value("name") == ""


def test_the_rounds_of_a_repeat_are_carried_over(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    rows = """
| survey |
|        | type         | name  | label |
|        | begin repeat | child | {}    |
|        | text         | n     | نام؟  |
|        | end repeat   |       |       |
"""
    path = tmp_path / "form.md"
    path.write_text(rows.format("کودک"), encoding="utf-8")
    author = Author(qtbot, shell, path)
    trial: Any = author.preview.trial
    trial.add_repeat("/data/child")
    trial.answer("/data/child[2]/n", "مینا")
    author.save(rows.format("فرزند"))
    assert author.value("child[2]/n") == "مینا"


def test_a_form_of_another_id_is_another_form(author: Author) -> None:
    author.answer("زهرا")
    author.save(FORM + "\n| settings |\n| | form_id |\n| | another |\n")
    assert author.value("name") == ""


def test_a_default_that_was_cleared_stays_cleared(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    rows = "| survey |\n| | type | name | label | default |\n| | text | a | {} | old |\n"
    path = tmp_path / "form.md"
    path.write_text(rows.format("A"), encoding="utf-8")
    author = Author(qtbot, shell, path)
    author.answer("")
    author.save(rows.format("B"))
    assert author.value("a") == ""


def test_an_untouched_default_follows_the_spreadsheet(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    rows = "| survey |\n| | type | name | label | default |\n| | text | a | A | {} |\n"
    path = tmp_path / "form.md"
    path.write_text(rows.format("old"), encoding="utf-8")
    author = Author(qtbot, shell, path)
    author.save(rows.format("new"))
    assert author.value("a") == "new"


def test_its_files_are_followed_too(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    media = tmp_path / "form-media"
    media.mkdir()
    (media / "towns.csv").write_text("name,label\na,Abad\n")
    path = tmp_path / "form.md"
    path.write_text("| survey |\n| | type | name | label |\n| | select_one_from_file towns.csv | t | T |\n")
    author = Author(qtbot, shell, path)
    other = media / "new.csv"
    with qtbot.waitSignal(author.preview.followed):
        other.write_text("name,label\na,Abad\nb,Bam\n")
        other.replace(media / "towns.csv")
    assert [choice.text for choice in author.preview.trial.node("/data/t").choices] == ["Abad", "Bam"]  # type: ignore[union-attr]


def test_a_form_that_asks_nothing_says_so(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text("| survey |\n| | type | name | calculation |\n| | calculate | a | 1 |\n")
    assert isinstance(Author(qtbot, shell, path).screen, NoticeScreen)


def test_form_and_window_change_their_language_together(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(
        "| survey |\n| | type | name | label::Persian (fa) | label::English (en) |\n| | text | a | نام؟ | Name? |\n",
        encoding="utf-8",
    )
    author = Author(qtbot, shell, path)
    assert author.asked == "نام؟"
    shell.header.language.click()
    assert author.asked == "Name?"


def test_the_command_opens_the_window_and_ends_with_it(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(FORM, encoding="utf-8")
    seen: list[str] = []

    def look_and_close() -> None:
        shell = next(window for window in qapp.topLevelWidgets() if isinstance(window, Shell) and window.isVisible())
        seen.append(shell.windowTitle())
        seen.append(str(shell.look.scale))
        shell.header.end.click()

    QTimer.singleShot(0, look_and_close)
    result = CliRunner().invoke(command, [str(path), "--language", "fa", "--scale", "1.5"])
    assert result.exit_code == 0, result.output
    assert seen == ["نام شما؟", "1.5"]


def test_without_a_screen_the_command_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(FORM, encoding="utf-8")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    result = CliRunner().invoke(command, [str(path)])
    assert result.exit_code == 1
    assert "no screen" in result.output
