"""`pishkhan relay`: a process of its own that serves the office until it is told to stop."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import requests

from assets.texts import say
from sync.relay.errors import RelayRunning
from tests.sync.relay.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.central.running import CentralHandle
    from tests.sync.relay.conftest import Certificates

HEADERS = {"X-OpenRosa-Version": "1.0"}


@dataclass(frozen=True)
class Command:
    """How a relay of this office is started, and in which environment."""

    words: tuple[str, ...]
    environment: dict[str, str]

    @contextmanager
    def started(self) -> Iterator[str]:
        """Give the address that the process says when it is ready."""
        with subprocess.Popen(self.words, stdout=subprocess.PIPE, text=True, env=self.environment) as relay:
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
        about = {"cert": str(certificates.machine), "verify": str(certificates.authority)}
        assert requests.get(url, **about, headers=HEADERS, timeout=10).status_code == 200
