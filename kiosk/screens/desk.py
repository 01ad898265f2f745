"""The assistant's desk: what was handed in and how its delivery stands; drafts that a power cut interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from assets.texts import T
from kiosk.screens.desk_table import DeskList, DeskTable
from kiosk.screens.nothing_here import NothingHandedIn
from kiosk.screens.screen import MARGIN, Screen
from kiosk.widgets import Button, Card, Footer, Heading, Steps, Words
from kiosk.widgets.beside import set_beside_or_below
from kiosk.widgets.code_field import CodeField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from assets.texts import Text
    from kiosk.desk import CutOff, DeskLine
    from kiosk.theme import Look

_TIGHT = 8  # pixels: the list is what the desk is for, and wants the room


class DeskScreen(Screen):
    """Shows lines and drafts; every act on them is asked for by a signal."""

    looked_up = True
    search_wanted = Signal(str)
    sync_wanted = Signal()
    stop_wanted = Signal()
    reopen_wanted = Signal(object)
    reprint_wanted = Signal(object)
    papers_wanted = Signal(object)
    verify_wanted = Signal()
    correction_wanted = Signal(object)

    def __init__(self, look: Look, cut_off: Sequence[CutOff], notices: Sequence[Text] = ()) -> None:
        """Show the desk with the drafts `cut_off` and the `notices` about this machine."""
        super().__init__(look)
        self.column.setContentsMargins(MARGIN, _TIGHT, MARGIN, _TIGHT)
        self.column.setSpacing(_TIGHT)
        self._heading = Heading(look, T("Applications of this office"))
        self.column.addWidget(self._heading)
        self.state = Words(look, "", "hint")
        self.stop = Button(look, T("Stop sending"), icon="duotone/stop-circle")
        self.stop.hide()
        self.column.addLayout(self._standing())
        self.sent = Steps(look)
        self.sent.hide()
        self.column.addWidget(self.sent)
        for notice in notices:
            self.column.addWidget(Words(look, notice, "warn"))
        self.reopens = [self._cut_off(each) for each in cut_off]
        self.column.addLayout(self._ways())
        self._search_row = self._tools()
        self.column.addLayout(self._search_row)
        self.table = self._table()
        self.column.addWidget(self.table, 1)
        self.nothing = NothingHandedIn(look)
        self.nothing.hide()
        self.column.addWidget(self.nothing, 1)
        self.reason = Words(look, "", "warn")
        self.reason.hide()
        self.column.addWidget(self.reason)

    def title(self) -> str:
        """The heading."""
        return self._heading.text()

    def footer(self) -> Footer:
        """Leaving is in the header."""
        return Footer(back=None, next=T("Leave the desk"), help=None)

    def first_focus(self) -> QWidget:
        """The search: an assistant's hands are on the keyboard."""
        return self.search

    def show_in(self, language: str) -> None:
        """Say everything in `language`, in the size of now."""
        super().show_in(language)
        self.table.setAccessibleName(self.look.say(T("Applications of this office")))
        self._arrange(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room that there is."""
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def show_lines(self, lines: Sequence[DeskLine]) -> None:
        """Show `lines`."""
        self.model.show_lines(lines)
        self._measured.start()
        self.reason.hide()
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        why = T("No application has this code.") if self.search.text() else T("No application was handed in here yet.")
        self.nothing.words.set_words(why)

    def show_state(self, words: Text) -> None:
        """Say how line and delivery stand."""
        self.stop.hide()
        self.sent.hide()
        self.state.set_words(words)

    def show_sending(self, words: Text, sent: int, total: int) -> None:
        """Say, and show, how far an application is that leaves just now: bytes sent, and in all. It can be stopped."""
        self.state.set_words(words)
        self.sent.show_share(sent, total, words)
        self.sent.show()
        self.stop.show()

    def _arrange(self, width: int) -> None:
        """Where it is too narrow for the words, the acts stand below the search."""
        set_beside_or_below(self._search_row, width, self.look)
        self._measured.start()

    def _standing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        self.stop.clicked.connect(self.stop_wanted)
        row.addWidget(self.stop)
        return row

    def _ways(self) -> QHBoxLayout:
        """The desk's other pages, and sending at once."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self.papers = Button(self.look, T("Papers and printing"), icon="duotone/files")
        self.papers.clicked.connect(self._ask_papers)
        self.verify = Button(self.look, T("Check a receipt"), icon="duotone/seal-check")
        self.verify.clicked.connect(self.verify_wanted)
        row.addWidget(self.papers)
        row.addWidget(self.verify)
        self.sync = Button(self.look, T("Send now"), icon="duotone/paper-plane-tilt")
        self.sync.clicked.connect(self.sync_wanted)
        row.addWidget(self.sync)
        row.addStretch(1)
        return row

    def _ask_papers(self) -> None:
        chosen = self._chosen()
        self.papers_wanted.emit(chosen.key if chosen is not None else None)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.search = CodeField(self.look, T("Search by tracking code"), placeholder=T("Tracking code"))
        self.search.textChanged.connect(self.search_wanted)
        row.addWidget(self.search, 1)
        self.reprint = Button(self.look, T("Print again"), icon="duotone/printer")
        self.reprint.setEnabled(False)
        self.reprint.clicked.connect(self._reprint)
        self.correct = Button(self.look, T("Correct"), icon="duotone/pencil-simple")
        self.correct.setEnabled(False)
        self.correct.clicked.connect(self._correct)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self.reprint)
        acts.addWidget(self.correct)
        acts.addStretch(1)
        row.addLayout(acts)
        return row

    def _table(self) -> DeskList:
        self.model = DeskTable(self.look)
        table = DeskList(self.look, self.model)
        # Qt measures rows when it first lays them out, and not when their columns have become narrower.
        self._measured = QTimer(self, singleShot=True, interval=0)
        self._measured.timeout.connect(table.share_room)
        table.selectionModel().selectionChanged.connect(self._choose)
        return table

    def _cut_off(self, each: CutOff) -> Button:
        card = Card("warn-box")
        card.column.setContentsMargins(20, 4, 14, 4)
        row = QHBoxLayout()
        words = T(
            "An application was interrupted {minutes} minutes ago: {service}",
            minutes=each.minutes,
            service=each.service,
        )
        row.addWidget(Words(self.look, words), 1)
        button = Button(self.look, T("Open it again"), icon="duotone/arrow-counter-clockwise")
        button.clicked.connect(lambda: self.reopen_wanted.emit(each.draft))
        row.addWidget(button)
        card.column.addLayout(row)
        self.column.addWidget(card)
        return button

    def _chosen(self) -> DeskLine | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.line(rows[0].row()) if rows else None

    def _choose(self) -> None:
        chosen = self._chosen()
        self.reprint.setEnabled(chosen is not None)
        self.correct.setEnabled(chosen is not None and chosen.correctable)
        reason = chosen.reason if chosen is not None else None
        self.reason.setVisible(reason is not None)
        if reason is not None:
            self.reason.set_words(reason)

    def _correct(self) -> None:
        if (chosen := self._chosen()) is not None and chosen.correctable:
            self.correction_wanted.emit(chosen.key)

    def _reprint(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.reprint_wanted.emit(chosen.key)
