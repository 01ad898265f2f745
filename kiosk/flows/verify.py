"""The desk's check of a receipt that somebody brings, from any office whose keys are known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T
from kiosk.flows.flow import Flow
from kiosk.screens.verify import Verdict, VerifyScreen
from kiosk.session import Event
from kiosk.system import choose_file
from kiosk.verification import GENUINE, facts_of, known_keys, verified_in
from printing.errors import NotAReceipt, ReceiptRefused, UnknownKey, UnknownReceiptVersion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kiosk.equipment import Equipment
    from printing.keylist import KeyList

    ChooseFile = Callable[[QWidget, tuple[str, ...]], Path | None]

_FILES = (".png", ".jpg", ".jpeg", ".pdf")
_LARGEST = 50 * 1024 * 1024
_CANNOT_TELL = (NotAReceipt, UnknownKey, UnknownReceiptVersion)  # this machine cannot say whether it is genuine
_UNREADABLE = T("This file cannot be read. Is the stick still in?")


class VerifyFlow(Flow):
    """Tells of one receipt after the other; nothing of them is kept."""

    def __init__(self, equipment: Equipment, choose: ChooseFile = choose_file) -> None:
        """Ask for files by `choose`."""
        super().__init__(equipment)
        self._choose = choose
        self._screen: VerifyScreen | None = None
        self._keys: KeyList | None = None

    def show_verify(self) -> None:
        """Wait for a receipt."""
        keys = self._keys = known_keys(self.equipment.store, self.equipment.config.office.name(self.look.language))
        screen = self._screen = VerifyScreen(self.look, len(keys.keys))
        screen.code_given.connect(lambda code: self._tell((code,)))
        screen.file_wanted.connect(self._read_file)
        screen.back_wanted.connect(lambda: self.happened.emit(Event.BACK))
        self.show(screen)

    def _read_file(self) -> None:
        assert self._screen is not None  # noqa: S101 - its own signal
        path = self._choose(self._screen, _FILES)
        if path is None:
            return
        from printing.reading import qr_texts  # it brings the readers of pictures and PDF

        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST)
            self._tell(qr_texts(content))
        except ReceiptRefused as refused:
            self._screen.show_verdict(_refusal(refused))
        except OSError:
            self._screen.show_verdict(Verdict(genuine=None, words=_UNREADABLE))

    def _tell(self, texts: Iterable[str]) -> None:
        assert self._screen is not None  # noqa: S101 - its own signal
        assert self._keys is not None  # noqa: S101 - read when the screen was made
        try:
            verified = verified_in(texts, self._keys)
        except ReceiptRefused as refused:
            self._screen.show_verdict(_refusal(refused))
            return
        facts = facts_of(verified, self.equipment.config.office)
        self._screen.show_verdict(Verdict(genuine=True, words=GENUINE, facts=tuple(facts)))


def _refusal(refused: ReceiptRefused) -> Verdict:
    return Verdict(genuine=None if isinstance(refused, _CANNOT_TELL) else False, words=refused.text)
