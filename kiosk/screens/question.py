"""One question a page: the heart of the counter. A group asked together, and the list of a repeat, are pages too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assets.texts import T, say
from forms.errors import InvalidAnswer
from forms.identifiers import normalise_text
from kiosk.controls.plain import plain
from kiosk.screens.field_grid import FieldGrid, width_of
from kiosk.screens.question_block import QuestionBlock
from kiosk.screens.repeat_list import RepeatList
from kiosk.screens.screen import MARGIN, Screen
from kiosk.screens.sentences import fault_sentence
from kiosk.theme import layout_direction
from kiosk.widgets import BACK, ErrorSummary, Fault, Footer, Heading, Steps, Words, said

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from forms.pages import Page
    from forms.state import Changes, NodeState
    from kiosk.controls import Surroundings
    from kiosk.filling import RepeatCard


_EDGE, _EDGE_COMPACT = 16, 4  # pixels above and below the page's column


class Filling(Protocol):
    """The form being filled in, as this page uses it. Every act saves before it returns what changed."""

    @property
    def language(self) -> str:
        """The language that the form is shown in, as a BCP 47 code."""

    def node(self, ref: str) -> NodeState:
        """Everything about one node."""

    def pages(self) -> tuple[Page, ...]:
        """What the citizen walks through now."""

    def answer(self, ref: str, raw: str) -> Changes:
        """Store an answer; raises InvalidAnswer, then nothing has changed."""

    def add_repeat(self, ref: str) -> Changes:
        """Append an instance."""

    def remove_repeat(self, ref: str) -> Changes:
        """Remove an instance."""

    def card(self, ref: str) -> RepeatCard:
        """An instance of a repeat as it is listed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the citizen is: page `step` of `total`, counted from 1, of the service called `service`."""

    step: int
    total: int
    service: str


class QuestionScreen(Screen):
    """Shows `page` of the form. `next_wanted` comes only when everything on the page is right.

    `structure_changed` says that pages came or went, so that progress must be counted anew;
    `open_wanted` carries the instance of a repeat to go to.
    """

    personal = True
    structure_changed = Signal()
    open_wanted = Signal(str)

    def __init__(
        self, surroundings: Surroundings, filling: Filling, page: Page, progress: Progress, *, may_go_back: bool = True
    ) -> None:
        """Build the page."""
        super().__init__(surroundings.look)
        self.surroundings, self.filling, self.page = surroundings, filling, page
        self._may_go_back = may_go_back
        self.blocks: dict[str, QuestionBlock] = {}
        self.repeat: RepeatList | None = None
        self._grid: FieldGrid | None = None
        self._states: dict[str, NodeState] = {}  # as last shown: reading one with thousands of choices takes time
        self._refused: dict[str, str] = {}
        self._faults_shown: tuple[Fault, ...] = ()
        self._told = False  # whether faults have been told: from then on they are kept up to date
        self.summary = ErrorSummary(self.look)
        self.summary.asked.connect(self.go_to)
        self.step = Words(self.look, "", "step")
        self.place = Words(self.look, "", "small")
        self.steps = Steps(self.look)
        self.heading: Heading | None = None
        self._lay_out_top()
        self.show_progress(progress)
        self._build()

    def is_still_so(self) -> bool:
        """Whether everything on this page is as the form has it now."""
        return all(self.filling.node(ref) == state for ref, state in self._states.items())

    def title(self) -> str:
        """The question; «error» before it while something is not right."""
        title = self._heading_words()
        return self.look.say(T("Error: {title}", title=title)) if self._faults() and self._told else title

    def footer(self) -> Footer:
        """On waits while a file is being kept."""
        busy = any(block.control.busy for block in self.blocks.values())
        return Footer(back=BACK if self._may_go_back else None, next_enabled=not busy)

    def first_focus(self) -> QWidget | None:
        """The heading, or what is not right."""
        return self.summary if self.summary.isVisibleTo(self) else self.heading

    def typing_field(self) -> QWidget | None:
        """The field of a page that asks for one typed answer, unless there is a film to be seen first."""
        blocks = list(self.blocks.values())
        return blocks[0].control.typing_field() if len(blocks) == 1 and blocks[0].film is None else None

    def _hearing_field(self) -> QWidget | None:
        blocks = list(self.blocks.values())
        return blocks[0].control.hearing_field() if len(blocks) == 1 else None

    @property
    def form_language(self) -> str:
        """The language that the form is shown in."""
        return self.filling.language

    def said_last(self) -> tuple[QWidget, ...]:
        """The question comes before how many there are."""
        return self.step, self.place

    def show_progress(self, progress: Progress) -> None:
        """Say how far the citizen is."""
        self._progress = progress
        self.step.set_words(T("Question {step} of {total}", step=progress.step, total=progress.total))
        self.steps.show_step(progress.step, progress.total)
        self.place.set_words(" · ".join([progress.service, *map(plain, self.page.sections)]))

    def show_in(self, language: str) -> None:
        """Show shell words in `language`; the form's own come from the form, in its language and direction."""
        super().show_in(language)
        self.show_progress(self._progress)
        if self._grid is not None:
            self._grid.setLayoutDirection(layout_direction(self.filling.language))
        for block in self.blocks.values():
            block.setLayoutDirection(layout_direction(self.filling.language))
            self._show_state(block)
        self._show_repeat()
        self._show_faults()

    def press_next(self) -> None:
        """Commit, look whether all is right, and only then go on."""
        self._commit()
        self._told = True
        faults = self._show_faults()
        if not faults:
            self.next_wanted.emit()
            return
        self.summary.setFocus()
        self.paper.to_top()
        self.announce(self.summary.accessibleName(), urgent=True)

    def press_back(self) -> None:
        """Commit, and go back: nothing typed is lost, right or not."""
        self._commit()
        self.back_wanted.emit()

    def go_to(self, ref: str) -> None:
        """Give the focus to the question `ref`."""
        block = self.blocks.get(ref)
        if block is not None:
            block.control.focus_first()
            self.paper.show_widget(block)

    def set_compact(self, compact: bool) -> None:
        """Leave out what is not needed while the keyboard takes half of the screen."""
        for widget in (self.step, self.place, self.steps):
            widget.setVisible(not compact)
        edge = _EDGE_COMPACT if compact else _EDGE
        self.column.setContentsMargins(MARGIN, edge, MARGIN, edge)
        for block in self.blocks.values():
            block.control.set_compact(compact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose options; letters typed while the heading has the focus go into the only field."""
        typed = normalise_text(event.text())
        if len(typed) == 1 and typed.isascii() and typed.isdigit() and self._choose(int(typed)):
            return
        field = self._hearing_field()
        if typed.isprintable() and typed and field is not None and not field.hasFocus():
            field.setFocus()
            field.event(event)
            return
        super().keyPressEvent(event)

    def _choose(self, number: int) -> bool:
        if self.repeat is not None:
            return self.repeat.choose_number(number)
        blocks = list(self.blocks.values())
        asked = blocks if len(blocks) == 1 else [block for block in blocks if block.has_focus()]
        return bool(asked) and asked[0].control.choose_number(number)

    def _lay_out_top(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.step)
        top.addStretch(1)
        top.addWidget(self.place)
        for words in (self.step, self.place):
            words.setWordWrap(False)
        self.column.addWidget(self.summary)
        self.column.addLayout(top)
        self.column.addWidget(self.steps)

    def _build(self) -> None:
        if self.page.kind == "repeat":
            self._build_repeat()
            return
        if self.page.kind == "field-list":
            self._build_group()
            return
        block = self._new_block(self.page.refs[0], alone=True)
        block.finished.connect(self.press_next)
        self.column.addWidget(block, 1)
        self.heading = block.words if isinstance(block.words, Heading) else None

    def _build_group(self) -> None:
        self.heading = Heading(self.look, plain(self.page.title) or self._progress.service)
        group = self.filling.node(self.page.refs[0].rpartition("/")[0])
        self._grid = FieldGrid(self.look, width_of(group.appearance))
        self.column.addWidget(self.heading)
        self.column.addWidget(self._grid)
        self.column.addStretch(1)
        self._show_group()

    def _show_group(self) -> None:
        """Show the questions that the group has now: those that were there before stay as they are."""
        if self._grid is None:
            return
        refs = self.page.refs
        self.blocks = {ref: self.blocks.get(ref) or self._new_block(ref, alone=False) for ref in refs}
        self._grid.setLayoutDirection(layout_direction(self.filling.language))
        self._grid.show_blocks(list(self.blocks.values()), [width_of(self._states[ref].appearance) for ref in refs])

    def _new_block(self, ref: str, *, alone: bool) -> QuestionBlock:
        state = self._states[ref] = self.filling.node(ref)
        language = self.filling.language
        block = QuestionBlock(self.surroundings, state, language, alone=alone, parent=self._grid or self.body)
        self.blocks[ref] = block
        block.answered.connect(self._answer)
        block.control.busy_changed.connect(self.footer_changed)
        return block

    def _build_repeat(self) -> None:
        self.heading = Heading(self.look, plain(self.page.title))
        self.repeat = RepeatList(self.look)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.repeat, 1)
        self.repeat.open_wanted.connect(self.open_wanted)
        self.repeat.add_wanted.connect(self._add_instance)
        self.repeat.remove_wanted.connect(self._remove_instance)
        self._show_repeat()

    def _show_repeat(self) -> None:
        if self.repeat is not None:
            cards = tuple(self.filling.card(ref) for ref in self.page.refs)
            add = say(T("Add another one") if cards else T("Add one"), self.look.language)
            self.repeat.show_cards(cards, add=add, can_change=self.page.can_change)

    def _add_instance(self) -> None:
        if self.page.repeat is not None:
            there = self.page.refs
            self.filling.add_repeat(self.page.repeat)
            self._read_page_anew()
            self.structure_changed.emit()
            if self.page.refs != there:  # the form may have no more of them
                self.open_wanted.emit(self.page.refs[-1])

    def _remove_instance(self, ref: str) -> None:
        self.filling.remove_repeat(ref)
        self._read_page_anew()
        self._show_repeat()
        self.structure_changed.emit()
        if self.repeat is not None:
            self.repeat.add.setFocus()
        self.announce(self.look.say(T("Removed.")))

    def _answer(self, ref: str, raw: str) -> None:
        self._refused.pop(ref, None)
        try:
            changes = self.filling.answer(ref, raw)
        except InvalidAnswer as refused:
            self._refused[ref] = say(refused.text, self.filling.language)
            self._show_faults()
            return
        self._repaint(changes, ref)

    def _repaint(self, changes: Changes, answered: str) -> None:
        """Paint anew what changed, and nothing else."""
        if changes.structure or changes.relevance:
            self._read_page_anew()
            self.structure_changed.emit()
        changed = changes.values | changes.required | changes.readonly | changes.validity
        changed |= changes.labels | changes.choices | {answered}
        for ref in changed & self.blocks.keys():
            self._show_state(self.blocks[ref])
        self._show_faults()

    def _show_state(self, block: QuestionBlock) -> None:
        state = self._states[block.ref] = self.filling.node(block.ref)
        block.show_node(state, self.filling.language)

    def _read_page_anew(self) -> None:
        """Find this page among the pages of now: a group may have gained or lost questions."""
        found = [page for page in self.filling.pages() if self._is_this(page)]
        if not found or (found[0].refs == self.page.refs and found[0].kind == self.page.kind):
            return
        self.page = found[0]
        self._show_group()

    def _is_this(self, page: Page) -> bool:
        if self.page.kind == "repeat":
            return page.kind == "repeat" and page.repeat == self.page.repeat
        return page.kind != "repeat" and bool(set(page.refs) & set(self.page.refs))

    def _commit(self) -> None:
        for block in list(self.blocks.values()):
            block.control.commit()
        for ref in self._refused.keys() & self.blocks.keys():  # what stood in the way may be gone: a full disk
            self._answer(ref, self.blocks[ref].control.raw())

    def _faults(self) -> tuple[Fault, ...]:
        faults = []
        for ref in self.blocks:
            sentence = self._refused.get(ref) or fault_sentence(self._states[ref], self.filling.language)
            if sentence:
                faults.append(Fault(ref, sentence))
        return tuple(faults)

    def _show_faults(self) -> tuple[Fault, ...]:
        """Say what is not right, once On has been pressed; a sentence goes as soon as its answer is right."""
        faults = self._faults()
        shown = self._named(faults) if self._told else ()
        if shown == self._faults_shown:
            return faults
        self._faults_shown = shown
        sentences = {fault.ref: said(fault.sentence, self.filling.language) for fault in faults} if self._told else {}
        for ref, block in self.blocks.items():
            block.show_fault(sentences.get(ref, ""))
        self.summary.show_faults(shown, at_field=len(self.blocks) == 1)
        self.footer_changed.emit()
        return faults

    def _named(self, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """Among several questions, say of which one a sentence speaks."""
        if len(self.blocks) == 1:
            return faults
        return tuple(Fault(fault.ref, f"{self.blocks[fault.ref].words.text()}: {fault.sentence}") for fault in faults)

    def _heading_words(self) -> str:
        return self.heading.text() if self.heading is not None else self._progress.service
