"""A line so slow that machines give up waiting: each application goes up once, and nobody is in another one's way."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests

from sync.openrosa.verdicts import Verdict
from sync.store.records import Status
from tests.sync.counter import open_counter
from tests.sync.openrosa.answers import form_list, problem, stored
from tests.sync.openrosa.scripted import Asked, Reply, Scripted
from tests.sync.relay.conftest import Office, relaying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sync.counter import Counter

PATH = "/v1/key/abc/projects/1"


@dataclass
class Slow:
    """A central that answers submissions, or sends films, when it is let."""

    post: Reply = field(default_factory=stored)
    posts: threading.Event = field(default_factory=threading.Event)
    films: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)
    came: list[bytes] = field(default_factory=list)

    def answer(self, asked: Asked) -> Reply:
        if asked.method == "POST":
            self.came.append(asked.body)
            self.reached.set()
            assert self.posts.wait(10)
            return self.post
        if asked.path.endswith(".mp4"):
            self.reached.set()
            assert self.films.wait(10)
            return Reply(200, b"film")
        return form_list()


@contextmanager
def before(
    slow: Slow, office: Office, folder: Path, patience: float = 25.0, most: int = 10_000_000
) -> Iterator[Office]:
    """Give the office with a relay of its own before `slow`."""
    with (
        closing(Scripted(slow.answer)) as far,
        relaying(folder, far.url, office.certificates, patience=patience, most=most) as (relay, holding, address),
    ):
        try:
            yield Office(relay, holding, address + PATH, office.line, office.certificates, folder)
        finally:
            slow.posts.set()
            slow.films.set()


def until_answered(office: Office) -> None:
    """Wait until the thread that sends has nothing under way."""
    office.relay.forward()


@pytest.mark.parametrize(
    ("said", "status"), [(stored(), Status.SUBMITTED), (problem(404, "no such form"), Status.REJECTED)]
)
def test_an_answer_that_comes_after_the_machine_gave_up_is_there_when_it_asks_again(
    said: Reply, status: Status, counter: Counter, office: Office, tmp_path: Path
) -> None:
    slow = Slow(post=said)
    record = counter.finalise(counter.install(), b"a large photo" * 1000)
    with before(slow, office, tmp_path / "slow", patience=0.05) as there:
        there.run(counter)
        assert counter.store.submissions.get(record.key).verdict == Verdict.HELD.value
        slow.posts.set()
        until_answered(there)
        counter.clock.pass_by(timedelta(hours=2))
        there.run(counter)
        assert counter.store.submissions.get(record.key).status is status
        assert len(slow.came) == 1, "its bytes went up once"


def test_a_film_under_way_holds_up_no_application_and_no_list(counter: Counter, office: Office, tmp_path: Path) -> None:
    slow = Slow()
    slow.posts.set()
    record = counter.finalise(counter.install(), b"photo")
    with before(slow, office, tmp_path / "slow") as there:
        got: list[bytes] = []

        def watch() -> None:
            ours, machine = str(office.certificates.authority), str(office.certificates.machine)
            film = f"{there.url}/forms/claim/attachments/film.mp4"
            got.append(requests.get(film, cert=machine, verify=ours, timeout=20).content)

        watching = threading.Thread(target=watch)
        watching.start()
        assert slow.reached.wait(10)
        assert there.run(counter).delivered == (record.code,)
        slow.films.set()
        watching.join()
        assert got == [b"film"]


def test_one_machine_cannot_fill_the_relay_for_the_others(counter: Counter, office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    with closing(open_counter(tmp_path / "second", seed=8)) as second:
        for machine, size in ((counter, 600_000), (second, 10_000)):
            machine.finalise(machine.install(), b"x" * size)
        greedy = counter.finalise(counter.install(), b"y" * 600_000)
        with relaying(folder, "http://127.0.0.1:9", office.certificates, most=1_000_000) as (_, holding, address):
            there = Office(office.relay, holding, address + PATH, office.line, office.certificates, folder)
            there.run(counter)
            assert counter.store.submissions.get(greedy.key).verdict == Verdict.SERVER_TROUBLE.value
            assert len(holding.waiting()) == 1
            there.run(second, certificate=office.certificates.neighbour)
            assert len(holding.waiting()) == 2, "the neighbour has room of its own"
        with relaying(folder, "http://127.0.0.1:9", office.certificates, most=1_000_000) as (_, holding, address):
            again = f"{address}{urlsplit(there.url).path}"
            counter.clock.pass_by(timedelta(hours=2))
            Office(office.relay, holding, again, office.line, office.certificates, folder).run(counter)
            assert len(holding.waiting()) == 2, "what a relay holds counts after it was started anew, too"
