"""What delivery costs of a line: bytes over the payload, the use of a narrow one, and the memory it takes here."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sync.central.running import CentralHandle, central_in_thread
from tests.bench.ratio import Ratio
from tests.faults.bad_line import Line, can_be_made, village
from tests.faults.proxy import FaultProxy
from tests.sync.counter import open_counter, xform
from tests.sync.openrosa.answers import form_list, head_of_submission, listed, stored
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_PHOTO = 300_000  # bytes
_RECORDS = 10
_BITS = 64_000  # a second
_LARGE, _BACKLOG = 400_000_000, 2_000
_MOST_MEMORY = 150  # MB
_PATIENCE = "200"  # seconds; the kernels on the way hold much more than the line does


def measure() -> Iterator[Ratio]:
    """Yield bytes on the wire, then the use of a narrow line where one can be made here, then memory."""
    with tempfile.TemporaryDirectory() as name, _central(Path(name)) as central:
        folder = Path(name)
        sent, payload = _bytes(folder / "photos", central, _PHOTO, _PHOTO)
        yield Ratio("bytes on the wire, two photos of 300 KB", sent, payload, "B", 1.15)
        sent, payload = _bytes(folder / "text", central)
        yield Ratio("bytes on the wire beyond the text, no photo", (sent - payload) / _RECORDS, 2000, "B", 1.0)
        if can_be_made():
            yield _use(folder / "narrow", central)
    yield _memory()


def _central(folder: Path) -> AbstractContextManager[CentralHandle]:
    (folder / "forms").mkdir()
    (folder / "forms" / "claim.xml").write_bytes(xform())
    return central_in_thread(folder / "central", folder / "forms")


def _bytes(folder: Path, central: CentralHandle, *sizes: int) -> tuple[float, float]:
    """Return the bytes of `_RECORDS` deliveries both ways, on a line that was used before, and those of the payload."""
    chance, url = random.Random(time.monotonic_ns()), urlsplit(central.token_url)  # noqa: S311
    with (
        closing(open_counter(folder, seed=chance.getrandbits(60))) as counter,
        closing(FaultProxy((str(url.hostname), int(url.port or 0)))) as proxy,
    ):
        agent = counter.agent(central.token_url.replace(f":{url.port}", f":{proxy.port}"), read_timeout=30)
        (form,) = agent.run_once().forms
        before = proxy.passed
        records = [counter.finalise(form.key, *(chance.randbytes(size) for size in sizes)) for _ in range(_RECORDS)]
        delivered = agent.run_once().delivered
        if len(delivered) != _RECORDS:
            raise RuntimeError(f"only {len(delivered)} of {_RECORDS} were delivered")
        return proxy.passed - before, sum(record.size for record in records) + sum(sizes) * _RECORDS


def _use(folder: Path, central: CentralHandle) -> Ratio:
    """Deliver two photos over 64 kbit/s and 600 ms there and back; the peer is the payload at the line's full width."""
    chance, url = random.Random(time.monotonic_ns()), urlsplit(central.token_url)  # noqa: S311
    with closing(open_counter(folder, seed=chance.getrandbits(60))) as counter:
        form = counter.install()
        record = counter.finalise(form, chance.randbytes(_PHOTO), chance.randbytes(_PHOTO))
    line = Line(rate=f"{_BITS}bit", loss=0, latency=0.3)
    with village(line, (str(url.hostname), int(url.port or 0))) as there:
        here = f"http://127.0.0.1:{there.port}{url.path}"
        sender = [*there.run, sys.executable, "-m", "tests.faults.sender", str(folder), here, _PATIENCE]
        with subprocess.Popen(sender, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is open
            started = time.monotonic()
            if process.stdout.readline() != b"1\n":
                raise RuntimeError("the record was not delivered")
            taken = time.monotonic() - started
    least = (record.size + 2 * _PHOTO) * 8 / _BITS
    return Ratio("use of a line of 64 kbit/s and 600 ms", least, taken, "s", 0.85, at_least=True)


def _memory() -> Ratio:
    """Deliver a film and a backlog in a process of its own; its greatest resident size in MB against the most."""
    with tempfile.TemporaryDirectory() as name, closing(Scripted(_take)) as central:
        with closing(open_counter(Path(name))) as counter:
            form = counter.install()
            counter.finalise(form, bytes(_LARGE))
            for _ in range(_BACKLOG):
                counter.finalise(form)
        sender = [sys.executable, "-m", "tests.bench.delivering", name, central.url]
        said = subprocess.run(sender, check=True, capture_output=True, text=True).stdout
    delivered, megabytes = said.split()
    if int(delivered) != _BACKLOG + 1:
        raise RuntimeError(f"only {delivered} were delivered")
    return Ratio("memory of delivery, a film of 400 MB and 2,000 waiting", float(megabytes), _MOST_MEMORY, "MB", 1.0)


def _take(asked: Asked) -> Reply:
    if asked.method == "HEAD":
        return head_of_submission(most=2**40)
    return stored() if asked.method == "POST" else form_list(listed("claim", "1", xform(), "http://127.0.0.1/unused"))
