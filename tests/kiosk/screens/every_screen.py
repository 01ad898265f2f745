"""Every screen of the counter, made of facts that a test can know, in the order in which people meet them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING

import segno

from assets.lessons import LESSONS
from assets.services import CASE_STATUSES, CROP_DAMAGE, SERVICES
from assets.texts import LANGUAGES, T, show_digits
from forms.calendars import show_date
from forms.problems import Place, Problem
from forms.tracking import grouped
from kiosk.answers import shown
from kiosk.catalogue import Offer
from kiosk.codes import code_in
from kiosk.config import CentralAddress, Config, Office
from kiosk.courier import Carried
from kiosk.delivery import Sending
from kiosk.desk import DELIVERED, RETURNED, SENDING, WAITING, CutOff, DeskLine, way_of
from kiosk.health import Health
from kiosk.paper_pages import PaperPages
from kiosk.papers.kinds import ICONS, NAMES, OF_APPLICATION, OF_FORM, Kind
from kiosk.papers.receipt import phone_png, whom_to_ask
from kiosk.press import Printed
from kiosk.screens.attract import AttractScreen
from kiosk.screens.comfort import ComfortScreen
from kiosk.screens.desk import DeskScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.learn import LearnScreen
from kiosk.screens.left_behind import LeftBehindScreen
from kiosk.screens.paper import PaperScreen, PaperView
from kiosk.screens.papers import Offered, PapersScreen, PapersView, Waiting
from kiosk.screens.phone import PhoneScreen
from kiosk.screens.pin import PinScreen
from kiosk.screens.plain import FAREWELL, RECORDING, NoticeScreen, cannot_open, printer_trouble
from kiosk.screens.problems import ProblemsScreen
from kiosk.screens.receipt import ReceiptScreen, ReceiptView
from kiosk.screens.review import ReviewScreen
from kiosk.screens.service import ServiceScreen
from kiosk.screens.sign import SignScreen
from kiosk.screens.technician import TechnicianScreen
from kiosk.screens.track import TrackScreen
from kiosk.screens.verify import Verdict, VerifyScreen
from kiosk.screens.who import WhoScreen
from kiosk.standing import Asked, rows_of
from kiosk.tracking import Standing
from kiosk.upkeep import carried
from kiosk.verification import GENUINE, NO_CODE
from kiosk.widgets import Fault, said
from printing.checklist import Checklist, render_checklist
from printing.troubles import NO_PAPER, SILENT
from printing.wording import grouped_code
from sync.keys import KeyLevel, Protection
from sync.store.errors import PinWrong, StoreDamaged
from sync.store.records import Draft, KeptAt, RecordKey, Scope
from tests.kiosk.forms import TODAY, service_entry
from tests.kiosk.offers import installed, offers

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.texts import Text
    from forms.entry import FormEntry
    from kiosk.screens.screen import Screen
    from kiosk.shell import Shell

CODE = "051505305320431046"
OFFICES = {"fa": "دهیاری چشمه‌علی", "en": "Office of Cheshmeh Ali", "ar": "مكتب چشمه‌علی", "ckb": "نووسینگەی چەشمە عەلی"}
_KEY = RecordKey("main", "uuid:1")
_PROBLEMS = (
    Problem("error", T("The form fails on these answers."), Place("survey", 14, "relevant"), "unknown: ${farm}"),
    Problem("warning", T("This form asks nothing yet."), Place("survey", 9, "label")),
)
_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_ANSWERS = {
    "identity/holder": "national",
    "identity/national_id": "0499370899",
    "identity/name/given_name": "زهرا",
    "identity/name/family_name": "محمدی",
    "identity/mobile": "09123456789",
    "place/province": "03",
    "field[1]/crop": "wheat",
    "field[1]/area": "1.5",
    "field[1]/lost_percent": "60",
    "field[1]/causes": "hail flood",
    "field[1]/damage_date": "2026-11-20",
    "summary/insured": "no",
}

EVERY_SCREEN: dict[str, Callable[[Shell], Screen]] = {
    "attract": lambda shell: AttractScreen(shell.look, OFFICES.__getitem__, LANGUAGES),
    "comfort": lambda shell: ComfortScreen(shell.look, LANGUAGES),
    "home": lambda shell: HomeScreen(shell.look, offers()),
    "home without services": lambda shell: HomeScreen(shell.look, ()),
    "home of many services": lambda shell: HomeScreen(shell.look, offers() * 4),
    "home stopped": lambda shell: HomeScreen(shell.look, offers(), stopped=True),
    "home searched": lambda shell: _searched(shell, "زمین farm"),
    "home searched in vain": lambda shell: _searched(shell, "ققق"),
    "learn": lambda shell: LearnScreen(shell.look),
    "lesson": lambda shell: _lesson(shell),
    "service": lambda shell: ServiceScreen(shell.look, offers()[0]),
    "service without description": lambda shell: ServiceScreen(shell.look, Offer(installed("horses"), None)),
    "who": lambda shell: WhoScreen(shell.look),
    "form changed": lambda shell: _left_behind(shell),
    "check answers": lambda shell: _review(shell),
    "check answers refused": lambda shell: _review(shell, refused=True),
    "consent": lambda shell: _sign(shell),
    "consent refused": lambda shell: _refused(_sign(shell)),
    "consent sealed": lambda shell: _sign(shell, sealed=True),
    "recording": lambda shell: NoticeScreen(shell.look, RECORDING),
    "receipt": lambda shell: _receipt(shell),
    "paper trouble": lambda shell: NoticeScreen(shell.look, printer_trouble(NO_PAPER)),
    "printer silent": lambda shell: NoticeScreen(shell.look, printer_trouble(SILENT)),
    "farewell": lambda shell: NoticeScreen(shell.look, FAREWELL),
    "track": lambda shell: TrackScreen(shell.look),
    "track refused": lambda shell: _track_refused(shell),
    "track found": lambda shell: _track_found(shell),
    "staff door": lambda shell: PinScreen(shell.look, ("مریم احمدی", "Ali")),
    "staff door refused": lambda shell: _pin_refused(shell),
    "staff door without staff": lambda shell: PinScreen(shell.look, ()),
    "desk": lambda shell: _desk(shell),
    "desk without anything": lambda shell: _desk_empty(shell),
    "desk sending": lambda shell: _desk_sending(shell),
    "desk chosen": lambda shell: _desk_chosen(shell),
    "papers": lambda shell: _papers(shell),
    "paper": lambda shell: _paper(shell),
    "receipt checked": lambda shell: _verify(shell, genuine=True),
    "receipt refused": lambda shell: _verify(shell, genuine=False),
    "receipt not read": lambda shell: _not_read(shell),
    "receipt printed": lambda shell: _asked(shell),
    "receipt for a telephone": lambda shell: _phone(shell),
    "technician": lambda shell: _technician(shell),
    "form with problems": lambda shell: ProblemsScreen(shell.look, _PROBLEMS),
    "cannot open": lambda shell: NoticeScreen(shell.look, cannot_open(StoreDamaged().text)),
}


@cache
def filled_entry(language: str) -> FormEntry:
    """A crop damage report with every answer but the place in the country given."""
    entry = service_entry(CROP_DAMAGE.form_id, language=language)
    for name, answer in _ANSWERS.items():
        entry.answer(f"/data/{name}", answer)
    return entry


def _office(shell: Shell) -> str:
    return OFFICES[shell.look.language]


def _searched(shell: Shell, asked: str) -> HomeScreen:
    screen = HomeScreen(shell.look, offers())
    screen.search.field.setText(asked)
    return screen


def _lesson(shell: Shell) -> LearnScreen:
    screen = LearnScreen(shell.look)
    screen.show_lesson(LESSONS[0])
    return screen


def _review(shell: Shell, *, refused: bool = False) -> ReviewScreen:
    language = shell.look.language
    entry = filled_entry(language)
    screen = ReviewScreen(shell.look, entry.review(), lambda answer: shown(answer, language))
    if refused:
        screen.show_faults((Fault("/data/place/county", shell.look.say(T("Choose one of the options."))),))
    return screen


def _left_behind(shell: Shell) -> LeftBehindScreen:
    language = shell.look.language
    answers = [answer for answer in filled_entry(language).review() if answer.value][:3]
    reasons = ("This question is no longer in the form.", "This choice is no longer offered.")
    lost = [(answer, T(reasons[number % 2])) for number, answer in enumerate(answers)]
    return LeftBehindScreen(shell.look, lost, lambda answer: shown(answer, language))


def _sign(shell: Shell, *, sealed: bool = False) -> SignScreen:
    consent = filled_entry(shell.look.language).node("/data/agreement/consent")
    assert consent.label is not None
    assert consent.hint is not None
    assert consent.guidance is not None
    words = consent.label.text, consent.hint.text, consent.guidance.text
    return SignScreen(shell.look, *words, sealed=sealed, can_print=sealed)


def _refused(screen: SignScreen) -> SignScreen:
    screen.press_next()
    return screen


def _receipt(shell: Shell) -> ReceiptScreen:
    picture = BytesIO()
    segno.make("x" * 240, error="m").save(picture, kind="png", border=4)
    screen = ReceiptScreen(
        shell.look,
        ReceiptView(
            code=CODE,
            service=CROP_DAMAGE.title,
            next_steps=CROP_DAMAGE.next_steps,
            expected=partial(show_date, TODAY),
            ask=whom_to_ask(Office("o", OFFICES, "023-3522")),
            qr=picture.getvalue(),
            can_print=True,
            can_take=True,
            can_phone=True,
        ),
    )
    screen.show_printing(T("Please take your paper."))
    return screen


def _track_refused(shell: Shell) -> TrackScreen:
    screen = TrackScreen(shell.look)
    screen.show_fault(T("This code is not right. Look at the paper again: it has 18 digits."))
    return screen


def _track_found(shell: Shell) -> TrackScreen:
    screen = TrackScreen(shell.look)
    screen.field.setText(CODE)
    message = "کارشناس روز دوشنبه ساعت ۱۰ به زمین شما می‌آید. لطفاً بیمه‌نامه را همراه داشته باشید."
    heard = T("There has been no line to the centre yet.")
    status = CASE_STATUSES["under_review"]
    standing = Standing("duotone/magnifying-glass", "brand", 2, status, CROP_DAMAGE.title, message, heard)
    screen.show_standing(standing, can_print=True)
    return screen


def _pin_refused(shell: Shell) -> PinScreen:
    screen = PinScreen(shell.look, ("مریم احمدی", "Ali"))
    screen.show_fault(PinWrong(3).text)
    return screen


def _desk(shell: Shell) -> DeskScreen:
    scope = Scope("main", "cheshmeh-ali", "counter-1", "citizen")
    draft = Draft(_KEY, installed("crop_damage").key, CODE, KeptAt.KIOSK, "/data", "fa", _NOON, _NOON, scope)
    screen = DeskScreen(shell.look, [CutOff(draft, CROP_DAMAGE.title, 12)])
    no_line = T("There has been no line to the centre yet.")
    approved = CASE_STATUSES["approved"]
    screen.show_lines([_line(shell, WAITING, "warn", None, no_line), _line(shell, DELIVERED, "ok", approved)])
    screen.show_state(no_line)
    return screen


def _line(shell: Shell, delivery: Text, role: str, case: Text | None = None, reason: Text | None = None) -> DeskLine:
    language = shell.look.language
    service, day = said(CROP_DAMAGE.title, language), show_date(TODAY, language)
    correctable = case == CASE_STATUSES["needs_correction"]
    return DeskLine(_KEY, code_in(CODE, language), service, day, delivery, role, case, reason, correctable)


def _desk_empty(shell: Shell) -> DeskScreen:
    screen = DeskScreen(shell.look, ())
    screen.show_lines([])
    return screen


def _desk_sending(shell: Shell) -> DeskScreen:
    """The desk as it is while intake is stopped and a large application leaves."""
    stopped = T(
        "New applications are stopped: more than {limit} wait to be sent. Send or export them first.", limit=2000
    )
    screen = DeskScreen(shell.look, (), (stopped,))
    screen.show_lines([_line(shell, SENDING, "ink"), _line(shell, WAITING, "warn")])
    sending = Sending(CODE, 1_204_000, 5_310_000)
    screen.show_sending(way_of(sending), sending.sent, sending.total)
    return screen


def _desk_chosen(shell: Shell) -> DeskScreen:
    """An application that came back, chosen to be corrected."""
    screen = DeskScreen(shell.look, ())
    reason = T("The office asks for a correction: {message}", message="لطفاً عکس روشن‌تری بفرستید.")
    status = CASE_STATUSES["needs_correction"]
    screen.show_lines([_line(shell, DELIVERED, "ok", status, reason), _line(shell, RETURNED, "error")])
    screen.show_state(T("Everything has been delivered."))
    screen.table.selectRow(0)
    return screen


def _phone(shell: Shell) -> PhoneScreen:
    def words(language: str) -> str:
        return "\n".join((said(CROP_DAMAGE.title, language), show_digits(grouped(CODE), language), OFFICES[language]))

    return PhoneScreen(shell.look, words, phone_png)


def _asked(shell: Shell) -> ReceiptScreen:
    screen = _receipt(shell)
    screen.ask_for_paper(T("Please take your paper."))
    return screen


def _papers(shell: Shell) -> PapersScreen:
    day, code = partial(show_date, TODAY), partial(code_in, CODE)
    waiting = (
        Waiting(1, NAMES[Kind.RECEIPT], code, day, handed=True, reason=None),
        Waiting(2, NAMES[Kind.COPY], code, day, handed=False, reason=NO_PAPER),
    )
    of_form = tuple(
        Offered((kind, service.form_id), NAMES[kind], service.title, ICONS[kind])
        for service in SERVICES
        for kind in OF_FORM
    )
    of_application = tuple(Offered((kind, CODE), NAMES[kind], "", ICONS[kind]) for kind in OF_APPLICATION)
    reports = (Offered((Kind.REPORT, "day"), T("Today"), day, ICONS[Kind.REPORT]),)
    sections = (
        (T("For the application {code}", code=code), of_application),
        (T("To take home or fill in at home"), of_form),
        (T("Reports of this office"), reports),
    )
    screen = PapersScreen(shell.look, PapersView(waiting, sections, can_print=True))
    screen.show_printer(NO_PAPER, role="error")
    return screen


def _paper(shell: Shell) -> PaperScreen:
    language = shell.look.language
    checklist = Checklist(OFFICES[language], CROP_DAMAGE.form_id, CROP_DAMAGE.title, CROP_DAMAGE.documents)
    pages = PaperPages(render_checklist(checklist, "a4", language))
    view = PaperView(NAMES[Kind.CHECKLIST], CROP_DAMAGE.title, language, ("fa", "en"), can_print=True, can_take=True)
    return PaperScreen(shell.look, view, pages)


def _verify(shell: Shell, *, genuine: bool) -> VerifyScreen:
    screen = VerifyScreen(shell.look, 214)
    facts = (
        (T("Tracking code"), partial(code_in, CODE)),
        (T("Signed by"), OFFICES.__getitem__),
        (T("Recorded on"), partial(show_date, TODAY)),
        (T("Service"), CROP_DAMAGE.title),
        (T("Document mark"), grouped_code("0001 0203 0405 0607")),
    )
    changed = T("This receipt was changed after it was made. Do not accept it.")
    screen.show_verdict(
        Verdict(genuine=True, words=GENUINE, facts=facts) if genuine else Verdict(genuine=False, words=changed)
    )
    return screen


def _not_read(shell: Shell) -> VerifyScreen:
    screen = VerifyScreen(shell.look, 214)
    screen.show_verdict(Verdict(genuine=None, words=NO_CODE))
    return screen


def _technician(shell: Shell) -> TechnicianScreen:
    config = Config(Office("o", OFFICES), "counter-1", CentralAddress("main", "https://centre.example"))
    key = KeyLevel(
        Protection.KEYRING, "SecretService", T("The keys are in the system's keyring: safe while nobody is logged in.")
    )
    health = Health(
        version="1.0.0",
        backlog=214,
        oldest_waits=timedelta(days=9),
        free_mb=48_212,
        clock_offset=0.0,
        key=key,
        escrowed=True,
        checkpoint="142 3F2A 91BC 0D4E 77A1",
        notices=(),
        silent=None,
    )
    asked = Asked(Printed(NO_PAPER), has_printer=True, delivered=_NOON, now=_NOON, sticks=1)
    screen = TechnicianScreen(shell.look, rows_of(health, asked, config))
    screen.show_outcome(carried(Carried(128, 2, next_stick=2), "SANDISK"))
    return screen
