"""A service that the ministry alone may read: from the first answer to the decision, over real HTTP."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from assets.services import COMPANION_FORM
from forms.xlsform import to_xform
from kiosk import visit as acts
from kiosk.catalogue import offers
from kiosk.cli.submission import submission as command
from kiosk.handing_in import finalise
from printing.keylist import ReceiptKey, write_key_list
from sync.central.official_client import Official
from sync.central.running import CentralHandle, central_in_thread
from sync.store.records import KeptAt, Status
from tests.sync.counter import Counter, open_counter
from tests.sync.envelope import Opened, opened, private_key, public_key
from tests.sync.openrosa.answers import form_list, head_of_submission, listed, stored
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.store.records import FormKey, Submission

CANARY = "zanbagh-4471"
SEALED = """
| survey | | | | | |
| | type | name | label::English (en) | calculation | bind::type |
| | text | why | Why do you ask? | | |
| | image | photo | A photo | | |
| | calculate | device_signature | | 'device-signature.txt' | binary |
| settings | form_id | version | public_key | | |
| | complaint | 1 | {key} | | |
"""
COMPANION = """
| survey | | | | |
| | type | name | label::English (en) | calculation | save_to |
| | text | code | Code | | code |
| | text | service | Service | | service |
| | calculate | case_status | | 'delivered' | status |
| | calculate | case_message | | '' | message |
| | csv-external | cases | | | |
| entities | list_name | label | | |
| | cases | ${code} | | |
| settings | form_id | version | | |
| | sealed_case | 1 | | |
"""


@dataclass
class Office:
    """A counter that has the sealed service, and the ministry it delivers to."""

    counter: Counter
    central: CentralHandle
    form: FormKey

    def fill_in(self, photo: bytes = b"photo of " + CANARY.encode()) -> Submission:
        """Answer, attach and hand in."""
        store, scope = self.counter.store, self.counter.scope
        visit = acts.begin(store, scope, self.form, now=self.counter.clock.now, language="en", kept_at=KeptAt.KIOSK)
        acts.answer(visit, "/data/why", CANARY)
        if photo:
            store.attachments.add(scope, visit.key, "field.jpg", "image/jpeg", BytesIO(photo))
            acts.answer(visit, "/data/photo", "field.jpg")
        return finalise(visit)


def sealed_form() -> bytes:
    return to_xform(SEALED.format(key=public_key()).encode(), name="complaint").xform


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "complaint.xml").write_bytes(sealed_form())
    (folder / "sealed_case.xml").write_bytes(to_xform(COMPANION.encode(), name="sealed_case").xform)
    with ExitStack() as stack:
        counter = stack.enter_context(closing(open_counter(tmp_path)))
        central = stack.enter_context(central_in_thread(tmp_path / "central", folder))
        forms = {form.key.form_id: form.key for form in counter.run(central.token_url).forms}
        yield Office(counter, central, forms["complaint"])


def test_only_the_service_itself_is_offered(office: Office) -> None:
    assert [offer.form.key.form_id for offer in offers(office.counter.store)] == ["complaint"]
    assert office.counter.store.forms.current_of("demo", COMPANION_FORM) is not None


def test_the_ministry_opens_what_arrived_and_knows_the_device(office: Office, tmp_path: Path) -> None:
    record = office.fill_in()
    companion = office.counter.store.queue.pending(office.counter.clock.now())[1]
    assert office.counter.run(office.central.token_url).delivered == (record.code, companion.code)
    folder = _download(office, record, tmp_path)
    found = _opened(folder)
    assert (found.instance_id, found.signed) == (record.key.instance_id, True)
    assert CANARY.encode() in found.xml
    assert set(found.files) == {"field.jpg", "device-signature.txt"}
    assert found.files["field.jpg"] == b"photo of " + CANARY.encode()
    target = tmp_path / "opened"
    ran = CliRunner().invoke(command, ["open", str(folder), str(_pem(tmp_path)), str(target)])
    assert ran.exit_code == 0, ran.output
    assert (target / "submission.xml").read_bytes() == found.xml
    keys = tmp_path / "keys.json"
    device = office.counter.store.device
    keys.write_bytes(write_key_list([ReceiptKey(device.public_key, "Deh-Bala")]))
    checked = ["verify", str(target / "submission.xml"), str(target / "device-signature.txt"), str(keys)]
    checked.append(str(target / "field.jpg"))
    said = CliRunner().invoke(command, checked)
    assert (said.exit_code, "signed by a device of" in said.output) == (0, True)
    (target / "field.jpg").write_bytes(b"another photo")
    assert CliRunner().invoke(command, checked).exit_code == 1
    (target / "field.jpg").write_bytes(found.files["field.jpg"])
    (target / "submission.xml").write_bytes(found.xml.replace(CANARY.encode(), b"other"))
    assert CliRunner().invoke(command, checked).exit_code == 1
    keys.write_bytes(write_key_list([ReceiptKey(bytes(32), "another")]))
    assert "not in the list" in CliRunner().invoke(command, checked).output


@pytest.mark.parametrize("spoilt", ["submission.xml.enc", "field.jpg.enc"])
def test_what_was_exchanged_on_the_way_is_not_opened(office: Office, tmp_path: Path, spoilt: str) -> None:
    record = office.fill_in()
    office.counter.run(office.central.token_url)
    folder = _download(office, record, tmp_path)
    (folder / spoilt).write_bytes((folder / spoilt).read_bytes()[::-1])
    ran = CliRunner().invoke(command, ["open", str(folder), str(_pem(tmp_path)), str(tmp_path / "opened")])
    assert ran.exit_code == 1
    assert list((tmp_path / "opened").iterdir()) == [], "nobody takes for genuine what was not sealed together"
    (folder / spoilt).unlink()
    arguments = ["open", str(folder), str(_pem(tmp_path)), str(tmp_path / "opened")]
    assert "is missing" in CliRunner().invoke(command, arguments).output
    assert f"پروندهٔ \u2068{spoilt}\u2069 نیست" in CliRunner().invoke(command, [*arguments, "--language", "fa"]).output


def test_its_code_can_be_asked_after(office: Office) -> None:
    """No case is made of what nobody can read: the companion makes it, and tells only code and service."""
    record = office.fill_in()
    office.counter.run(office.central.token_url)
    with Official(office.central.official_url, office.central.password) as official:
        (sealed,) = official.submissions()
        assert (sealed["code"], sealed["form_id"], sealed["instance_name"]) == (record.code, "complaint", "")
        official.decide("complaint", record.key.instance_id, "approved", "It is granted.")
        case = official.submission(COMPANION_FORM, _companion(office).key.instance_id)
        assert CANARY not in case["xml"]
    office.counter.run(office.central.token_url)
    known = office.counter.store.cases.by_code(record.code)
    assert known is not None
    assert (known.status, known.message, known.service) == ("approved", "It is granted.", "complaint")
    (row,) = office.counter.store.desk.page()
    assert (row.case_status, row.sealed) == ("approved", True)


def test_a_companion_form_that_asks_for_more_keeps_no_application_back(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    asks = COMPANION.replace("| | csv-external", "| | text | reason | Why? | | |\n| | csv-external")
    xform = to_xform(asks.encode(), name="sealed_case").xform.replace(
        b'/reason" type', b'/reason" required="true()" type'
    )
    assert b'required="true()"' in xform
    store = office.counter.store
    store.forms.install(
        office.counter.scope, form_id=COMPANION_FORM, version="2", name="", hash="md5:2", xform=xform, media=[]
    )
    record = office.fill_in()
    assert record.sealed
    assert [one.key for one in store.queue.pending(office.counter.clock.now())] == [record.key]
    assert "no case is made" in caplog.text


def test_the_official_sees_that_it_is_sealed_and_takes_the_files_away(office: Office) -> None:
    office.fill_in()
    office.counter.run(office.central.token_url)
    with Official(office.central.official_url, office.central.password) as official:
        (sealed,) = official.submissions()
        html = official.page(sealed["id"])
    assert "پاسخ‌ها مهر و موم شده‌اند" in html
    for name in ("manifest.xml", "submission.xml.enc", "field.jpg.enc", "device-signature.txt.enc"):
        assert f"/files/{name}" in html
    assert CANARY not in html


def test_in_parts_over_a_line_that_breaks_the_same_bytes_arrive(office: Office) -> None:
    """The encrypted bytes are frozen: encrypting anew for a retry would be another record."""
    record, seen = office.fill_in(bytes(200_000)), list[bytes]()

    def central(asked: Asked) -> Reply:
        if asked.method == "HEAD":
            return head_of_submission()
        if asked.method != "POST":
            return form_list(listed("complaint", "1", sealed_form(), "http://127.0.0.1/unused"))
        seen.append(asked.body)
        return Reply(raw=b"") if len(seen) == 2 else stored()

    with closing(Scripted(central)) as server:
        office.counter.run(server.url, batch_limit=100_000)
        assert office.counter.store.submissions.get(record.key).status is Status.COMPLETE
        office.counter.clock.pass_by(timedelta(hours=2))
        office.counter.run(server.url, batch_limit=100_000)
    assert office.counter.store.submissions.get(record.key).status is Status.SUBMITTED
    manifest = office.counter.store.submissions.xml(record.key)
    of_record = [body for body in seen if manifest in body]
    assert len(of_record) >= 3
    for name in ("field.jpg.enc", "submission.xml.enc", "device-signature.txt.enc"):
        with office.counter.store.attachments.open(record.key, name) as stream:
            content = stream.read()
        assert any(content in body for body in of_record), name
    assert not any(CANARY.encode() in body for body in seen)


def _companion(office: Office) -> Submission:
    store = office.counter.store
    with closing(store.file.connect()) as connection:
        (row,) = connection.rows("select code from submissions where companion_of is not null")
    found = store.submissions.by_code(row["code"])
    assert found is not None
    return found


def _download(office: Office, record: Submission, tmp_path: Path) -> Path:
    """Put what arrived into a folder, as the official downloads it."""
    folder = tmp_path / "sealed"
    folder.mkdir()
    with Official(office.central.official_url, office.central.password) as official:
        (case,) = official.submissions()
        found = official.submission("complaint", record.key.instance_id)
        for name in ["manifest.xml", *(file["name"] for file in found["attachments"])]:
            (folder / name).write_bytes(official.file(case["id"], name))
    assert (folder / "manifest.xml").read_bytes() == office.counter.store.submissions.xml(record.key)
    return folder


def _opened(folder: Path) -> Opened:
    parts = {path.name: path.read_bytes() for path in folder.glob("*.enc")}
    return opened((folder / "manifest.xml").read_bytes(), parts)


def _pem(tmp_path: Path) -> Path:
    path = tmp_path / "ministry.pem"
    path.write_bytes(private_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path
