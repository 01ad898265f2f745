"""The service as a process: started, killed, started again; nothing acknowledged is lost."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING

import pytest
import requests

from sync.central.database import SCHEMA_VERSION
from sync.central.errors import CentralNotStarted
from sync.central.official_client import Official
from sync.central.running import central_in_thread, running_central
from tests.sync.central.conftest import Kiosk
from tests.sync.central.visit import visit, visit_form

if TYPE_CHECKING:
    from pathlib import Path


def send_until_the_line_dies(kiosk: Kiosk, prefix: str, acknowledged: list[str]) -> None:
    for number in count():
        name = f"{prefix}{number}"
        try:
            answer = kiosk.submit(visit(name, photo="photo.png"), photo_png=name.encode())
        except requests.ConnectionError:
            return
        assert answer.status_code == 201
        acknowledged.append(name)


def test_what_was_acknowledged_survives_kill_9_in_the_middle_of_the_work(tmp_path: Path, forms_folder: Path) -> None:
    data, acknowledged = tmp_path / "central", list[str]()
    for prefix in ("a", "b"):
        with running_central(data, forms_folder) as central:
            kiosk = Kiosk(central.token_url)
            enough = len(acknowledged) + 5
            with kiosk.http, ThreadPoolExecutor(1) as sender:
                sending = sender.submit(send_until_the_line_dies, kiosk, prefix, acknowledged)
                while len(acknowledged) < enough and not sending.done():
                    wait([sending], timeout=0.01)
                central.kill()
                sending.result(timeout=30)
    with central_in_thread(data, forms_folder) as after, Official(after.official_url, after.password) as official:
        for name in acknowledged:
            found = official.submission("visit", f"uuid:{name}")
            assert [file["sha256"] for file in found["attachments"]] == [sha256(name.encode()).hexdigest()]


def test_the_kiosks_address_outlives_the_process_and_the_password_does_not(tmp_path: Path, forms_folder: Path) -> None:
    with central_in_thread(tmp_path / "central", forms_folder) as before:
        pass
    with central_in_thread(tmp_path / "central", forms_folder) as after:
        assert after.token_url.partition("/v1/")[2] == before.token_url.partition("/v1/")[2]
        assert after.password != before.password


def test_half_written_files_of_a_killed_process_are_swept(tmp_path: Path, forms_folder: Path) -> None:
    files = tmp_path / "central" / "files"
    files.mkdir(parents=True)
    (files / ".tmp-left-over").write_bytes(b"half")
    with central_in_thread(tmp_path / "central", forms_folder):
        assert list(files.glob(".tmp-*")) == []


def test_data_of_a_newer_version_is_left_alone(tmp_path: Path, forms_folder: Path) -> None:
    data = tmp_path / "central"
    data.mkdir()
    with closing(sqlite3.connect(data / "central.sqlite")) as file:
        file.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(CentralNotStarted, match="newer version"), running_central(data, forms_folder):
        pass
    with closing(sqlite3.connect(data / "central.sqlite")) as file:
        assert file.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_form_that_cannot_be_published_is_named(tmp_path: Path, forms_folder: Path) -> None:
    (forms_folder / "broken.xml").write_bytes(b"<html/>")
    with pytest.raises(CentralNotStarted, match=r"broken\.xml"), running_central(tmp_path / "central", forms_folder):
        pass


def test_a_port_that_is_taken_is_said(tmp_path: Path, forms_folder: Path) -> None:
    with central_in_thread(tmp_path / "one", forms_folder) as first:
        port = int(first.base_url.rpartition(":")[2])
        with pytest.raises(CentralNotStarted, match="in use"), running_central(tmp_path / "two", forms_folder, port):
            pass


def test_a_form_that_changed_without_a_new_version_stays_as_it_was_published(
    tmp_path: Path, forms_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with central_in_thread(tmp_path / "central", forms_folder):
        pass
    (forms_folder / "visit.xml").write_bytes(visit_form() + b"\n")
    with central_in_thread(tmp_path / "central", forms_folder) as central:
        kiosk = Kiosk(central.token_url)
        with kiosk.http:
            assert kiosk.get("/forms/visit.xml").content == visit_form()
    assert "visit.xml" in caplog.text


def test_a_fault_of_the_machine_is_500_and_the_resend_succeeds(
    kiosk: Kiosk, official: Official, tmp_path: Path
) -> None:
    files = tmp_path / "central" / "files"
    files.rename(tmp_path / "gone")
    answer = kiosk.submit(visit("a"))
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})
    (tmp_path / "gone").rename(files)
    assert kiosk.submit(visit("a")).status_code == 201
    assert len(official.submissions()) == 1


def test_the_command_prints_one_line_and_ends_in_order(tmp_path: Path, forms_folder: Path) -> None:
    password = tmp_path / "password"
    password.write_text("a password of ours\n")
    command = [sys.executable, "-m", "kiosk", "central", "--port", "0", "--data", str(tmp_path / "central")]
    command += ["--forms", str(forms_folder), "--official-password-file", str(password)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline().split()
        base_url, token_url, official_url = line[0], line[line.index("kiosk:") + 1], line[line.index("official:") + 1]
        assert requests.get(f"{token_url}/formList", headers={"X-OpenRosa-Version": "1.0"}, timeout=30).ok
        with Official(official_url, "a password of ours") as official:
            assert official.submissions() == []
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest, errors) == (0, "", "")
    assert base_url.startswith("http://127.0.0.1:")
    assert "a password of ours" not in " ".join(line)
