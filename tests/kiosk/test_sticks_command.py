"""`pishkhan export`, `central import`, `import`: what a technician types to carry applications by hand."""

from __future__ import annotations

import base64
import errno
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from assets import read
from assets.services import HEALTH_FORM
from forms.xlsform import to_xform
from kiosk.cli import main
from sync.central.running import central_in_thread
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.records import KeptAt, Scope, Status
from tests.faults.central import received
from tests.sync.counter import KEY, xform

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """
[office]
id = "office-7"
name = {{en = "Village office"}}
[device]
id = "device-3"
[central]
id = "ministry"
url = "{url}"
courier = "{card}"
"""
SCOPE = Scope("ministry", "office-7", "device-3", "citizen")
INSTANCE = "uuid:7f6ff6ac-7b2d-4e9f-8f2c-6a35cb2d40b1"
XML = (
    '<data xmlns:orx="http://openrosa.org/xforms" id="claim" version="1"><name>Zahra</name><orx:meta>'
    f"<orx:instanceID>{INSTANCE}</orx:instanceID></orx:meta></data>"
).encode()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with one application and no line, its centre's folder, and the far end of the courier."""
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "claim.xml").write_bytes(xform())
    with central_in_thread(tmp_path / "central", forms) as central:
        url = central.token_url
    card = run("courier", "init", "district", "--state", tmp_path / "far").stdout.strip()
    (tmp_path / "machine.toml").write_text(CONFIG.format(url=url, card=card))
    (tmp_path / "pishkhan.store-key").write_bytes(base64.b64encode(KEY))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with Store.open(tmp_path / "data" / "store", KEY, SystemClock()) as store:
        form = store.forms.install(SCOPE, form_id="claim", version="1", name="Claim", hash="md5:0", xform=xform()).key
        store.drafts.begin(SCOPE, form, INSTANCE, kept_at=KeptAt.KIOSK, language="fa", savepoint=XML)
        store.submissions.finalise(SCOPE, form, INSTANCE, xml=XML, attachments=(), instance_name="Zahra", language="fa")
    (tmp_path / "stick").mkdir()
    return tmp_path


def machine(place: Path) -> tuple[str | Path, ...]:
    return ("--config", place / "machine.toml", "--data", place / "data")


def test_there_and_back(place: Path) -> None:
    its_card = run("courier", "card", *machine(place)).stdout.strip()
    assert run("courier", "know", its_card, "--state", place / "far").exit_code == 0
    exported = run("export", place / "stick", *machine(place))
    assert (exported.exit_code, "Applications on the stick: 1, in 1 files." in exported.stdout) == (0, True)
    central = ("central", "--data", place / "central", "--forms", place / "forms")
    taken = run(*central, "import", place / "stick", "--state", place / "far")
    assert taken.exit_code == 0
    assert "1 applications, 1 of them delivered." in taken.stdout
    assert (place / "stick" / "answer-office-7.device-3-000001.age").exists()
    assert received(place / "central") == {INSTANCE: [XML]}
    imported = run("import", place / "stick", *machine(place))
    assert (imported.exit_code, "Delivered: 1" in imported.stdout) == (0, True)
    with Store.open(place / "data" / "store", KEY, SystemClock()) as store:
        assert [row.status for row in store.desk.page()] == [Status.SUBMITTED]
    assert "Delivered: 0" in run("import", place / "stick", *machine(place)).stdout


def test_the_stick_also_tells_the_centre_how_the_machine_stands(place: Path) -> None:
    form = f"{HEALTH_FORM}.xlsx"
    (place / "forms" / form).write_bytes(read(f"forms/{form}"))
    health = to_xform(read(f"forms/{form}"), name=HEALTH_FORM).xform
    with Store.open(place / "data" / "store", KEY, SystemClock()) as store:
        store.forms.install(SCOPE, form_id=HEALTH_FORM, version="2026112201", name="", hash="md5:1", xform=health)
    run("courier", "know", run("courier", "card", *machine(place)).stdout.strip(), "--state", place / "far")
    for _ in range(2):  # exporting twice does no harm
        assert "Applications on the stick: 1," in run("export", place / "stick", *machine(place)).stdout
    central = ("central", "--data", place / "central", "--forms", place / "forms")
    run(*central, "import", place / "stick", "--state", place / "far")
    reports = [xmls[0] for xmls in received(place / "central").values() if HEALTH_FORM.encode() in xmls[0]]
    assert [b"<waits>1</waits>" in report and b"<printer>none</printer>" in report for report in reports] == [True]


def test_what_is_refused_is_named_and_the_exit_code_tells(place: Path) -> None:
    run("export", place / "stick", *machine(place))
    unknown = run("courier", "receive", place / "stick", "--state", place / "far", "--language", "fa")
    assert unknown.exit_code == 1
    assert "شناخته" in unknown.stdout
    (place / "stick" / "broken.age").write_bytes(b"age-encryption.org/v1\n")
    refused = run("import", place / "stick", *machine(place))
    assert refused.exit_code == 1
    assert "broken.age: This file" in refused.stdout


def test_without_a_courier_there_is_nobody_to_seal_for(place: Path) -> None:
    config = (place / "machine.toml").read_text()
    (place / "machine.toml").write_text("\n".join(line for line in config.splitlines() if "courier" not in line))
    result = run("export", place / "stick", *machine(place))
    assert result.exit_code == 1
    assert "No centre in the configuration has a courier card." in result.output
    assert list((place / "stick").iterdir()) == []


def test_keys_are_made_once_and_for_their_owner_alone(place: Path) -> None:
    again = run("courier", "init", "again", "--state", place / "far")
    assert (again.exit_code, "has keys of a far end already" in again.output) == (1, True)
    assert (place / "far" / "own.key").stat().st_mode & 0o077 == 0
    assert run("courier", "know", "no card", "--state", place / "far").exit_code == 1
    nowhere = run("courier", "receive", place / "stick", "--state", place / "nowhere")
    assert (nowhere.exit_code, "courier init" in nowhere.output) == (1, True)


@pytest.mark.parametrize("name", ["two words", "../elsewhere", "a:b", ""])
def test_a_name_that_would_spoil_the_card_is_refused_before_anything_is_made(place: Path, name: str) -> None:
    refused = run("courier", "init", name, "--state", place / "other")
    assert (refused.exit_code, "one word of letters" in refused.output) == (1, True)
    assert not (place / "other").exists()


def test_a_far_end_may_be_called_in_any_letters(place: Path) -> None:
    card = run("courier", "init", "شهرستان", "--state", place / "other").stdout
    assert card.startswith("شهرستان ")
    assert run("courier", "know", card.strip(), "--state", place / "other").exit_code == 0


def test_a_stick_that_is_gone_or_may_only_be_read_is_said_in_words(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled_out(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error", str(self))

    run("export", place / "stick", *machine(place))
    monkeypatch.setattr("pathlib.Path.replace", pulled_out)
    (place / "empty").mkdir()
    written = run("export", place / "empty", *machine(place), "--language", "fa")
    assert (written.exit_code, "این فلش کار نکرد" in written.output) == (1, True)
    (place / "stick" / "broken.age").mkdir()  # the sectors of its name are another thing's now
    read = run("courier", "receive", place / "stick", "--state", place / "far")
    assert (read.exit_code, "The stick could not be used." in read.output) == (1, True)


def test_the_far_end_needs_no_window() -> None:
    """It runs on servers that have no libraries for one."""
    modules = "kiosk.cli.central, kiosk.cli.courier, kiosk.cli.relay"
    asked = f"import sys, {modules}; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
