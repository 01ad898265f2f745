"""What the desk promises about paper: nothing is lost, all is seen first, and other offices' papers are checked."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtTest import QTest

from assets.texts import T, say
from forms.tracking import normalise
from kiosk.flows.verify import VerifyFlow
from kiosk.papers.kinds import Kind
from kiosk.papers.receipt import qr_png, receipt_of
from kiosk.scanning.scan_view import ScanView
from kiosk.screens.desk import DeskScreen
from kiosk.screens.paper import PaperScreen
from kiosk.screens.papers import PapersScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.sign import SignScreen
from kiosk.screens.verify import VerifyScreen
from kiosk.session import State
from printing.keylist import ReceiptKey, write_key_table
from printing.receipt import receipt_code, render_receipt
from sync.store.errors import StoreFull
from sync.store.records import OrderState
from tests.kiosk.counter.page import PROGRAM
from tests.kiosk.counter.test_staff import handed_in_before
from tests.kiosk.scanning.codes import frame
from tests.printing.reading_back import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from PIL import Image
    from PySide6.QtWidgets import QWidget

    from sync.store.records import PrintOrder
    from tests.kiosk.counter.page import CounterPage

STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))


def at_papers(counter: CounterPage, row: int | None = 0) -> PapersScreen:
    """Go from home to the desk's papers, for the application in `row`."""
    counter.enter_desk()
    desk = counter.screen(DeskScreen)
    if row is not None:
        counter.touch_row(desk, row)
    counter.press(desk.papers)
    assert counter.state is State.PAPERS
    counter.qtbot.waitUntil(lambda: not counter.counter.equipment.press.busy)
    return counter.screen(PapersScreen)


def look_at(counter: CounterPage, kind: Kind, subject: str) -> PaperScreen:
    screen = counter.screen(PapersScreen)
    screen.tiles[kind, subject].click()
    counter.qtbot.waitUntil(lambda: isinstance(counter.shell.screen_shown, PaperScreen))
    return counter.screen(PaperScreen)


def orders(counter: CounterPage) -> list[PrintOrder]:
    return list(counter.counter.equipment.papers.open())


def test_the_citizen_says_whether_the_paper_came_out(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    counter.hand_in()
    screen = counter.screen(ReceiptScreen)
    counter.qtbot.waitUntil(screen.yes.isVisible)
    assert [order.state for order in orders(counter)] == [OrderState.HANDED]
    counter.press(screen.yes)
    assert orders(counter) == []
    assert not screen.yes.isVisible()


def test_a_paper_that_did_not_come_out_is_printed_again_as_the_same_one(counter: CounterPage, paper: Path) -> None:
    counter.begin_claim()
    counter.fill_claim()
    counter.hand_in()
    screen = counter.screen(ReceiptScreen)
    counter.qtbot.waitUntil(screen.no.isVisible)
    counter.press(screen.no)
    assert counter.stands_in(State.PRINT_TROUBLE)
    counter.go_on()
    counter.qtbot.waitUntil(lambda: len(list(paper.glob("*.pdf"))) == 2)
    assert all("المثنی" not in text_of(path.read_bytes()) for path in paper.glob("*.pdf"))


def test_without_paper_the_code_stays_and_the_desk_prints_it_later_after_a_restart(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path, paper: Path
) -> None:
    paper.rmdir()
    counter.begin_claim()
    counter.fill_claim()
    counter.go_on()
    counter.press(counter.screen(SignScreen).consent)
    counter.go_on()
    counter.comes_to(State.PRINT_TROUBLE)
    counter.go_back()
    assert counter.screen(ReceiptScreen).code.isVisible()
    code = normalise(counter.screen(ReceiptScreen).code.accessibleName())
    counter.close()
    again = counter_on(tmp_path / "store")
    again.go_home()
    paper.mkdir()
    screen = at_papers(again, row=None)
    (waiting,) = orders(again)
    assert (waiting.kind, waiting.subject, waiting.state) == (Kind.RECEIPT, code, OrderState.WAITING)
    again.press(screen.acts["print", waiting.number])
    again.qtbot.waitUntil(lambda: [path.name for path in paper.glob("*.pdf")] == [f"{code}-1.pdf"])
    again.qtbot.waitUntil(lambda: not again.counter.equipment.press.busy)
    again.qtbot.waitUntil(again.screen(PapersScreen).acts["taken", waiting.number].isVisible)
    again.press(again.screen(PapersScreen).acts["taken", waiting.number])
    assert orders(again) == []


def test_every_paper_of_an_application_is_seen_and_then_printed(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path, paper: Path
) -> None:
    again, code = handed_in_before(counter, counter_on, tmp_path / "store")
    at_papers(again)
    screen = look_at(again, Kind.COPY, code)
    assert "Zahra" in screen.sheet.accessibleName()
    assert not screen.sheet.pixmap().isNull()
    width = screen.sheet.width()
    again.press(screen.zoom)
    assert screen.sheet.width() == width * 3 // 2
    again.go_on()
    again.qtbot.waitUntil(lambda: len(list(paper.glob(f"{code}-*.pdf"))) == 2)
    assert again.store.prints.copies("main", Kind.COPY, code) == 1


def test_a_paper_is_seen_in_the_other_language(counter: CounterPage) -> None:
    counter.go_home()
    at_papers(counter, row=None)
    persian = look_at(counter, Kind.BLANK, "claim")
    assert "نام شما چیست؟" in persian.sheet.accessibleName()
    counter.press(persian.others[0])
    counter.qtbot.waitUntil(lambda: counter.shell.screen_shown is not persian)
    assert "What is your name?" in counter.screen(PaperScreen).sheet.accessibleName()
    counter.go_back()
    counter.screen(PapersScreen)


def test_a_report_of_the_month_counts_what_was_handed_in(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    again, code = handed_in_before(counter, counter_on, tmp_path / "store")
    screen = at_papers(again, row=None)
    months = [key for key in screen.tiles if key[0] == Kind.REPORT]
    assert len(months) == 3
    shown = look_at(again, Kind.REPORT, months[1][1])
    assert again.shell.look.digits(code) in "".join(shown.sheet.accessibleName().split())


def test_a_paper_whose_contents_are_gone_says_why(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    again, _ = handed_in_before(counter, counter_on, tmp_path / "store")
    screen = at_papers(again)
    again.store.forms.withdraw(PROGRAM, "claim")
    screen.tiles[Kind.CHECKLIST, "claim"].click()
    gone = say(T("This form is not offered here any more."), "fa")
    again.qtbot.waitUntil(lambda: gone in again.screen(PapersScreen).state.text())


def at_verify(counter: CounterPage) -> VerifyScreen:
    counter.enter_desk()
    counter.press(counter.screen(DeskScreen).verify)
    assert counter.state is State.VERIFY
    return counter.screen(VerifyScreen)


def test_a_receipt_of_this_machine_is_known_by_the_scanner(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    again, code = handed_in_before(counter, counter_on, tmp_path / "store")
    submission = again.store.submissions.by_code(code)
    assert submission is not None
    office = again.counter.equipment.config.office
    receipt = receipt_of(again.store, submission, office, "fa")
    typed = receipt_code(receipt, again.store.device.private_key)
    screen = at_verify(again)
    screen.field.setFocus()
    QTest.keyClicks(screen.field, f"{typed}\r")
    assert holds(screen)
    for _ in ("fa", "en"):
        assert again.shell.look.digits(code) in "".join(again.words().split())
        assert again.shell.look.say(T("Recorded there, to be sent")) in again.words()
        assert office.name(again.shell.look.language) in again.words()
        again.press(again.shell.header.language)
    QTest.keyClicks(screen.field, f"{typed[:-2]}00\r")
    assert holds(screen) is False
    assert again.shell.look.say(T("This receipt was changed after it was made. Do not accept it.")) in again.words()


def test_a_receipt_of_another_office_is_told_from_a_picture_and_a_pdf_by_the_synced_keys(
    counter: CounterPage, counter_on: Callable[[Path], CounterPage], tmp_path: Path
) -> None:
    again, code = handed_in_before(counter, counter_on, tmp_path / "store")
    submission = again.store.submissions.by_code(code)
    assert submission is not None
    receipt = receipt_of(again.store, submission, again.counter.equipment.config.office, "fa")
    pdf = render_receipt(receipt, "a4", "fa", STRANGER)
    paths = iter((_kept(tmp_path / "r.pdf", pdf), _kept(tmp_path / "r.png", _photo(pdf)), tmp_path / "gone.pdf"))

    def choose(_parent: QWidget, endings: tuple[str, ...]) -> Path | None:
        assert ".pdf" in endings
        return next(paths)

    vars(again.counter)["verify"] = again.counter._heard(VerifyFlow(again.counter.equipment, choose))
    public = STRANGER.public_key().public_bytes_raw()
    install_keys(again, write_key_table([ReceiptKey(public, "دفتر بالا")]))
    screen = at_verify(again)
    for genuine in (True, True, None):  # what cannot be read is told to be no forgery
        again.press(screen.file)
        assert holds(screen) is genuine


def test_a_device_that_was_struck_off_is_told(counter: CounterPage) -> None:
    public = STRANGER.public_key().public_bytes_raw()
    counter.begin_claim()
    install_keys(counter, write_key_table([ReceiptKey(public, "دفتر بالا", revoked=True)]))
    counter.fill_claim()
    code = counter.hand_in()
    submission = counter.store.submissions.by_code(code)
    assert submission is not None
    receipt = receipt_of(counter.store, submission, counter.counter.equipment.config.office, "fa")
    flow = VerifyFlow(counter.counter.equipment)
    flow.show_verify()
    screen = counter.screen(VerifyScreen)
    screen.code_given.emit(receipt_code(receipt, STRANGER))
    assert screen.verdict is not None
    assert "struck off" in say(screen.verdict.words, "en")


def holds(screen: VerifyScreen) -> bool | None:
    """Whether the receipt just shown is told to be genuine; None where that could not be checked."""
    assert screen.verdict is not None
    return screen.verdict.genuine


def install_keys(counter: CounterPage, table: bytes) -> None:
    """Let a form bring the key list, as the centre's entity list comes."""
    file = counter.store.forms.add_media(PROGRAM, "receipt_keys.csv", "md5:keys", BytesIO(table))
    counter.store.forms.install(
        PROGRAM, form_id="keys", version="1", name="Keys", hash="md5:1", xform=b"<form/>", media=[file]
    )


def _kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _photo(pdf: bytes) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        page: Image.Image = document[0].render(scale=2).to_pil().convert("RGB").rotate(5, fillcolor="white")
    target = BytesIO()
    page.save(target, "PNG")
    return target.getvalue()


def test_a_disk_that_is_full_keeps_no_code_from_the_screen(
    counter: CounterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> PrintOrder:
        raise StoreFull

    monkeypatch.setattr(counter.store.prints, "order", full)
    counter.begin_claim()
    counter.fill_claim()
    counter.hand_in()
    assert counter.screen(ReceiptScreen).code.isVisible()
    assert counter.shell.look.say(StoreFull().text) in counter.words()
    counter.go_on()
    assert counter.state is State.FAREWELL


def test_a_receipt_held_in_front_of_the_camera_is_checked(
    counter: CounterPage,
    counter_on: Callable[[Path], CounterPage],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again, code = handed_in_before(counter, counter_on, tmp_path / "store")
    submission = again.store.submissions.by_code(code)
    assert submission is not None
    receipt = receipt_of(again.store, submission, again.counter.equipment.config.office, "fa")
    monkeypatch.setattr("kiosk.screens.verify.has_camera", lambda: True)
    monkeypatch.setattr(ScanView, "start", lambda _view: None)
    screen = at_verify(again)
    again.press(screen.camera)
    assert screen.view is not None
    view, held = screen.view, QImage.fromData(qr_png(receipt, again.store.device.private_key)).scaledToWidth(500)
    for _ in range(2):  # one frame may be misread, two in a row are not
        again.qtbot.waitUntil(lambda: view.looking)
        view.sink.setVideoFrame(QVideoFrame(frame(held, turned=8)))
        again.qtbot.waitUntil(lambda: not view.looking)
    again.qtbot.waitUntil(lambda: screen.verdict is not None)
    assert holds(screen)
    assert screen.view is None
