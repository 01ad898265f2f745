"""A running central service with one small form, and a kiosk's way of speaking to it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
import requests

from sync.central.official_client import Official
from sync.central.running import CentralHandle, central_in_thread
from tests.sync.central.visit import PLACES, visit_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Kiosk:
    """What an app user can ask; answers are the bare HTTP responses."""

    def __init__(self, token_url: str) -> None:
        self.url = token_url
        self.http = requests.Session()
        self.http.headers["X-OpenRosa-Version"] = "1.0"

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.http.get(f"{self.url}{path}", headers=headers, timeout=30)

    def head(self, path: str) -> requests.Response:
        return self.http.head(f"{self.url}{path}", timeout=30)

    def submit(self, xml: bytes, **files: bytes) -> requests.Response:
        """POST `xml` with `files`, whose names are written with `_` for the dot before the ending."""
        parts = {"xml_submission_file": ("submission.xml", xml, "text/xml")}
        for key, content in files.items():
            name = ".".join(key.rsplit("_", 1))
            parts[name] = (name, content, "image/png")
        return self.http.post(f"{self.url}/submission", files=parts, timeout=30)

    def late_file(self, form_id: str, instance_id: str, name: str, content: bytes) -> requests.Response:
        url = f"{self.url}/forms/{form_id}/submissions/{instance_id}/attachments/{name}"
        return self.http.post(url, data=content, headers={"Content-Type": "image/png"}, timeout=30)


@pytest.fixture
def forms_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "visit.xml").write_bytes(visit_form())
    (folder / "places.csv").write_bytes(PLACES)
    return folder


@pytest.fixture(scope="session")
def endings() -> Iterator[Callable[[ExitStack], None]]:
    """Ends services beside the next test: the web server takes 0.2 s for it, which is longer than most tests."""
    ended: list[Future[None]] = []
    with ThreadPoolExecutor(2) as pool:
        yield lambda service: ended.append(pool.submit(service.close))
    for end in ended:
        end.result()


@pytest.fixture
def central(tmp_path: Path, forms_folder: Path, endings: Callable[[ExitStack], None]) -> Iterator[CentralHandle]:
    service = ExitStack()
    yield service.enter_context(central_in_thread(tmp_path / "central", forms_folder))
    endings(service)


@pytest.fixture
def kiosk(central: CentralHandle) -> Iterator[Kiosk]:
    kiosk = Kiosk(central.token_url)
    with kiosk.http:
        yield kiosk


@pytest.fixture
def official(central: CentralHandle) -> Iterator[Official]:
    with Official(central.official_url, central.password) as official:
        yield official


@pytest.fixture
def other_kiosk(official: Official) -> Iterator[Kiosk]:
    """A second app user, as another office has."""
    kiosk = Kiosk(official.create_app_user("another office")["token_url"])
    with kiosk.http:
        yield kiosk
