"""Papers against the same pages by plain Platypus, which neither orders nor shapes: receipt, ten-page copy, report."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, datetime, timedelta, timezone
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from reportlab.lib.colors import grey
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from assets import read
from forms.state import ReviewEntry
from printing.application import Application, render_application
from printing.receipt import Receipt, receipt_code, render_receipt
from printing.symbol import QrSymbol
from tests.bench.long_report import SERVICES, long_report, report_rows
from tests.bench.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AIM = 1.4
_LINEAR = 1.2
_MAY_HOLD = 60.0  # MB
_PEAK = "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
_ROUNDS = 7
_NOW = datetime(2026, 11, 22, 14, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))
_CODE = "482915037264018354"
_STEPS = ("کارشناس به شما زنگ می‌زند و زمین را می‌بیند.", "خسارت برآورد و جواب نوشته می‌شود.")
_SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def measure() -> list[Ratio]:
    """Return one ratio a document; the best of a few rounds each, taken in turn, every round with other words."""
    registerFont(TTFont("plain", BytesIO(read("fonts/Vazirmatn-Regular.ttf"))))
    documents: list[tuple[str, Callable[[int], bytes], Callable[[int], bytes]]] = [
        ("receipt on A4", _receipt, _plain_receipt),
        ("copy of an application, ten pages", _copy, _plain_copy),
        ("report of 1,000 rows", long_report, _plain_report),
    ]
    ratios = []
    for name, ours, plain in documents:
        figures = [(_milliseconds(ours, turn), _milliseconds(plain, turn)) for turn in range(_ROUNDS)]
        best, peer = min(one for one, _ in figures), min(other for _, other in figures)
        ratios.append(Ratio(f"paper: {name}", best, peer, "ms", _AIM))
    return [*ratios, _linear(), _memory()]


def _linear() -> Ratio:
    """Return a report of 1,000 rows against ten of 100: the cost is that of its rows."""
    small = min(_milliseconds(partial(long_report, rows=100), turn) for turn in range(_ROUNDS))
    large = min(_milliseconds(long_report, turn) for turn in range(_ROUNDS))
    return Ratio("paper: a report of 1,000 rows against ten of 100", large, 10 * small, "ms", _LINEAR)


def _memory() -> Ratio:
    """Return what the report's process holds at most over a bare interpreter, against what it may."""
    bare, ours = _peak("-c", _PEAK), _peak("-m", "tests.bench.long_report")
    return Ratio("paper: memory of a report of 1,000 rows over the interpreter", ours - bare, _MAY_HOLD, "MB", 1.0)


def _peak(*program: str) -> float:
    done = subprocess.run([sys.executable, *program], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 1024


def _milliseconds(make: Callable[[int], bytes], turn: int) -> float:
    started = time.perf_counter()
    pages = make(turn)
    taken = (time.perf_counter() - started) * 1000
    if not pages.startswith(b"%PDF"):
        raise AssertionError("no paper came out")
    return taken


def _the_receipt(turn: int) -> Receipt:
    return Receipt(
        code=str(int(_CODE) + turn),
        office=f"دفتر پیشخوان روستای ده‌بالا {turn}",
        office_code="IR-08-40123",
        service=SERVICES[0],
        form_id="crop_damage",
        form_version="2026112201",
        finalised_at=_NOW,
        digest=bytes([turn] * 32),
        next_steps=_STEPS,
        ask="متصدی همین دفتر",
        expected=date(2026, 12, 6),
        fee="رایگان",
    )


def _receipt(turn: int) -> bytes:
    return render_receipt(_the_receipt(turn), "a4", "fa", _SIGNER)


def _plain_receipt(turn: int) -> bytes:
    receipt = _the_receipt(turn)
    lines = [
        "برگهٔ رسید",
        receipt.office,
        "کد رهگیری",
        receipt.code,
        "این کد را در هر دفتر بگویید",
        *SERVICES[:1],
        *_STEPS,
    ]
    lines += ["همین‌جا ثبت شد؛ با آمدن خط فرستاده می‌شود.", "بعد چه می‌شود؟", "پاسخ کی می‌رسد؟", "از چه کسی بپرسم؟"]
    facts = [["زمان ثبت", "یکشنبه ۱ آذر ۱۴۰۵"], ["هزینه", "رایگان"], ["نشان سند", receipt.digest[:8].hex()]]
    symbol = QrSymbol(receipt_code(receipt, _SIGNER), dots=5)
    return _plain([*map(_paragraph, lines), symbol, _table(facts), _paragraph("این برگه را نگه دارید.")])


def _questions(turn: int) -> list[tuple[str, str, str]]:
    return [
        (f"بخش {n // 12}", f"پرسش شمارهٔ {n} دربارهٔ زمین", f"پاسخ {turn} {n} که مراجعه‌کننده نوشته است " * 3)
        for n in range(175)
    ]


def _copy(turn: int) -> bytes:
    entries = tuple(
        ReviewEntry(f"/data/q{n}", label, value, (section,))
        for n, (section, label, value) in enumerate(_questions(turn))
    )
    return render_application(Application(_CODE, "دفتر", SERVICES[0], _NOW, bytes(32), entries), "fa")


def _plain_copy(turn: int) -> bytes:
    story: list[Flowable] = []
    questions = _questions(turn)
    for start in range(0, len(questions), 12):
        section = questions[start : start + 12]
        story += [_paragraph(section[0][0]), _table([[label, value] for _, label, value in section])]
    return _plain(story)


def _plain_report(turn: int) -> bytes:
    rows = [
        [str(place), row.code, str(row.service), row.recorded_on.isoformat(), "تحویل مرکز شد", f"{row.amount:,}"]
        for place, row in enumerate(report_rows(turn), start=1)
    ]
    return _plain([_table(rows)])


_STYLE = ParagraphStyle("plain", fontName="plain", fontSize=10, leading=15, alignment=2)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(text, _STYLE)


def _table(rows: Sequence[Sequence[str]]) -> Table:
    return Table(
        [[_paragraph(cell) for cell in row] for row in rows], style=[("LINEBELOW", (0, 0), (-1, -1), 0.3, grey)]
    )


def _plain(story: list[Flowable]) -> bytes:
    target = BytesIO()
    SimpleDocTemplate(target, pagesize=A4, invariant=1, pageCompression=1).build(story)
    return target.getvalue()
