"""`pishkhan relay`: a process of its own that serves the office until it is told to stop."""

from __future__ import annotations

import base64
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from assets.texts import say
from sync.openrosa.errors import Untrusted
from sync.relay.errors import RelayRunning
from sync.store.records import Status
from tests.sync.counter import open_counter
from tests.sync.openrosa.answers import form_list, stored
from tests.sync.openrosa.scripted import Asked, Reply, Scripted
from tests.sync.relay.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.central.running import CentralHandle
    from tests.sync.relay.conftest import Certificates

_INSTANCE = re.compile(rb"uuid:[0-9a-f-]{36}")
HEADERS = {"X-OpenRosa-Version": "1.0"}


@dataclass(frozen=True)
class Command:
    """How a relay of this office is started, and in which environment."""

    words: tuple[str, ...]
    environment: dict[str, str]
    started_as: list[int] = field(default_factory=list)

    def to(self, upstream: str) -> Command:
        """Return one that leads to another central."""
        place = self.words.index("--upstream") + 1
        return replace(self, words=(*self.words[:place], upstream, *self.words[place + 1 :]))

    def most_memory(self) -> int:
        """Return the most bytes that the process last started had in memory at once."""
        status = Path(f"/proc/{self.started_as[-1]}/status").read_text()
        return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))

    @contextmanager
    def started(self) -> Iterator[str]:
        """Give the address that the process says when it is ready."""
        with subprocess.Popen(self.words, stdout=subprocess.PIPE, text=True, env=self.environment) as relay:
            self.started_as.append(relay.pid)
            try:
                assert relay.stdout is not None
                yield relay.stdout.readline().strip()
            finally:
                relay.terminate()


@pytest.fixture
def command(tmp_path: Path, central: CentralHandle, certificates: Certificates) -> Command:
    for name in ("store-key", "relay-key"):
        (tmp_path / f"pishkhan.{name}").write_bytes(base64.b64encode(KEY))
    words = [sys.executable, "-m", "kiosk", "relay", "--upstream", central.base_url, "--host", "127.0.0.1"]
    words += ["--certificate", str(certificates.relay), "--machines", str(certificates.authority)]
    words += ["--data", str(tmp_path / "held"), "--port", "0"]
    return Command(tuple(words), {**os.environ, "CREDENTIALS_DIRECTORY": str(tmp_path)})


@pytest.mark.system
def test_it_serves_what_the_central_has_to_machines_of_the_office(
    command: Command, central: CentralHandle, certificates: Certificates
) -> None:
    with command.started() as address:
        url = f"{central.token_url.replace(central.base_url, address)}/formList"
        ours, machine = str(certificates.authority), str(certificates.machine)
        listed = requests.get(url, cert=machine, verify=ours, headers=HEADERS, timeout=10)
        assert listed.status_code == 200
        assert f"{address}/v1/key/" in listed.text, "its lists name the relay"
        assert central.base_url not in listed.text
        with pytest.raises(requests.exceptions.RequestException):
            requests.get(url, verify=ours, headers=HEADERS, timeout=10)


@pytest.mark.system
def test_it_leads_to_no_centre_that_others_could_overhear(command: Command) -> None:
    words = command.to("http://central.example.org").words
    refused = subprocess.run(words, env=command.environment, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 1
    assert say(Untrusted.text, "en") in refused.stderr


@pytest.mark.system
def test_killed_while_it_hands_over_it_loses_and_doubles_nothing(
    command: Command, certificates: Certificates, tmp_path: Path
) -> None:
    came: Counter[str] = Counter()
    acting = threading.Event()

    def far_end(asked: Asked) -> Reply:
        if asked.method == "POST":
            found = _INSTANCE.search(asked.body)
            assert found
            came[found[0].decode()] += 1
            acting.set()
        return stored() if asked.method == "POST" else form_list()

    with closing(Scripted(far_end)) as far, closing(open_counter(tmp_path / "machine")) as counter:
        form = counter.install()
        records = [counter.finalise(form, b"photo %d" % number) for number in range(6)]
        about = {"ca": certificates.authority, "certificate": certificates.machine}
        for _ in range(3):
            acting.clear()
            with command.to(far.url).started() as address:
                killing = threading.Thread(target=kill_when, args=(acting, command.started_as[-1]))
                killing.start()
                counter.run(f"{address}/v1/key/abc/projects/1", **about)
                acting.set()
                killing.join()
            counter.clock.pass_by(timedelta(hours=2))
        with command.to(far.url).started() as address:
            for _ in range(3):
                counter.run(f"{address}/v1/key/abc/projects/1", **about)
                counter.clock.pass_by(timedelta(hours=2))
        states = {counter.store.submissions.get(record.key).status for record in records}
        assert states == {Status.SUBMITTED}
        assert set(came) == {record.key.instance_id for record in records}


def kill_when(acting: threading.Event, process: int) -> None:
    """Kill the relay while the central answers what it has handed over."""
    acting.wait(20)
    os.kill(process, signal.SIGKILL)


@pytest.mark.system
def test_a_second_one_on_the_same_folder_says_so_and_leaves_the_first_alone(
    command: Command, central: CentralHandle, certificates: Certificates
) -> None:
    with command.started() as address:
        second = subprocess.run(
            command.words, env=command.environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert second.returncode == 1
        assert say(RelayRunning.text, "en") in second.stderr
        url = f"{central.token_url.replace(central.base_url, address)}/formList"
        ours, machine = str(certificates.authority), str(certificates.machine)
        assert requests.get(url, cert=machine, verify=ours, headers=HEADERS, timeout=10).status_code == 200


@pytest.mark.system
@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the memory of another process")
def test_a_film_goes_through_it_and_not_into_its_memory(command: Command, certificates: Certificates) -> None:
    frame, frames = bytes(range(256)) * 4096, 48  # of 1 MB

    def film(_: Asked) -> Reply:
        return Reply(pieces=(frame for _ in range(frames)), headers={"Content-Length": str(len(frame) * frames)})

    with closing(Scripted(film)) as far, command.to(far.url).started() as address:
        about = f"{address}/v1/key/abc/projects/1/forms/claim"
        ours, machine = str(certificates.authority), str(certificates.machine)
        with requests.get(f"{about}.xml", cert=machine, verify=ours, stream=True, timeout=10) as small:
            next(small.iter_content(1000))
        before = command.most_memory()
        digest = sha256()
        with requests.get(f"{about}/attachments/film.mp4", cert=machine, verify=ours, stream=True, timeout=10) as film_:
            for block in film_.iter_content(65_536):
                digest.update(block)
        assert digest.hexdigest() == sha256(frame * frames).hexdigest()
        assert command.most_memory() - before < 8_000_000
