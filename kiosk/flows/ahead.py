"""The page that probably comes next, made while the person still answers the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.pages import Page
    from kiosk.screens.question import QuestionScreen
    from kiosk.shell import Shell


class PageAhead:
    """Holds at most one page, hidden in the window; it is shown only if all that it says is still so."""

    def __init__(self, shell: Shell) -> None:
        """Hold nothing; what is held goes when text size, colours or language change."""
        self._shell = shell
        self._page: Page | None = None
        self._screen: QuestionScreen | None = None
        shell.look.changed.connect(self.drop)

    def hold(self, page: Page, screen: QuestionScreen) -> None:
        """Hold `screen`, which shows `page`, in place of the one before."""
        self.drop()
        self._page, self._screen = page, screen
        self._shell.hold(screen)

    def take(self, page: Page) -> QuestionScreen | None:
        """Give away the page made for `page`, None if another one was, or if an answer has changed what it says."""
        held, screen = self._page, self._screen
        if screen is None or held != page or not screen.is_still_so():
            return None
        self._page = self._screen = None
        return screen

    def drop(self) -> None:
        """Delete what is held."""
        if self._screen is not None:
            self._screen.deleteLater()
        self._page = self._screen = None
