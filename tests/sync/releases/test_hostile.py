"""What somebody between the ministry and the machine could do: each is refused with its sentence, and nothing taken."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tuf.api.metadata import Metadata

from sync.releases.errors import (
    NotTrusted,
    ReleaseDamaged,
    ReleaseError,
    ReleaseExpired,
    ReleaseForbidden,
    ReleaseOlder,
    SourceUnusable,
)
from sync.releases.signing_keys import read_key
from sync.releases.source import behind_line
from sync.releases.standing import newest_time
from sync.releases.taking import take
from sync.store.checked_clock import LONGEST_SILENCE, MADE
from tests.sync.openrosa.scripted import Asked, Reply, Scripted
from tests.sync.releases.ministry import NOW, PASS, ROOT_PASS, Machine, Ministry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def refused(machine: Machine, repository: Path, why: type[ReleaseError]) -> None:
    """Whatever is refused leaves nothing behind."""
    before = machine.releases.standing()
    with pytest.raises(why) as error:
        machine.take(repository)
    assert type(error.value) is why
    after = machine.releases.standing()
    assert (after.current, after.waiting, after.last) == (before.current, before.waiting, before.last)
    assert machine.unpacked() == [one for one in (before.waiting,) if one]


def expired(signed: Any) -> None:
    signed.expires = NOW.replace(microsecond=0) - timedelta(days=1)


def test_an_old_stick_brought_again(ministry: Ministry, machine: Machine) -> None:
    old = ministry.copy("old")
    ministry.publish("1.2.0")
    machine.take(ministry.repository)
    refused(machine, old, ReleaseOlder)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_signatures_that_are_out_of_date(ministry: Ministry, machine: Machine, role: str) -> None:
    ministry.sign(role, expired)
    refused(machine, ministry.repository, ReleaseExpired)


def test_a_clock_set_back_makes_nothing_valid_again(ministry: Ministry, machine: Machine) -> None:
    """The machine knew a later time; its own clock, which TUF asks, shows one at which all would hold."""
    machine.releases.note_time(NOW + timedelta(days=130))
    refused(machine, ministry.repository, ReleaseExpired)


def test_a_clock_set_forward_once_does_not_spoil_the_machine(ministry: Ministry, machine: Machine) -> None:
    machine.releases.note_time(NOW)
    machine.releases.note_time(NOW + timedelta(days=20 * 365))
    assert machine.take(ministry.repository) is not None
    assert newest_time(MADE + LONGEST_SILENCE + timedelta(days=1), None) == MADE


def test_another_key(machine: Machine, tmp_path: Path) -> None:
    stranger = Ministry(tmp_path / "stranger")
    stranger.publish("9.0.0")
    refused(machine, stranger.repository, NotTrusted)


def test_a_role_signed_with_the_key_of_another(ministry: Ministry, machine: Machine) -> None:
    ministry.sign("timestamp", lambda _signed: None, key="targets")
    refused(machine, ministry.repository, NotTrusted)


def test_one_of_three_root_keys_is_not_enough(ministry: Ministry, machine: Machine, tmp_path: Path) -> None:
    """A thief of one root key names keys of his own in the next root."""
    about = json.loads(ministry.newest("root").read_text())
    stolen = Ministry(tmp_path / "thief")
    forged = Metadata[Any].from_dict(about)
    forged.signed.version = 2
    for role in ("targets", "snapshot", "timestamp"):
        for keyid in list(forged.signed.roles[role].keyids):
            forged.signed.revoke_key(keyid, role)
        forged.signed.add_key(read_key(stolen.keys, role, PASS).public_key, role)
    forged.signatures.clear()
    forged.sign(read_key(ministry.keys, "root-1", ROOT_PASS))
    (stolen.repository / "metadata" / "2.root.json").write_bytes(forged.to_bytes())
    stolen.publish("9.0.0")
    refused(machine, stolen.repository, NotTrusted)


def test_lists_of_different_days_put_together(ministry: Ministry, machine: Machine) -> None:
    old = ministry.newest("targets").read_bytes()
    ministry.publish("1.2.0")
    ministry.newest("targets").write_bytes(old)
    refused(machine, ministry.repository, ReleaseOlder)


def test_a_list_that_was_edited(ministry: Ministry, machine: Machine) -> None:
    path = ministry.newest("targets")
    path.write_text(path.read_text().replace("1.1.0", "9.1.0"))
    refused(machine, ministry.repository, NotTrusted)


@pytest.mark.parametrize("role", ["snapshot", "targets", "timestamp"])
def test_a_list_that_is_missing(ministry: Ministry, machine: Machine, role: str) -> None:
    ministry.newest(role).unlink()
    refused(machine, ministry.repository, SourceUnusable)


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 16_000, b"\xff" * 100, b'{"signed": 1, "signatures": []}'])
def test_a_list_that_is_none(ministry: Ministry, machine: Machine, content: bytes) -> None:
    ministry.newest("timestamp").write_bytes(content)
    refused(machine, ministry.repository, NotTrusted)


def changed(content: bytes) -> bytes:
    return content[:-3] + bytes([content[-3] ^ 1]) + content[-2:]


@pytest.mark.parametrize(
    "spoil", [changed, lambda content: content[:-10], lambda content: content + b"x", lambda _: b""]
)
def test_an_archive_that_is_not_what_was_signed(
    ministry: Ministry, machine: Machine, spoil: Callable[[bytes], bytes]
) -> None:
    archive = ministry.archive(ministry.repository, "1.1.0")
    archive.write_bytes(spoil(archive.read_bytes()))
    refused(machine, ministry.repository, ReleaseDamaged)


def test_a_link_on_the_stick_that_leads_elsewhere(ministry: Ministry, machine: Machine, tmp_path: Path) -> None:
    elsewhere = tmp_path / "secret.json"
    shutil.move(ministry.newest("timestamp"), elsewhere)
    ministry.newest("timestamp").symlink_to(elsewhere)
    refused(machine, ministry.repository, SourceUnusable)


def test_a_server_whose_answer_never_ends(machine: Machine) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65_536

    def answer(asked: Asked) -> Reply:
        if asked.path.endswith("timestamp.json"):
            return Reply(200, pieces=endless())
        return Reply(404)

    machine.releases.folder.mkdir(parents=True)
    with closing(Scripted(answer)) as server:
        source = behind_line(server.url, machine.releases.folder, time.monotonic)
        with pytest.raises(ReleaseDamaged):
            take(machine.releases, source, machine.asker)


def served(ministry: Ministry, asked: Asked) -> Reply:
    """The repository as it is."""
    path = ministry.repository / asked.path.lstrip("/")
    return Reply(200, path.read_bytes()) if path.is_file() else Reply(404)


def test_a_server_that_breaks_off(ministry: Ministry, machine: Machine) -> None:
    def answer(asked: Asked) -> Reply:
        whole = served(ministry, asked)
        if "targets/" not in asked.path:
            return whole
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(whole.body)}\r\n\r\n".encode()
        return Reply(raw=head + whole.body[:100])

    machine.releases.folder.mkdir(parents=True)
    with closing(Scripted(answer)) as server:
        source = behind_line(server.url, machine.releases.folder, time.monotonic)
        with pytest.raises(SourceUnusable):
            take(machine.releases, source, machine.asker)
    assert machine.unpacked() == []


def test_a_server_that_drips(ministry: Ministry, machine: Machine) -> None:
    """Ten minutes pass between two looks at the clock: each byte comes in time, and the file never does."""
    minutes = iter(range(0, 1_000_000, 600))
    machine.releases.folder.mkdir(parents=True)
    with closing(Scripted(lambda asked: served(ministry, asked))) as server:
        source = behind_line(server.url, machine.releases.folder, lambda: float(next(minutes)))
        with pytest.raises(SourceUnusable):
            take(machine.releases, source, machine.asker)
        quick = behind_line(server.url, machine.releases.folder, time.monotonic)
        assert take(machine.releases, quick, machine.asker) is not None


def packed(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """An archive with any members."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:xz") as tar:
        for member, content in members:
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return written.getvalue()


def member(
    name: str, kind: bytes = tarfile.REGTYPE, target: str = "", content: bytes = b""
) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, content


LINK, HARD = tarfile.SYMTYPE, tarfile.LNKTYPE


@pytest.mark.parametrize(
    "members",
    [
        [member("../outside", content=b"x")],
        [member("/outside", content=b"x")],
        [member("a/../../outside", content=b"x")],
        [member("a\\..\\outside", content=b"x")],
        [member("C:outside", content=b"x")],
        [member("link", LINK, "/etc/passwd")],
        [member("link", LINK, "../../outside")],
        [member("here", LINK, "."), member("out", LINK, "here/..")],
        [member("here", LINK, "."), member("here/x", content=b"x")],
        [member("x", LINK, "y"), member("x", content=b"through the link")],
        [member("twice", content=b"1"), member("twice", content=b"2")],
        [member("hard", HARD, "/etc/passwd")],
        [member("a", content=b"1"), member("hard", HARD, "a")],
        [member("pipe", tarfile.FIFOTYPE)],
        [member("disk", tarfile.BLKTYPE)],
        [member("terminal", tarfile.CHRTYPE)],
        [member("file", content=b"1"), member("file/below", content=b"2")],
        [member("", content=b"1")],
    ],
)
def test_what_an_archive_may_not_hold(
    ministry: Ministry, machine: Machine, members: list[tuple[tarfile.TarInfo, bytes]], tmp_path: Path
) -> None:
    """All of it properly signed: even a ministry that was broken into writes nowhere else on the machine."""
    ministry.publish_archive("2.0.0", packed(*members))
    refused(machine, ministry.repository, ReleaseForbidden)
    assert list(tmp_path.rglob("outside")) == []


def test_an_archive_that_swells(ministry: Ministry, machine: Machine) -> None:
    bomb = packed(member("pishkhan", content=bytes(40_000_000)))
    assert len(bomb) < 100_000
    ministry.publish_archive("2.0.0", bomb, unpacked=1_000_000)
    refused(machine, ministry.repository, ReleaseForbidden)


def test_an_archive_with_a_byte_or_a_file_more_than_it_may_have(
    ministry: Ministry, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ministry.publish_archive("2.0.0", packed(member("pishkhan", content=b"12345")), unpacked=4)
    refused(machine, ministry.repository, ReleaseForbidden)
    monkeypatch.setattr("sync.releases.unpacking.MOST_FILES", 3)
    ministry.publish_archive("2.1.0", packed(*(member(str(number)) for number in range(4))))
    refused(machine, ministry.repository, ReleaseForbidden)
    ministry.publish_archive("2.2.0", packed(*(member(str(number)) for number in range(3))))
    assert machine.take(ministry.repository) is not None


def test_an_archive_whose_header_alone_swells(ministry: Ministry, machine: Machine) -> None:
    info, content = member("pishkhan", content=b"x")
    info.pax_headers = {"comment": "x" * 40_000_000}
    ministry.publish_archive("2.0.0", packed((info, content)), unpacked=1_000_000)
    refused(machine, ministry.repository, ReleaseForbidden)


@pytest.mark.parametrize("content", [b"", b"no archive", packed(member("a", content=b"x" * 5000))[:-40]])
def test_an_archive_that_is_none(ministry: Ministry, machine: Machine, content: bytes) -> None:
    ministry.publish_archive("2.0.0", content)
    refused(machine, ministry.repository, ReleaseDamaged)
