"""What is offered is taken once, whole, and only where it is newer than what runs."""

from __future__ import annotations

import functools
import threading
import time
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from sync.releases.errors import AlreadyTaking, FailedBefore, RootUnusable, SourceUnusable
from sync.releases.publishing import renew, renew_root
from sync.releases.source import behind_line
from sync.releases.standing import Outcome, last_result
from sync.releases.taking import check, take
from sync.releases.version import is_version, numbers
from sync.store.locks import FileLock
from tests.sync.releases.ministry import NOW, PASS, ROOT_PASS, Machine, Ministry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""


@pytest.fixture
def served(ministry: Ministry) -> Iterator[str]:
    """The ministry's repository over real HTTP."""
    handler = functools.partial(_Quiet, directory=str(ministry.repository))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_from_a_stick_it_lies_beside_what_runs_and_waits(ministry: Ministry, machine: Machine) -> None:
    offer = machine.take(ministry.repository)
    assert offer is not None
    assert offer.version == "1.1.0"
    release = machine.releases.folder / "1.1.0"
    assert (release / "pishkhan").read_text() == "#!/bin/sh\necho 1.1.0\n"
    assert (release / "pishkhan").stat().st_mode & 0o777 == 0o755
    assert (release / "_internal" / "libqt.so").readlink().name == "libqt.so.6"
    standing = machine.releases.standing()
    assert (standing.current, standing.waiting) == ("", "1.1.0"), "nothing is switched while somebody is here"
    result = last_result(machine.releases.folder)
    assert result is not None
    assert (result.outcome, result.good, result.version) == (Outcome.TAKEN, True, "1.1.0")
    assert machine.unpacked() == ["1.1.0"]


def test_over_a_line(served: str, machine: Machine) -> None:
    machine.releases.folder.mkdir(parents=True)
    pieces: list[int] = []
    source = behind_line(served, machine.releases.folder, time.monotonic, pieces.append)
    offer = check(machine.releases, source, machine.asker)
    assert offer is not None
    assert machine.releases.standing().waiting is None, "asking takes nothing"
    again = behind_line(served, machine.releases.folder, time.monotonic, pieces.append)
    assert take(machine.releases, again, machine.asker) == offer
    assert sum(pieces) > offer.size
    assert machine.unpacked() == ["1.1.0"]


def test_taking_twice_changes_nothing_and_the_newest_is_what_counts(ministry: Ministry, machine: Machine) -> None:
    machine.take(ministry.repository)
    assert machine.take(ministry.repository) is None
    ministry.publish("1.9.0")
    ministry.publish("1.10.0")
    offer = machine.take(ministry.repository)
    assert offer is not None
    assert offer.version == "1.10.0"
    assert machine.unpacked() == ["1.10.0"], "what waited and is not wanted any more is gone"


def test_what_runs_here_already_is_nothing_new(ministry: Ministry, machine: Machine) -> None:
    machine.running = "1.1"
    assert machine.take(ministry.repository) is None
    machine.running = "2.0.0"
    assert machine.take(ministry.repository) is None
    assert machine.unpacked() == []


def test_a_release_for_another_platform_is_not_offered(ministry: Ministry, machine: Machine) -> None:
    def renamed(signed: object) -> None:
        for target in signed.targets.values():  # type: ignore[attr-defined]
            target.unrecognized_fields["custom"]["platform"] = "another"

    ministry.next_lists(renamed)
    assert machine.take(ministry.repository) is None


def test_one_that_failed_here_is_taken_only_when_told_so(ministry: Ministry, machine: Machine) -> None:
    machine.releases.change(lambda standing: replace(standing, failed=("1.1.0",)))
    with pytest.raises(FailedBefore):
        machine.take(ministry.repository)
    assert machine.take(ministry.repository, again=True) is not None
    assert machine.releases.standing().failed == ()
    machine.releases.change(lambda standing: replace(standing, waiting=None, failed=("1.1.0",)))
    ministry.publish("1.2.0")
    assert machine.take(ministry.repository) is not None, "a newer one is another one"


def test_two_do_not_take_at_once(ministry: Ministry, machine: Machine) -> None:
    machine.releases.folder.mkdir(parents=True)
    with FileLock(machine.releases.folder / "taking.lock") as lock:
        assert lock.take()
        with pytest.raises(AlreadyTaking):
            machine.take(ministry.repository)


def test_keys_and_root_are_renewed_without_a_visit(ministry: Ministry, machine: Machine) -> None:
    machine.take(ministry.repository)
    renew_root(ministry.repository, ministry.keys, ROOT_PASS, NOW)
    renew(ministry.repository, ministry.keys, PASS, NOW)
    ministry.publish("1.2.0")
    offer = machine.take(ministry.repository)
    assert offer is not None
    assert (machine.releases.folder / "metadata" / "root_history" / "2.root.json").exists()


def test_no_stick_and_no_line_and_no_root_are_said(machine: Machine, tmp_path: Path, ministry: Ministry) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SourceUnusable):
        machine.take(empty)
    refused = behind_line("http://127.0.0.1:9", machine.releases.folder, time.monotonic, timeout=1)
    with pytest.raises(SourceUnusable):
        take(machine.releases, refused, machine.asker)
    machine.root = b"{}"
    with pytest.raises(RootUnusable):
        machine.take(ministry.repository)


def test_versions_are_compared_as_numbers() -> None:
    assert numbers("1.10.0") > numbers("1.9.9")
    assert numbers("1.2") == numbers("1.2.0")
    assert not any(map(is_version, ("1", "", "../1.0", "1.0-beta", "1.0 ", "۱.۲", "1." * 3, "v1.0")))
    with pytest.raises(ValueError, match="no version"):
        numbers("../1.0")
