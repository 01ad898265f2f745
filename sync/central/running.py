"""Start a central service of one's own: for tests, for the demo and for benchmarks."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, TYPE_CHECKING

from sync.central.errors import CentralNotStarted
from sync.central.serving import Addresses, Settings, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_PATIENCE = 10  # seconds for a polite end


@dataclass(frozen=True, slots=True)
class CentralHandle:
    """A running service; `token_url` is what a kiosk is configured with, `stop()` may be called twice."""

    base_url: str
    token_url: str
    official_url: str
    password: str
    stop: Callable[[], None]
    kill: Callable[[], None]


@contextmanager
def running_central(
    data: Path,
    forms: Path | None = None,
    port: int = 0,
    *,
    program: Sequence[str] = (sys.executable, "-m", "sync.central"),
) -> Iterator[CentralHandle]:
    """Run the service in a process of its own until the block ends; `kill()` is a power cut.

    `forms` is a folder of XForms and XLSForms, None for the shipped services; `program` starts the child where the
    module cannot be called by its name. Raises CentralNotStarted.
    """
    command = [*program, "--data", str(data), "--port", str(port)]
    command += ["--forms", str(forms)] if forms is not None else []
    with (
        TemporaryFile() as complaints,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints) as process,
    ):
        try:
            addresses = _announced(process, complaints)
            yield _handle(addresses, stop=lambda: _end(process), kill=process.kill)
        finally:
            _end(process)


@contextmanager
def central_in_thread(data: Path, forms: Path | None = None, port: int = 0) -> Iterator[CentralHandle]:
    """Run the service in a thread of this process until the block ends; quick to start, cannot be killed."""
    with serving(Settings(data, forms=forms, port=port)) as (addresses, run, stop):
        thread = Thread(target=run, name="central", daemon=True)
        thread.start()
        try:
            yield _handle(addresses, stop=stop, kill=stop)
        finally:
            stop()
            thread.join(_PATIENCE)


def _handle(addresses: Addresses, *, stop: Callable[[], None], kill: Callable[[], None]) -> CentralHandle:
    return CentralHandle(
        addresses.base_url, addresses.token_url, addresses.official_url, addresses.password, stop, kill
    )


def _announced(process: subprocess.Popen[bytes], complaints: IO[bytes]) -> Addresses:
    line = _pipe(process.stdout).readline()
    if not line:
        complaints.seek(0)
        raise CentralNotStarted(complaints.read().decode(errors="replace").strip())
    return Addresses(**json.loads(line))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the process's input, which tells it to end, and wait for it."""
    if process.poll() is not None:
        return
    _pipe(process.stdin).close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the process was started without pipes")
    return pipe
