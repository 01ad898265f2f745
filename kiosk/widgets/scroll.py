"""A page that may be longer than the screen: it says so, and has big buttons beside touch scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from assets.texts import T
from kiosk.widgets.button import ToolButton
from kiosk.widgets.finger import scroll_by_finger

if TYPE_CHECKING:
    from kiosk.theme import Look
    from kiosk.widgets.words import Sayable

_MARGIN = 8  # pixels left free above and below what is scrolled to


class _RailButton(ToolButton):
    """Up or down, at the side of the page: arrow over word."""

    def __init__(self, look: Look, words: Sayable, *, icon: str) -> None:
        super().__init__(look, words, icon=icon)
        self.set_face("secondary")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)


class PageScroll(QFrame):
    """Scrolls `page` up and down only. At the side stand «up» and, while more follows below, «continues»."""

    def __init__(self, look: Look, page: QWidget) -> None:
        """Put `page` into the scrolled area."""
        super().__init__()
        self.look, self._page = look, page
        self.area = QScrollArea()
        viewport = QWidget()  # ours: to look up what kind of widget Qt's own is, PySide reads in every kind there is
        self.area.setViewport(viewport)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(page)
        scroll_by_finger(viewport, "page")
        self.up = _RailButton(look, T("Up"), icon="bold/arrow-up")
        self.more = _RailButton(look, T("Continues"), icon="bold/arrow-down")
        self._rail = QWidget()
        column = QVBoxLayout(self._rail)
        column.setContentsMargins(0, 8, 12, 8)
        column.addWidget(self.up)
        column.addStretch(1)
        column.addWidget(self.more)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        row.addWidget(self._rail)
        self.up.clicked.connect(lambda: self._page_by(-1))
        self.more.clicked.connect(lambda: self._page_by(1))
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(self._show_rail)
        bar.rangeChanged.connect(self._show_rail)
        page.installEventFilter(self)
        self._show_rail()

    def show_widget(self, widget: QWidget) -> None:
        """Scroll so far that all of `widget` is seen, or its top when it is higher than the page."""
        # QScrollArea.ensureWidgetVisible goes by a field's text cursor, and leaves the field's edge below the fold.
        top = widget.mapTo(self._page, QPoint(0, 0)).y()
        bar = self.area.verticalScrollBar()
        lowest = top + widget.height() + _MARGIN - self.area.viewport().height()
        bar.setValue(min(max(bar.value(), lowest), max(0, top - _MARGIN)))

    def to_top(self) -> None:
        """Go back to where the page begins."""
        self.area.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn when the page grows or shrinks: the rail comes or goes with it."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._show_rail()
        return super().eventFilter(watched, event)

    def _page_by(self, sign: int) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + sign * round(self.area.viewport().height() * 0.8))

    def _show_rail(self) -> None:
        bar = self.area.verticalScrollBar()
        long = self._is_long()
        self._rail.setVisible(long)
        self.up.setVisible(long and bar.value() > bar.minimum())
        self.more.setVisible(long and bar.value() < bar.maximum())

    def _is_long(self) -> bool:
        # Measured at the full width: what only the rail itself makes too long must not make it come and go for ever.
        page = self._page
        height = page.heightForWidth(self.width()) if page.hasHeightForWidth() else page.minimumSizeHint().height()
        return max(height, page.minimumSizeHint().height()) > self.area.viewport().height() + 2
