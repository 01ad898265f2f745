"""What every walk through the whole product promises, from the sources or packaged."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from PIL import Image

from forms.tracking import tracking_code
from kiosk.demo.answers import MESSAGE, SERVICE
from printing.keylist import parse_key_list
from printing.qr import DIGEST_BYTES, verify_receipt
from printing.reading import qr_texts

if TYPE_CHECKING:
    from tests.e2e.walking import Walked

SCREENS = (
    *("attract", "language-and-comfort", "home", "service", "who", "check-answers", "consent", "receipt", "farewell"),
    *("staff-door", "desk-waiting", "desk-delivered", "track", "case-status"),
)


def ended_well(walked: Walked) -> None:
    """It ended with 0, and said in one line what happened."""
    assert walked.status == 0, walked.errors
    summary = (walked.out / "summary.txt").read_text(encoding="utf-8")
    assert walked.output.splitlines()[-1:] == summary.splitlines()
    assert f"{len(walked.pictures())} pictures" in summary


def every_screen_is_pictured(walked: Walked) -> None:
    """Each screen was photographed whole, and none of them is empty."""
    assert set(SCREENS) <= set(walked.pictures())
    assert sum(name.startswith("question-") for name in walked.pictures()) > 15
    for path in walked.out.glob("*.png"):
        with Image.open(path) as picture:
            assert picture.size == (1280, 800)
            assert len(picture.convert("L").getcolors() or ()) > 8, f"{path.name} is blank"


def handed_in_exactly_once(walked: Walked) -> None:
    """The one paper is genuine, and its signed mark is that of the bytes of the one submission at the centre."""
    (paper,) = (walked.out / "paper").glob("*.pdf")
    keys = parse_key_list((walked.out / "receipt-keys.json").read_bytes())
    (code,) = qr_texts(paper.read_bytes())
    claims = verify_receipt(code, keys).claims
    (submission,) = walked.at_the_centre()
    assert claims.digest == sha256(str(submission["xml"]).encode()).digest()[:DIGEST_BYTES]
    assert claims.code == submission["code"] == tracking_code(str(submission["instance_id"]))
    assert (submission["form_id"], submission["photos"], submission["missing"]) == (SERVICE, 1, 0)
    assert (submission["status"], submission["message"]) == ("under_review", MESSAGE)
