"""Keeping a file as an answer, off the GUI thread: reading, making it small and saving may take a while."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from assets.texts import T, Text
from kiosk.controls.control import Control, Surroundings
from kiosk.widgets import Words
from sync.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.controls.control import Attachments

_UNEXPECTED = T("This could not be kept. Please try again or call the assistant.")
_log = logging.getLogger(__name__)


class UnusableFile(Exception):
    """The file cannot become this answer; `text` says why, to the person."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        super().__init__(text.msgid)
        self.text = text


class _Outcome(QObject):
    """Carries a worker's result to the GUI thread: signals of a QObject are queued, plain calls are not."""

    kept = Signal(str)
    failed = Signal(Text)


class FileKeeper(QRunnable):
    """Makes and keeps one file; connect `outcome` only to slots of QObjects that live in the GUI thread."""

    def __init__(self, attachments: Attachments, ref: str, make: Callable[[], bytes], suffix: str) -> None:
        """`make` gives the bytes, in the worker's thread; it may raise UnusableFile. A thread pool starts the work."""
        super().__init__()
        self.outcome = _Outcome()
        self._attachments, self._ref, self._make, self._suffix = attachments, ref, make, suffix

    def run(self) -> None:
        """Make and keep. Whatever happens, the page is told: it waits for this."""
        name, why = "", _UNEXPECTED
        try:
            name = self._attachments.keep(self._ref, self._make(), self._suffix)
        except (UnusableFile, StoreError) as fault:
            _log.warning("A file could not be kept", exc_info=True)
            why = fault.text
        finally:
            if name:
                self.outcome.kept.emit(name)
            else:
                self.outcome.failed.emit(why)


class KeptFileControl(Control):
    """The common part of answers that are files: `status` says how keeping goes, the answer is the file's name."""

    def __init__(self, surroundings: Surroundings, ref: str) -> None:
        """Begin without a file."""
        super().__init__(surroundings, ref)
        self.status = Words(self.look, "", "strong")
        self._name = ""
        self._keeper: FileKeeper | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being made and kept."""
        return self._keeper is not None

    def raw(self) -> str:
        """The name of the file kept."""
        return self._name

    def keep(self, make: Callable[[], bytes], suffix: str, meanwhile: Text) -> None:
        """Keep what `make` gives as the answer, off the GUI thread; say `meanwhile` until it is."""
        self.say(meanwhile)
        keeper = FileKeeper(self.surroundings.attachments, self.ref, make, suffix)
        keeper.setAutoDelete(False)
        keeper.outcome.kept.connect(self._kept)
        keeper.outcome.failed.connect(self._failed)
        self._keeper = keeper
        self.busy_changed.emit()
        QThreadPool.globalInstance().start(keeper)

    def remove_file(self) -> None:
        """Answer with no file."""
        self._name = ""
        self.show_kept()
        self.commit()

    def say(self, words: Text) -> None:
        """Say how it goes."""
        self.status.set_words(words)
        self.status.show()

    def show_kept(self) -> None:
        """Show the file kept, or that there is none."""
        raise NotImplementedError

    @Slot(str)
    def _kept(self, name: str) -> None:
        self._keeper = None
        self._name = name
        self.show_kept()
        self.busy_changed.emit()
        self.commit()

    @Slot(Text)
    def _failed(self, why: Text) -> None:
        self._keeper = None
        self.show_kept()
        self.say(why)
        self.busy_changed.emit()
