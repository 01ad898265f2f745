"""What somebody typed is found nowhere after her: not in what runs on, nor on the disk, nor behind the clipboard.

Neither when she gave it up, nor when she handed it in at a service that the ministry alone reads.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms.xlsform import to_xform
from sync.store import Store
from sync.store.clock import SystemClock
from sync.store.records import Scope
from tests.bench.stage import KEY, Stage, stage
from tests.kiosk.counter.conftest import CLAIM, sealed_claim
from tests.sync.envelope import opened
from tests.sync.store.pages import decrypted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CANARY = "zanbagh4471Canary"
GIVEN_UP, HANDED_IN = "", "hands-in"  # as the person is told
_READABLE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+\s*(.*)")
_PATIENCE = 60  # seconds

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root reads the memory of others"),
]


@pytest.fixture(scope="module", params=[GIVEN_UP, HANDED_IN])
def way(request: pytest.FixtureRequest) -> str:
    """How the visit ends."""
    return str(request.param)


@pytest.fixture(scope="module")
def here(way: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A machine of its own with a short form; what is handed in there is sealed for the ministry."""
    with stage(tmp_path_factory.mktemp("wipe") / "machine") as made:
        technician = Scope("bench", "cheshmeh-ali", "counter-1", "technician")
        form = sealed_claim() if way == HANDED_IN else CLAIM
        xform = to_xform(form.encode(), name="claim").xform
        with Store.open(made.folder / "store", KEY, SystemClock()) as store:
            store.forms.install(technician, form_id="claim", version="1", name="Claim", hash="md5:0", xform=xform)
        yield made


@pytest.fixture(scope="module")
def after(here: Stage, way: str) -> Iterator[tuple[Stage, int]]:
    """The machine, and the process that runs on after a person has ended. It stands still while it is looked at."""
    command = [sys.executable, "-m", "tests.kiosk.wipe.person", str(here.folder), *([way] if way else [])]
    log = (here.folder / "log.txt").open("w", encoding="utf-8")  # among the files that are looked into
    pipe = subprocess.PIPE
    with (
        log,
        subprocess.Popen(
            command, env=dict(here.environment), stdin=pipe, stdout=pipe, stderr=log, text=True
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(CANARY + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "answered\n"
        database = str(here.folder / "store" / "store.db")
        wait(lambda: "tests.kiosk.wipe.person" not in command_line(process.pid))
        wait(lambda: database in open_files(process.pid))
        os.kill(process.pid, signal.SIGSTOP)
        yield here, process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()


def wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


def command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode()


def open_files(pid: int) -> set[str]:
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add(str(entry.readlink()))
        except FileNotFoundError:  # closed meanwhile
            continue
    return found


def memory(pid: int) -> Iterator[bytes]:
    """Everything that the process has written and can read, region by region; its libraries are files."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as mem:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            region = _READABLE.match(line)
            if region is None or region[3] in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            start, end = int(region[1], 16), int(region[2], 16)
            mem.seek(start)
            try:
                yield mem.read(end - start)
            except OSError:  # a device's memory: not the process's own
                continue


def traces(content: bytes) -> int:
    """How often the canary stands in `content`, in any way in which strings are kept."""
    return sum(content.count(CANARY.encode(encoding)) for encoding in ("utf-8", "utf-16-le", "utf-32-le"))


def test_the_search_itself_finds_what_a_process_holds() -> None:
    holding = f"import time; held = {CANARY!r} + ' is held'; print(len(held), flush=True); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert sum(map(traces, memory(process.pid))) > 0
        process.kill()


def test_what_runs_on_holds_nothing_in_memory(after: tuple[Stage, int]) -> None:
    _, pid = after
    regions = list(memory(pid))
    assert sum(map(len, regions)) > 20_000_000, "a counter is larger than that"
    assert sum(map(traces, regions)) == 0


def test_neither_arguments_nor_environment_carry_it_over(after: tuple[Stage, int]) -> None:
    _, pid = after
    assert "kiosk" in command_line(pid)
    assert traces(command_line(pid).encode() + Path(f"/proc/{pid}/environ").read_bytes()) == 0


def test_no_page_of_the_store_no_frame_of_its_log_and_no_file_holds_it(after: tuple[Stage, int]) -> None:
    here, _ = after
    plain = decrypted(here.folder / "store", KEY)
    assert b"drafts" in plain, "the pages were decrypted"
    assert traces(plain) == 0
    files = [path for path in here.folder.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if traces(path.read_bytes())] == []


def test_the_ministry_alone_reads_what_was_handed_in(after: tuple[Stage, int], way: str, tmp_path: Path) -> None:
    """So that what is looked for was there: in a copy of the store, for the machine's own is open."""
    here, _ = after
    shutil.copytree(here.folder / "store", tmp_path / "store")
    with Store.open(tmp_path / "store", KEY, SystemClock()) as store:
        records = [store.submissions.get(row.key) for row in store.desk.page()]
        if way == GIVEN_UP:
            assert records == []
            return
        (record,) = records
        parts = {}
        for attachment in store.attachments.of(record.key):
            with store.attachments.open(record.key, attachment.name) as stream:
                parts[attachment.name] = stream.read()
        assert traces(opened(store.submissions.xml(record.key), parts).xml) == 1


def test_the_clipboard_is_empty(after: tuple[Stage, int]) -> None:
    here, _ = after
    asking = "from PySide6.QtGui import QGuiApplication as A; app = A([]); print(repr(app.clipboard().text()))"
    told = subprocess.run(
        [sys.executable, "-c", asking],
        env=dict(here.environment),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.strip() == "''"
