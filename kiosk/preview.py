"""A form as the counter shows it, in a window that follows its spreadsheet: saved, it is read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from assets.services import choice_icon
from assets.texts import T
from forms.errors import FormError, FormRefused
from forms.problems import Problem
from kiosk.answers import shown
from kiosk.controls import Surroundings
from kiosk.filling import after, before, index_of, page_with
from kiosk.screens.help_sign import HelpSign
from kiosk.screens.left_behind import LeftBehindScreen
from kiosk.screens.plain import Notice, NoticeScreen
from kiosk.screens.problems import ProblemsScreen
from kiosk.screens.question import Progress, QuestionScreen
from kiosk.screens.review import ReviewScreen
from kiosk.screens.sentences import fault_sentence
from kiosk.trial import MemoryFiles
from kiosk.widgets import Fault, Footer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forms.pages import Page
    from forms.state import ReviewEntry
    from kiosk.carrying import LeftBehind
    from kiosk.controls import ChooseFile
    from kiosk.screens.screen import Screen
    from kiosk.shell import Shell
    from kiosk.trial import Trial

LANGUAGES = ("fa", "en")
_SETTLE_MS = 120  # spreadsheet programs write in several steps; the last one counts
_END = Notice(
    "duotone/check-circle",
    "brand",
    T("This is the end of the form."),
    (T("Every answer fits. From a preview nothing is handed in."),),
    Footer(next=T("Begin anew"), help=None),
)
_NOTHING = Notice("duotone/clipboard-text", "brand", T("This form asks nothing yet."))


@dataclass(frozen=True)
class Source:
    """Where the form comes from.

    read: the file's bytes and whatever else decides how it looks; raises OSError while it is being saved.
    begin: a running form in a language, from the file's bytes; raises FormError.
    check: everything wrong with the file's bytes.
    choose_file: asks for a file on a stick. watched: the files and folders whose changes matter.
    """

    read: Callable[[], tuple[bytes, object]]
    begin: Callable[[bytes, str], Trial]
    check: Callable[[bytes], tuple[Problem, ...]]
    choose_file: ChooseFile
    watched: tuple[Path, ...]


class Preview(QObject):
    """Shows a form's pages in `shell`; `followed` tells that a change of the file is on the screen."""

    followed = Signal()

    def __init__(self, shell: Shell, source: Source) -> None:
        """Read the form and show its first page, or what is wrong with it."""
        super().__init__(shell)
        self.shell, self.look, self._source = shell, shell.look, source
        self.trial: Trial | None = None
        self._page: Page | None = None
        self._seen: tuple[bytes, object] | None = None
        self._again: Callable[[], None] | None = None  # shows anew what was looked up in one language
        self._files = MemoryFiles()
        self._watcher = QFileSystemWatcher(self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._follow)
        for changed in (self._watcher.fileChanged, self._watcher.directoryChanged):
            changed.connect(lambda: self._settling.start())
        shell.language_wanted.connect(self._next_language)
        shell.help_wanted.connect(self._show_help)
        shell.end_wanted.connect(shell.close)
        self._follow()

    def _follow(self) -> None:
        """Read the file when it is another than the one shown; a program that saves may have replaced it."""
        self._watcher.addPaths([str(path) for path in self._source.watched if path.exists()])
        try:
            found = self._source.read()
        except OSError:
            return  # being saved: its folder's next change brings it
        if found == self._seen:
            return
        self._seen = found
        self._begin(found[0])
        self.followed.emit()

    def _begin(self, data: bytes) -> None:
        try:
            trial = self._source.begin(data, self.look.language)
            lost = trial.take_over(self.trial) if self.trial is not None else None
            pages = trial.pages()
        except FormError as fault:
            self._show_problems(data, fault)
            return
        self.trial = trial
        if not pages:
            self._show(NoticeScreen(self.look, _NOTHING))
            return
        page = pages[index_of(pages, self._page)] if self._page is not None else pages[0]
        if lost is not None:
            self._show_left_behind(lost, page)
        else:
            self._go(page)

    def _show_left_behind(self, lost: LeftBehind, page: Page) -> None:
        """Say which of the author's answers the saved form has no place for, then go on at `page`."""
        told = lost.told(self.look.language)
        screen = LeftBehindScreen(self.look, told, lambda answer: shown(answer, self.look.language))
        screen.next_wanted.connect(lambda: self._go(page))
        self._show(screen)
        self._again = lambda: self._show_left_behind(lost, page)

    def _show_problems(self, data: bytes, fault: FormError) -> None:
        problems = self._source.check(data)
        if not isinstance(fault, FormRefused):
            problems = (*problems, Problem("error", T("The form fails on these answers."), detail=str(fault)))
        self._show(ProblemsScreen(self.look, problems))

    def _go(self, page: Page) -> None:
        trial = self._running()
        self._page = page
        surroundings = Surroundings(
            look=self.look,
            media=trial.world.resources.get,
            attachments=self._files,
            now=trial.world.now,
            choose_file=self._source.choose_file,
            choice_icon=lambda question, value: choice_icon(trial.form.form_id, question, value),
        )
        screen = QuestionScreen(surroundings, trial, page, self._progress(page))
        screen.next_wanted.connect(lambda: self._next(screen.page))
        screen.back_wanted.connect(lambda: self._back(screen.page))
        screen.open_wanted.connect(self._open)
        screen.structure_changed.connect(lambda: screen.show_progress(self._progress(screen.page)))
        self._show(screen)

    def _next(self, page: Page) -> None:
        following = after(self._running().pages(), page)
        if following is None:
            self._review()
        else:
            self._go(following)

    def _back(self, page: Page) -> None:
        previous = before(self._running().pages(), page)
        if previous is not None:
            self._go(previous)

    def _open(self, instance: str) -> None:
        inside = [page for page in self._running().pages() if page.instance == instance]
        if inside:
            self._go(inside[0])

    def _review(self) -> None:
        entry = self._running().entry

        def said(answer: ReviewEntry) -> str:
            return shown(answer, self.look.language)

        screen = ReviewScreen(self.look, entry.review(), said)
        screen.change_wanted.connect(self._change)
        screen.back_wanted.connect(lambda: self._go(entry.pages()[-1]))
        screen.next_wanted.connect(lambda: self._end(screen))
        self._show(screen)
        self._again = self._review

    def _change(self, ref: str) -> None:
        found = page_with(self._running().pages(), ref)
        if found is not None:
            self._go(found)

    def _end(self, review: ReviewScreen) -> None:
        entry = self._running().entry
        faults = tuple(
            Fault(violation.ref, fault_sentence(entry.node(violation.ref), self.look.language))
            for violation in entry.validate()
        )
        if faults:
            review.show_faults(faults)
            return
        screen = NoticeScreen(self.look, _END)
        screen.back_wanted.connect(self._review)
        screen.next_wanted.connect(self._begin_anew)
        self._show(screen)

    def _begin_anew(self) -> None:
        self.trial = self._page = None
        if self._seen is not None:
            self._begin(self._seen[0])

    def _next_language(self) -> None:
        language = LANGUAGES[(LANGUAGES.index(self.look.language) + 1) % len(LANGUAGES)]
        if self.trial is not None:
            self.trial.speak(language)
        self.look.change(language=language)
        shown = self.shell.screen_shown
        if self._again is not None and shown is not None and shown.looked_up:
            self._again()

    def _show_help(self) -> None:
        sign = HelpSign(self.look, self.shell)
        sign.stay.connect(sign.deleteLater)

    def _show(self, screen: Screen) -> None:
        self.shell.show_screen(screen)

    def _progress(self, page: Page) -> Progress:
        trial = self._running()
        pages = trial.pages()
        return Progress(index_of(pages, page) + 1, len(pages), trial.form.title)

    def _running(self) -> Trial:
        assert self.trial is not None  # noqa: S101 - pages are shown only of a running form
        return self.trial
