"""`pishkhan relay`: a process of its own that serves the office until it is told to stop."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from assets.texts import say
from sync.relay.errors import RelayRunning
from tests.sync.openrosa.scripted import Asked, Reply, Scripted
from tests.sync.relay.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.central.running import CentralHandle
    from tests.sync.relay.conftest import Certificates

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
