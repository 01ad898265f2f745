"""A print shop of its own for one test run: a real CUPS scheduler and a virtual IPP printer, private to a folder."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUEUE = "desk"
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
_AVAHI = "[server]\nuse-ipv6=no\nallow-interfaces=lo\nenable-dbus=yes\n"
_SCHEDULER = """LogLevel warn
Listen {folder}/cups
Browsing No
WebInterface No
PreserveJobFiles Yes
JobRetryInterval 1
JobKillDelay 1
ErrorPolicy retry-job
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess default
JobPrivateValues default
SubscriptionPrivateAccess default
SubscriptionPrivateValues default
<Limit Send-Document Cancel-Job>
Require user @OWNER @SYSTEM
Order deny,allow
</Limit>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
_FILES = "".join(
    f"{name} {{folder}}/{place}\n"
    for name, place in {
        "ServerRoot": "root",
        "CacheDir": "cache",
        "StateDir": "state",
        "RequestRoot": "spool",
        "TempDir": "temporary",
        "AccessLog": "access.log",
        "ErrorLog": "error.log",
        "PageLog": "page.log",
    }.items()
)


def until(condition: Callable[[], bool], what: str, seconds: float = 20.0) -> None:
    """Wait for `condition`; fail, saying what did not happen, when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.05)


@dataclass
class PrintShop:
    """The scheduler's socket, its spool, and the virtual printer that can run out of paper and be switched off."""

    folder: Path
    environment: dict[str, str]
    port: int = field(default_factory=lambda: _free_port())
    _printer: subprocess.Popen[bytes] | None = None

    @property
    def server(self) -> str:
        return str(self.folder / "cups")

    def spooled(self) -> list[Path]:
        """Documents that the scheduler keeps."""
        return sorted((self.folder / "spool").glob("d*"))

    def printed(self) -> list[Path]:
        """Documents that came out of the printer."""
        return sorted((self.folder / "tray").glob("*.pdf"))

    def empty_tray(self) -> None:
        for paper in self.printed():
            paper.unlink()

    def page_log(self) -> str:
        path = self.folder / "page.log"
        return path.read_text() if path.exists() else ""

    def rest(self) -> None:
        """Wait until the printer has nothing to do: a page under way counts down the paper."""
        until(lambda: b"Idle" in urlopen(f"http://localhost:{self.port}/", timeout=5).read(), "the printer to rest")

    def load_paper(self, sheets: int) -> None:
        """Put paper into the printer, or take it out with 0, through the printer's own web page."""
        tray = {"size1": "iso_a4_210x297mm", "type1": "stationery", "level1": sheets}
        by_pass = {"size3": "iso_dl_110x220mm", "type3": "envelope", "level3": -2}
        urlopen(f"http://localhost:{self.port}/media?{urlencode(tray | by_pass)}", timeout=5).close()

    def hold_new_jobs(self) -> None:
        """Let the queue take jobs and begin none of them."""
        self._queue("cupsdisable", "--hold")

    def let_jobs_go(self) -> None:
        """Begin held jobs again."""
        self._queue("cupsenable", "--release")

    def _queue(self, *program: str) -> None:
        path = f"{self.environment['PATH']}:/usr/sbin:/sbin"
        environment = {**self.environment, "PATH": path}
        subprocess.run([*program, QUEUE], env=environment, check=True, capture_output=True)

    def switch_on(self) -> None:
        program = ["ippeveprinter", "-n", "localhost", "-p", str(self.port), "-f", "application/pdf", "-k"]
        program += ["-d", str(self.folder / "tray"), "-c", "/bin/true", f"printer {self.port}"]

        def printing() -> bool:
            if self._printer is None or self._printer.poll() is not None:  # it gives up while Avahi is not there yet
                self._printer = _start(program, self.environment)
            return _listens(self.port)

        until(printing, "the virtual printer")

    def switch_off(self) -> None:
        if self._printer is not None:
            _stop(self._printer)
            self._printer = None


@contextmanager
def print_shop() -> Iterator[PrintShop]:
    """Start everything, make the queue, and stop everything again. One at a time on a machine: Avahi allows no two."""
    with _alone(), TemporaryDirectory(prefix="shop") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the scheduler's back ends run as another user
        with _open_shop(folder) as shop:
            yield shop


@contextmanager
def _open_shop(folder: Path) -> Iterator[PrintShop]:
    for name in ("root", "cache", "state", "spool", "temporary", "tray"):
        (folder / name).mkdir()
    for name, text in {"bus.conf": _BUS, "avahi.conf": _AVAHI, "cupsd.conf": _SCHEDULER, "files.conf": _FILES}.items():
        (folder / name).write_text(text.format(folder=folder))
    environment = {**os.environ, "CUPS_SERVER": f"{folder}/cups"}
    on_bus = {
        **environment,
        "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/bus",
    }  # the scheduler would wait for colord
    shop = PrintShop(folder, on_bus)
    with ExitStack() as stack:
        bus = ["dbus-daemon", "--nofork", f"--config-file={folder}/bus.conf"]
        stack.callback(_stop, _start(bus, environment))
        until((folder / "bus").exists, "the bus")
        avahi = ["avahi-daemon", "-f", f"{folder}/avahi.conf", "--no-drop-root", "--no-chroot"]
        stack.callback(_stop, _start(avahi, on_bus))
        scheduler = ["cupsd", "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/files.conf"]
        stack.callback(_stop, _start(scheduler, environment))
        until((folder / "cups").exists, "the scheduler")
        stack.callback(shop.switch_off)
        shop.switch_on()
        device = f"ipp://localhost:{shop.port}/ipp/print"
        subprocess.run(
            ["lpadmin", "-p", QUEUE, "-E", "-v", device, "-m", "raw"], env=environment, check=True, capture_output=True
        )
        yield shop


@contextmanager
def _alone() -> Iterator[None]:
    with (Path(gettempdir()) / "pishkhan-print-shop.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(program: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    sbin = f"{environment['PATH']}:/usr/sbin:/sbin"
    return subprocess.Popen(
        program, env={**environment, "PATH": sbin}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
