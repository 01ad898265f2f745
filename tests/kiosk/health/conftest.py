"""A counter whose centre offers the form for health reports, and one short form for the people."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from assets import read
from assets.services import HEALTH_FORM
from assets.texts import T
from kiosk.config import CentralAddress, Config, Office
from kiosk.health_report import HealthReport
from kiosk.printer_state import PrinterState
from sync.central.running import CentralHandle, central_in_thread
from sync.central.xml import child, text_of
from sync.central.xml import read as parsed
from sync.keys.vault import KeyLevel, Protection
from tests.faults.central import received
from tests.sync.counter import Counter, open_counter, xform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.report import RunReport
    from sync.store.records import Submission

KEPT = KeyLevel(Protection.TPM, "systemd", T("The keys are handed out by the system when the counter starts."))


def office(courier: str = "") -> Config:
    """A machine of a village that delivers to the central `demo`."""
    central = CentralAddress("demo", "http://127.0.0.1:9/v1/key/none/projects/1", courier=courier)
    return Config(Office("deh-bala", {"en": "Deh-Bala"}), "counter-1", central)


@dataclass
class Machine:
    """The counter, its centre, and what makes the reports."""

    counter: Counter
    central: CentralHandle
    data: Path
    health: HealthReport

    def round(self, url: str = "", **changes: Any) -> RunReport:
        """One round of delivery, and the report that it may bring about, as delivery's thread has them."""
        run = self.counter.run(url or self.central.token_url, **changes)
        if run.stopped is None:
            self.health.report(self.counter.store)
        return run

    def hand_in(self, name: str = "Zahra") -> Submission:
        """An application of somebody called `name`."""
        form = self.counter.store.forms.current_of("demo", "claim")
        assert form is not None
        return self.counter.finalise(form.key, b"photo", name=name)

    def reports(self) -> list[bytes]:
        """The reports that the centre has, in the order in which they arrived; each can only be there once."""
        found = [xmls for xmls in received(self.data).values() if b'id="counter_health"' in xmls[0]]
        assert all(len(xmls) == 1 for xmls in found)
        return [xmls[0] for xmls in found]


def said(report: bytes) -> dict[str, str]:
    """What a report says, by the names of the form's questions."""
    root = parsed(report)
    return {name: text_of(child(root, name)) for name in (str(one.tag).rpartition("}")[2] for one in root)}


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """What the centre offers."""
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "claim.xml").write_bytes(xform())
    (folder / f"{HEALTH_FORM}.xlsx").write_bytes(read(f"forms/{HEALTH_FORM}.xlsx"))
    return folder


@pytest.fixture
def central(tmp_path: Path, forms: Path) -> Iterator[CentralHandle]:
    with central_in_thread(tmp_path / "central", forms) as handle:
        yield handle


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with closing(open_counter(tmp_path)) as counter:
        yield counter


@pytest.fixture
def machine(counter: Counter, central: CentralHandle, tmp_path: Path) -> Machine:
    health = HealthReport(office(), KEPT, lambda: PrinterState.READY)
    return Machine(counter, central, tmp_path / "central", health)
