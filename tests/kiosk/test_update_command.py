"""A newer program from the ministry's desk to the counter: published, carried on a stick, taken, told, left again."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kiosk import upkeep
from kiosk.cli import main
from kiosk.config_file import read_config
from kiosk.courier import Machine
from kiosk.updating import platform_name
from kiosk.upkeep import read_stick
from sync.releases.standing import Outcome, Releases
from sync.releases.standing import Result as Became
from sync.store import Store
from sync.store.clock import SystemClock
from tests.kiosk.machine import CONFIG, configure
from tests.sync.releases.ministry import NOW, Ministry, program
from tests.sync.store.given import KEY, ToldClock, install

if TYPE_CHECKING:
    from pathlib import Path

ROOT, ONLINE = "three people", "one machine"
UPDATES = """
[updates]
releases = "{0}/releases"
root = "{0}/repository/metadata/1.root.json"
"""


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ministry with a repository, an empty stick, a far end of a courier, and a machine that trusts the ministry."""
    passphrases = "".join(f"{word}\n{word}\n" for word in (ROOT, ONLINE))
    made = run("release", "init", tmp_path / "repository", "--keys", tmp_path / "keys", typed=passphrases)
    assert made.exit_code == 0, made.output
    assert "1.root.json" in said(made)
    folder = configure(tmp_path, monkeypatch, CONFIG + UPDATES.format(tmp_path))
    with Store.open(folder, KEY, SystemClock()) as store:
        install(store)
    assert run("courier", "init", "district", "--state", tmp_path / "far").exit_code == 0
    (tmp_path / "stick").mkdir()
    return tmp_path


def said(result: Result) -> str:
    """All that was said, without the marks that keep a version in its order between Persian words."""
    return result.output.translate({ord(mark): None for mark in "\u2066\u2067\u2068\u2069"})


def publish(place: Path, version: str, typed: str = ONLINE) -> Result:
    folder = program(place / f"program-{version}", version)
    return run("release", "add", place / "repository", folder, version, "--keys", place / "keys", typed=f"{typed}\n")


def update(place: Path, *arguments: object) -> Result:
    return run("update", *arguments, "--config", place / "pishkhan.toml")


def machine(place: Path) -> tuple[object, ...]:
    return ("--config", place / "pishkhan.toml", "--data", place / "data")


def receive(place: Path) -> Result:
    return run("courier", "receive", place / "stick", "--state", place / "far", "--updates", place / "repository")


def test_from_the_ministry_to_the_counter_on_a_couriers_stick(place: Path) -> None:
    published = publish(place, "7.1.0")
    assert (published.exit_code, f"pishkhan-7.1.0-{platform_name()}.tar.xz" in said(published)) == (0, True)
    publish(place, "7.2.0")
    carried = receive(place)
    assert (carried.exit_code, "(version 7.2.0) is on the stick" in said(carried)) == (0, True)
    assert len(list((place / "stick" / "updates" / "targets").iterdir())) == 1, "the newest is enough"
    there = update(place, "check", "--stick", place / "stick")
    assert (there.exit_code, "There is version 7.2.0" in said(there)) == (0, True)
    imported = run("import", place / "stick", *machine(place))
    assert imported.exit_code == 0, imported.output
    assert "A newer program, version 7.2.0, was on this stick. It starts after the next person." in said(imported)
    again = run("import", place / "stick", *machine(place))
    assert (again.exit_code, again.stdout) == (0, "")
    standing = Releases(place / "releases").standing()
    assert (standing.current, standing.waiting) == ("", "7.2.0")


def test_the_stick_is_filled_again_without_writing_twice(place: Path) -> None:
    publish(place, "7.1.0")
    receive(place)
    (archive,) = (place / "stick" / "updates" / "targets").iterdir()
    before = archive.stat().st_ino
    assert receive(place).exit_code == 0
    assert archive.stat().st_ino == before
    archive.write_bytes(b"cut off")
    assert receive(place).exit_code == 0
    assert update(place, "take", "--stick", place / "stick").exit_code == 0


def test_an_archive_of_before_makes_room_for_the_newer_one(place: Path) -> None:
    publish(place, "7.1.0")
    receive(place)
    (place / "stick" / "updates" / "targets" / "holiday.tar.xz").write_text("somebody's own")
    publish(place, "7.2.0")
    receive(place)
    there = sorted(path.name for path in (place / "stick" / "updates" / "targets").iterdir())
    assert ["7.2.0" in name or name == "holiday.tar.xz" for name in there] == [True, True]


def test_no_room_on_the_stick_is_said_and_the_answers_are_there(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(place, "7.1.0")
    monkeypatch.setattr("sync.releases.stick.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 0))
    refused = receive(place)
    assert (refused.exit_code, "There is no room for the newer program" in said(refused)) == (1, True)


def test_a_spoilt_program_on_the_stick_is_refused_in_words(place: Path) -> None:
    publish(place, "7.1.0")
    receive(place)
    (archive,) = (place / "stick" / "updates" / "targets").iterdir()
    archive.write_bytes(archive.read_bytes()[:-100])
    refused = run("import", place / "stick", *machine(place), "--language", "fa")
    assert (refused.exit_code, "آسیب دیده یا ناتمام" in said(refused)) == (1, True)
    assert Releases(place / "releases").standing().waiting is None


def test_the_technician_reads_a_stick_with_a_program_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(place, "7.1.0")
    receive(place)
    monkeypatch.setattr(upkeep, "mounted_stick", lambda: place / "stick")
    config = read_config(place / "pishkhan.toml")
    with Store.open(place / "data" / "store", KEY, SystemClock()) as store:
        her = Machine(store, config, "technician", SystemClock())
        outcome = read_stick(her)
        assert outcome.good
        assert [dict(words.params).get("version") for words in outcome.says] == ["7.1.0", None]
        assert not read_stick(her).good, "nothing new and no answer"
        stranger = Ministry(place / "stranger")
        stranger.publish("9.0.0")
        shutil.rmtree(place / "stick" / "updates")
        shutil.copytree(stranger.repository, place / "stick" / "updates")
        refused = read_stick(her)
        assert not refused.good
        assert "was not signed" in refused.says[0].msgid


def test_a_machine_whose_clock_was_set_back_knows_the_time_of_its_last_act(place: Path) -> None:
    """Nothing but the register says how late it is: its last act was 200 days after the signatures were made."""
    publish(place, "7.1.0")
    receive(place)
    late = ToldClock(NOW)
    late.passes(days=200)
    with Store.open(place / "data" / "store", KEY, late) as store:
        install(store, version="2")
    refused = run("import", place / "stick", *machine(place))
    assert (refused.exit_code, "out of date" in said(refused)) == (1, True)


def test_status_and_back_tell_what_became_of_it(place: Path) -> None:
    publish(place, "7.1.0")
    assert update(place, "status").exit_code == 0
    assert "version 7.1.0" in said(update(place, "check", "--stick", place / "repository"))
    assert update(place, "back").exit_code == 1
    taken = update(place, "take", "--stick", place / "repository")
    assert (taken.exit_code, said(taken)) == (0, "Version 7.1.0 is here and starts after the next person.\n")
    dropped = update(place, "back")
    assert (dropped.exit_code, "will not be started" in said(dropped)) == (0, True)
    refused = update(place, "take", "--stick", place / "repository")
    assert (refused.exit_code, "update take --again" in said(refused)) == (1, True)
    assert update(place, "take", "--stick", place / "repository", "--again").exit_code == 0
    failed = Became("7.1.0", Outcome.WENT_BACK, NOW)
    Releases(place / "releases").change(lambda one: replace(one, current="", before=None, waiting=None, last=failed))
    told = update(place, "status", "--language", "fa")
    assert (told.exit_code, "به کار نیفتاد" in said(told)) == (1, True)


def test_health_tells_the_last_update(place: Path) -> None:
    healthy = json.loads(run("health", "--json", *machine(place)).stdout)
    assert healthy["update"] is None
    failed = Became("7.1.0", Outcome.WENT_BACK, NOW)
    Releases(place / "releases").change(lambda one: replace(one, last=failed))
    told = run("health", *machine(place))
    assert (told.exit_code, "Version 7.1.0 did not start." in said(told)) == (1, True)
    assert json.loads(run("health", "--json", *machine(place)).stdout)["update"] == "went back 7.1.0"


def test_what_is_missing_in_the_configuration_is_named(place: Path) -> None:
    no_address = update(place, "take")
    assert (no_address.exit_code, "updates.url" in said(no_address)) == (1, True)
    (place / "pishkhan.toml").write_text(CONFIG)
    assert "has no section “updates”" in said(update(place, "status"))
    assert "has no section “updates”" in said(run("launch", *machine(place)))
    publish(place, "7.1.0")
    receive(place)
    assert run("import", place / "stick", *machine(place)).exit_code == 0, "such a machine takes answers alone"
    (place / "pishkhan.toml").write_text(CONFIG + UPDATES.format(place).replace("1.root", "9.root"))
    assert "updates.root" in said(update(place, "check", "--stick", place / "stick"))


def test_keys_are_sealed_and_asked_for(place: Path) -> None:
    names = sorted(path.name for path in (place / "keys").iterdir())
    assert names == ["root-1.pem", "root-2.pem", "root-3.pem", "snapshot.pem", "targets.pem", "timestamp.pem"]
    for path in (place / "keys").iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert "ENCRYPTED" in path.read_text()
    before = sorted((place / "repository").rglob("*"))
    wrong = publish(place, "7.1.0", typed="guessed")
    assert (wrong.exit_code, "this is not its passphrase" in said(wrong)) == (1, True)
    assert sorted((place / "repository").rglob("*")) == before, "asked before the long packing"
    assert "already" in said(run("release", "init", place / "repository", "--keys", place / "k", typed="a\na\nb\nb\n"))


def test_the_same_version_is_published_once_and_signatures_are_renewed(place: Path) -> None:
    publish(place, "7.1.0")
    shutil.rmtree(place / "program-7.1.0")
    assert "a version like 1.4.0" in said(publish(place, "7.1.0"))
    keys = ("--keys", place / "keys")
    empty = place / "empty"
    empty.mkdir()
    assert run("release", "add", place / "repository", empty, "8.0.0", *keys, typed=f"{ONLINE}\n").exit_code == 1
    assert run("release", "renew", place / "repository", *keys, typed=f"{ONLINE}\n").exit_code == 0
    assert run("release", "renew", place / "repository", "--root", *keys, typed=f"{ROOT}\n").exit_code == 0
    assert (place / "repository" / "metadata" / "2.root.json").exists()
    assert "There is version 7.1.0" in said(update(place, "check", "--stick", place / "repository"))
    (place / "keys" / "root-1.pem").unlink()
    assert run("release", "renew", place / "repository", "--root", *keys, typed=f"{ROOT}\n").exit_code == 0, "two sign"
    (place / "keys" / "root-2.pem").unlink()
    one = run("release", "renew", place / "repository", "--root", *keys, typed=f"{ROOT}\n")
    assert (one.exit_code, "A key is missing" in said(one)) == (1, True)
    assert not (place / "repository" / "metadata" / "4.root.json").exists()
    assert "There is version 7.1.0" in said(update(place, "check", "--stick", place / "repository"))
    assert "no whole repository" in said(run("release", "renew", empty, *keys, typed=f"{ONLINE}\n"))
