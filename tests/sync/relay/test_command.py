"""`pishkhan relay`: a process of its own that serves the office until it is told to stop."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

from tests.sync.relay.conftest import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from sync.central.running import CentralHandle
    from tests.sync.relay.conftest import Certificates

HEADERS = {"X-OpenRosa-Version": "1.0"}


@pytest.mark.system
def test_it_serves_what_the_central_has_to_machines_of_the_office(
    tmp_path: Path, central: CentralHandle, certificates: Certificates
) -> None:
    for name in ("store-key", "relay-key"):
        (tmp_path / f"pishkhan.{name}").write_bytes(base64.b64encode(KEY))
    command = [sys.executable, "-m", "kiosk", "relay", "--upstream", central.base_url, "--host", "127.0.0.1"]
    command += ["--certificate", str(certificates.relay), "--machines", str(certificates.authority)]
    command += ["--data", str(tmp_path / "held"), "--port", "0"]
    environment = {**os.environ, "CREDENTIALS_DIRECTORY": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as relay:
        try:
            assert relay.stdout is not None
            address = relay.stdout.readline().strip()
            url = f"{central.token_url.replace(central.base_url, address)}/formList"
            ours, machine = str(certificates.authority), str(certificates.machine)
            listed = requests.get(url, cert=machine, verify=ours, headers=HEADERS, timeout=10)
            assert listed.status_code == 200
            assert f"{address}/v1/key/" in listed.text, "its lists name the relay"
            assert central.base_url not in listed.text
            with pytest.raises(requests.exceptions.RequestException):
                requests.get(url, verify=ours, headers=HEADERS, timeout=10)
        finally:
            relay.terminate()
