"""Words on the screen: labels that say a Text in the language shown, and the page's heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from assets.texts import InLanguage, Text, say
from kiosk.theme import Look, layout_direction
from kiosk.widgets import painting
from kiosk.widgets.painting import RING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

# A str is in the language shown already: a form's own label, a citizen's answer. A function gives it in any.
Sayable = Text | str | InLanguage


@runtime_checkable
class Worded(Protocol):
    """A widget that bears words of its own and can say them in another language."""

    def show_in(self, language: str) -> None:
        """Say the words in `language`."""


def said(words: Sayable, language: str) -> str:
    """Return `words` in `language`; a str as it is."""
    if isinstance(words, Text):
        return say(words, language)
    return words if isinstance(words, str) else words(language)


def show_tree_in(root: QWidget, language: str) -> None:
    """Turn `root` to the direction of `language` and let all below it that bears words say them anew."""
    root.setLayoutDirection(layout_direction(language))
    for child in root.findChildren(QWidget):
        if isinstance(child, Worded):
            child.show_in(language)


class Words(QLabel):
    """A wrapped text; `kind` is its role in the style sheet: body, strong, hint, small, error, display, …

    What is `personal` is said only where nobody else hears it.
    """

    personal = False

    def __init__(self, look: Look, words: Sayable = "", kind: str = "body") -> None:
        """Show `words` in the language of `look`."""
        super().__init__()
        self.look = look
        self._words = words
        self.setProperty("kind", kind)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_in(look.language)

    @property
    def sayable(self) -> Sayable:
        """What is shown, before it is put into a language."""
        return self._words

    def set_words(self, words: Sayable) -> None:
        """Show other words."""
        self._words = words
        self.show_in(self.look.language)

    def sizeHint(self) -> QSize:
        """As wide as the words on one line."""
        self.ensurePolished()
        longest = max((painting.text_width(self.font(), line) for line in self.text().split("\n")), default=0)
        width = longest + 2 * self._side()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word, or as the line where it must not be wrapped."""
        self.ensurePolished()
        if not self.wordWrap():
            return self.sizeHint()
        return QSize(painting.widest_word(self.font(), self.text()) + 2 * self._side(), self.fontMetrics().height())

    def hasHeightForWidth(self) -> bool:
        """The words may wrap."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """The height of the words wrapped into `width`."""
        self.ensurePolished()
        return painting.text_height(self.font(), self.text(), width - 2 * self._side())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words in the style sheet's font and colour."""
        rect = QRectF(self.rect()).adjusted(self._side(), 0, -self._side(), 0)
        painter = painting.begin(self)
        colour = self.palette().color(self.foregroundRole())
        align: painting.Align = "centre" if self.alignment() & Qt.AlignmentFlag.AlignHCenter else "leading"
        painting.paragraph(painter, rect, align, self.text(), self.font(), colour)
        painter.end()

    def _side(self) -> int:
        """Painted controls leave room for their focus ring; words stand level with their boxes."""
        return RING

    def show_in(self, language: str) -> None:
        """Say the words in `language`."""
        self.setText(said(self._words, language))


class Heading(Words):
    """The heading of a page: takes the focus when the page is shown, so that it is read out first."""

    def __init__(self, look: Look, words: Sayable = "", kind: str = "heading") -> None:
        """Show `words` as the heading."""
        super().__init__(look, words, kind)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_in(self, language: str) -> None:
        """Say the heading in `language`; its accessible name is what it says."""
        super().show_in(language)
        self.setAccessibleName(self.text())
