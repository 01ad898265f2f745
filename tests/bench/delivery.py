"""Deliveries a second over loopback, against a bare `requests.Session` posting the same bytes with the same commits."""

from __future__ import annotations

import random
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from tests.bench.ratio import Ratio
from tests.sync.counter import Counter, open_counter, xform
from tests.sync.openrosa.answers import form_list, head_of_submission, listed, stored
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from sync.store.records import Submission

_RECORDS = 200
_ROUNDS = 5
_AIM = 0.7
_SIZES = {"without a photo": 0, "with a photo of 300 KB": 300_000}


def measure() -> list[Ratio]:
    """Return one ratio for each size of submission; the best of a few rounds each, taken in turn."""
    with tempfile.TemporaryDirectory() as folder, closing(Scripted(_answer)) as central:
        return [_measure(Path(folder) / str(size), central, label, size) for label, size in _SIZES.items()]


def _measure(folder: Path, central: Scripted, label: str, size: int) -> Ratio:
    ours, peer = 0.0, 0.0
    for number in range(_ROUNDS):
        ours = max(ours, _rate(folder / f"ours-{number}", central, size, agent=True))
        peer = max(peer, _rate(folder / f"peer-{number}", central, size, agent=False))
    return Ratio(f"submissions delivered, {label}", ours, peer, "a second", _AIM, at_least=True)


def _rate(folder: Path, central: Scripted, size: int, *, agent: bool) -> float:
    with closing(open_counter(folder, seed=len(central.asked))) as counter:
        form, chance = counter.install(), random.Random(1)  # noqa: S311 - noise, not secrets
        photos = [chance.randbytes(size)] if size else []
        records = [counter.finalise(form, *photos) for _ in range(_RECORDS)]
        started = time.perf_counter()
        delivered = len(counter.run(central.url).delivered) if agent else _post_bare(counter, central, records)
        taken = time.perf_counter() - started
    if delivered != _RECORDS:
        raise RuntimeError(f"only {delivered} of {_RECORDS} were delivered")
    central.asked.clear()
    return _RECORDS / taken


def _post_bare(counter: Counter, central: Scripted, records: list[Submission]) -> int:
    """Do the same work with nothing of ours between the store and requests: read, commit, post, commit."""
    store, delivered = counter.store, 0
    with requests.Session() as session:
        for record in records:
            xml = store.submissions.xml(record.key)
            files = {"xml_submission_file": ("submission.xml", xml, "text/xml")}
            for attachment in store.attachments.of(record.key):
                with store.attachments.open(record.key, attachment.name) as stream:
                    files[attachment.name] = (attachment.name, stream.read(), attachment.mediatype)
            store.queue.begin_attempt(counter.scope, record.key)
            delivered += session.post(f"{central.url}/submission", files=files).status_code == 201
            store.queue.acknowledge(
                counter.scope, record.key, verdict="stored", attachments=[name for name in files if "." in name]
            )
    return delivered


def _answer(asked: Asked) -> Reply:
    if asked.method == "HEAD":
        return head_of_submission()
    return stored() if asked.method == "POST" else form_list(listed("claim", "1", xform(), "http://127.0.0.1/unused"))
