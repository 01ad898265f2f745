"""What keeps a form from being shown, for its author: every problem with its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.problem_lines import problem_line
from kiosk.screens.screen import Screen
from kiosk.widgets import Card, Footer, Heading, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.problems import Problem
    from kiosk.theme import Look


class ProblemsScreen(Screen):
    """Lists problems, the grave ones first."""

    def __init__(self, look: Look, problems: tuple[Problem, ...]) -> None:
        """Show `problems`."""
        super().__init__(look)
        self._heading = Heading(look, T("The form cannot be shown yet."))
        self.column.addWidget(self._heading)
        self.column.addWidget(Words(look, T("Mend the spreadsheet and save it: this window follows."), "hint"))
        self.problems = tuple(sorted(problems, key=lambda problem: problem.severity != "error"))
        self.lines = [self._line(problem) for problem in self.problems]
        self.column.addStretch(1)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Nothing to go on or back to."""
        return Footer(back=None, next=None, help=None)

    def first_focus(self) -> QWidget:
        """The heading."""
        return self._heading

    def show_in(self, language: str) -> None:
        """Say the problems, too, in `language`."""
        super().show_in(language)
        for line, problem in zip(self.lines, self.problems, strict=True):
            line.set_words(problem_line(problem, language))

    def _line(self, problem: Problem) -> Words:
        line = Words(self.look, "")
        card = Card("error-box" if problem.severity == "error" else "warn-box")
        card.column.setContentsMargins(20, 8, 20, 8)
        card.column.addWidget(line)
        self.column.addWidget(card)
        return line
