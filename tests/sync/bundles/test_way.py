"""There and back on a stick: each application arrives once, its answer closes it, forms and cases come home."""

from __future__ import annotations

import resource
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.bundles.errors import BundleForbidden, NotForUs, OlderBundle, StickFull, StickUnusable
from sync.bundles.origin import Way
from sync.bundles.reading import check_volume
from sync.bundles.receiving import Outcome, Received
from sync.bundles.replying import write_reply
from sync.openrosa.errors import Unauthorised, Unreachable
from sync.openrosa.verdicts import Verdict
from sync.openrosa.xroad import XRoad
from sync.store.records import Status
from tests.faults.central import attachments
from tests.faults.central import received as at_the_central
from tests.sync.bundles.conftest import Home, home_of, received

if TYPE_CHECKING:
    from sync.bundles.desk import CourierDesk
    from sync.central.official_client import Official
    from sync.central.running import CentralHandle
    from sync.openrosa.errors import OpenRosaError
    from sync.store.records import Submission


def answer_of(stick: Path) -> Path:
    return max(stick.glob("answer-*.age"))


def state(home: Home, record: Submission) -> tuple[Status, str | None]:
    kept = home.counter.store.submissions.get(record.key)
    return kept.status, kept.verdict


def assert_arrived(home: Home, record: Submission, photos: list[bytes], tmp_path: Path) -> None:
    there = at_the_central(tmp_path / "central")
    assert there[record.key.instance_id] == [home.counter.store.submissions.xml(record.key)]
    files = attachments(tmp_path / "central")
    for number in range(len(photos)):
        kept = {one.name: one.sha256 for one in home.counter.store.attachments.of(record.key)}
        name = f"photo-{number}.jpg"
        assert files[record.key.instance_id, name] == kept[name]


def test_applications_go_and_are_closed_by_the_answer(
    home: Home, desk: CourierDesk, stick: Path, tmp_path: Path
) -> None:
    form = home.counter.install()
    photos = [[b"a" * 200_000, b"b" * 10], [], [b"c" * 70_000]]
    records = [home.counter.finalise(form, *each) for each in photos]
    done = home.export(stick)
    assert (done.records, done.finished, len(done.volumes)) == (3, True, 1)
    assert [state(home, record) for record in records] == [(Status.COMPLETE, Verdict.ON_A_STICK.value)] * 3
    taken = received(desk, stick)
    assert [(one.machine, one.records, one.delivered) for one in taken.answers] == [("device-1", 3, 3)]
    for record, each in zip(records, photos, strict=True):
        assert_arrived(home, record, each, tmp_path)
    imported = home.take_over(answer_of(stick))
    assert set(imported.delivered) == {record.code for record in records}
    assert [state(home, record) for record in records] == [(Status.SUBMITTED, Verdict.STORED.value)] * 3


def test_everything_twice_changes_nothing(home: Home, desk: CourierDesk, stick: Path, tmp_path: Path) -> None:
    record = home.counter.finalise(home.counter.install(), b"photo")
    home.export(stick)
    received(desk, stick)
    first = answer_of(stick)
    assert received(desk, stick).answers[0].delivered == 1
    assert len(at_the_central(tmp_path / "central")[record.key.instance_id]) == 1
    assert home.take_over(first).delivered == (record.code,)
    assert home.take_over(first).delivered == ()
    assert home.take_over(answer_of(stick)).delivered == ()


def test_a_line_that_comes_back_before_the_courier_does_no_harm(
    home: Home, desk: CourierDesk, stick: Path, tmp_path: Path
) -> None:
    record = home.counter.finalise(home.counter.install(), b"photo")
    home.export(stick)
    assert home.counter.run(home.central.url).delivered == (record.code,)
    received(desk, stick)
    assert len(at_the_central(tmp_path / "central")[record.key.instance_id]) == 1
    assert home.take_over(answer_of(stick)).delivered == ()


def test_several_sticks_of_small_volumes_arrive_in_any_order(home: Home, desk: CourierDesk, tmp_path: Path) -> None:
    form = home.counter.install()
    photos = [[bytes([number, part]) * 60_000 for part in range(2)] for number in range(6)]
    records = [home.counter.finalise(form, *each) for each in photos]
    done = home.export(tmp_path / "one", limit=300_000)
    assert done.finished
    assert len(done.volumes) >= 5
    assert all(path.stat().st_size < 310_000 for path in done.volumes)
    (tmp_path / "two").mkdir()
    for path in done.volumes[:2]:
        shutil.move(path, tmp_path / "two")
    assert received(desk, tmp_path / "one").answers[0].delivered == len(done.volumes) - 2
    received(desk, tmp_path / "two")
    for record, each in zip(records, photos, strict=True):
        assert_arrived(home, record, each, tmp_path)
    for folder in (tmp_path / "one", tmp_path / "two"):
        home.take_over(answer_of(folder))
    assert {state(home, record)[0] for record in records} == {Status.SUBMITTED}


def test_one_application_larger_than_a_volume_goes_in_parts(
    home: Home, desk: CourierDesk, stick: Path, tmp_path: Path
) -> None:
    photos = [bytes([part]) * 200_000 for part in range(3)]
    record = home.counter.finalise(home.counter.install(), *photos)
    done = home.export(stick, limit=250_000)
    assert (len(done.volumes), done.records) == (3, 1)
    received(desk, stick)
    assert_arrived(home, record, photos, tmp_path)
    assert home.take_over(answer_of(stick)).delivered == (record.code,)


@pytest.mark.parametrize("limit", [1_000_000, 60_000])
def test_a_damaged_application_keeps_no_other_from_leaving(
    home: Home, desk: CourierDesk, stick: Path, tmp_path: Path, limit: int
) -> None:
    form = home.counter.install()
    folder = home.counter.store.file.folder / "attachments"
    first = home.counter.finalise(form, b"a" * 5_000)
    whole = {path.name for path in folder.iterdir()}
    damaged = home.counter.finalise(form, b"x" * 40_000, b"y" * 40_000, b"z" * 40_000)
    for path in folder.iterdir():
        if path.name not in whole:
            path.write_bytes(path.read_bytes()[:-1])
    last = home.counter.finalise(form, b"b" * 5_000)
    done = home.export(stick, limit=limit)
    assert (done.records, done.finished) == (2, True)
    assert state(home, damaged) == (Status.REJECTED, Verdict.DAMAGED_HERE.value)
    received(desk, stick)
    assert set(at_the_central(tmp_path / "central")) == {first.key.instance_id, last.key.instance_id}
    home.take_over(answer_of(stick))
    assert [state(home, one)[0] for one in (first, damaged, last)] == [
        Status.SUBMITTED,
        Status.REJECTED,
        Status.SUBMITTED,
    ]


def test_a_stick_that_fills_while_it_is_written_is_told_as_full_and_holds_no_half_file(home: Home, stick: Path) -> None:
    home.counter.finalise(home.counter.install(), b"photo" * 1_000_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        with pytest.raises(StickFull):
            home.export(stick)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(stick.iterdir()) == []
    assert home.export(stick).records == 1


def test_a_stick_that_fails_while_it_is_read_is_no_damaged_bundle(home: Home, desk: CourierDesk) -> None:
    with pytest.raises(StickUnusable):  # the kernel gives EIO for what is not there
        check_volume(Path("/proc/self/mem"), home.own, [desk.own.card])


def test_a_full_stick_is_gone_on_with_on_the_next(
    home: Home, desk: CourierDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = home.counter.install()
    records = [home.counter.finalise(form, bytes([number]) * 200_000) for number in range(4)]
    free = {"one": 1_450_000, "two": 0, "three": 10_000_000}

    def usage(folder: Path) -> shutil._ntuple_diskusage:
        used = sum(path.stat().st_size for path in folder.iterdir())
        return shutil._ntuple_diskusage(10_000_000, used, free[folder.name] - used)

    monkeypatch.setattr("sync.bundles.exporting.shutil.disk_usage", usage)
    first = home.export(tmp_path / "one", limit=250_000)
    assert (first.finished, first.records) == (False, 2)
    with pytest.raises(StickFull):
        home.export(tmp_path / "two", limit=250_000)
    rest = home.export(tmp_path / "three", limit=250_000)
    assert (rest.finished, rest.records) == (True, 2)
    known = [home.own.card]
    volumes = [check_volume(path, desk.own, known)[0] for path in (*first.volumes, *rest.volumes)]
    assert [manifest.volume for manifest in volumes] == [1, 2, 3, 4]
    assert len({manifest.bundle for manifest in volumes}) == 1
    assert [manifest.last for manifest in volumes] == [False, False, False, True]
    for folder in (tmp_path / "three", tmp_path / "one"):
        received(desk, folder)
        home.take_over(answer_of(folder))
    assert {state(home, record)[0] for record in records} == {Status.SUBMITTED}


def test_forms_and_cases_come_home_and_only_what_is_new(
    home: Home, desk: CourierDesk, stick: Path, official: Official
) -> None:
    home.export(stick)
    received(desk, stick)
    first = answer_of(stick)
    assert [form.key.form_id for form in home.take_over(first).updated.installed] == ["claim"]
    home.counter.finalise(home.counter.store.forms.current()[0].key)
    home.export(stick)
    received(desk, stick)
    second = answer_of(stick)
    assert home.take_over(second).updated.installed == ()
    assert second.stat().st_size < first.stat().st_size, "what is here already does not travel"
    official.set_form_state("claim", "closed")
    received(desk, stick)
    assert [form.key.form_id for form in home.take_over(answer_of(stick)).updated.withdrawn] == ["claim"]


def test_what_the_central_refuses_comes_home_with_its_reason(
    home: Home, desk: CourierDesk, stick: Path, official: Official
) -> None:
    form = home.counter.install()
    strange, closed = home.counter.finalise(home.counter.install("other")), home.counter.finalise(form)
    official.set_form_state("claim", "closed")
    home.export(stick)
    assert received(desk, stick).answers[0].delivered == 0
    assert home.take_over(answer_of(stick)).rejected == (strange.code,)
    assert state(home, strange) == (Status.REJECTED, Verdict.UNKNOWN_FORM.value)
    assert state(home, closed) == (Status.COMPLETE, Verdict.FORM_CLOSED.value)


def test_an_old_answer_is_not_taken_over_again(home: Home, desk: CourierDesk, stick: Path) -> None:
    home.export(stick)
    received(desk, stick)
    old = answer_of(stick)
    received(desk, stick)
    home.take_over(answer_of(stick))
    with pytest.raises(OlderBundle):
        home.take_over(old)


def test_answers_on_two_sticks_close_their_records_in_any_order(home: Home, desk: CourierDesk, tmp_path: Path) -> None:
    """What the centre has, it has; what it refused then, and its forms of then, may be otherwise now."""
    form, other = home.counter.install(), home.counter.install("other")
    records = [home.counter.finalise(form, b"a" * 200_000), home.counter.finalise(form, b"b" * 200_000)]
    refused = home.counter.finalise(other)
    one, two = tmp_path / "one", tmp_path / "two"
    two.mkdir()
    for volume in home.export(one, limit=250_000).volumes[1:]:
        shutil.move(volume, two)
    shutil.copy(next(two.glob("*.age")), one)  # the refused one is on both
    for folder in (one, two):
        received(desk, folder)
    newer = home.take_over(answer_of(two))
    assert (newer.delivered, newer.rejected) == ((records[1].code,), (refused.code,))
    older = home.take_over(answer_of(one))
    assert (older.delivered, older.rejected, older.updated.listed) == ((records[0].code,), (), None)
    assert [state(home, record)[0] for record in records] == [Status.SUBMITTED] * 2
    with pytest.raises(OlderBundle):
        home.take_over(answer_of(one))


def test_an_answer_closes_only_what_it_speaks_of(home: Home, desk: CourierDesk, stick: Path) -> None:
    record = home.counter.finalise(home.counter.install())
    about = Received(home.own.card, {"id": "demo"})
    said = Outcome(record.key.instance_id, "0" * 64, Verdict.STORED, ())
    for number, (outcomes, central) in enumerate([([said], "demo"), ([replace(said, sha256=record.sha256)], "other")]):
        answer = replace(about, outcomes=outcomes, central={"id": central})
        write_reply(
            stick / f"answer-{number}.age", answer, desk.own, None, bundle="b", sequence=number + 1, made_at="2026"
        )
    assert home.take_over(stick / "answer-0.age").delivered == (), "other bytes under the same number"
    with pytest.raises(BundleForbidden):
        home.take_over(stick / "answer-1.age")
    assert state(home, record)[0] is Status.COMPLETE


def test_a_correction_stays_behind_when_what_it_corrects_is_refused(
    home: Home, desk: CourierDesk, stick: Path, tmp_path: Path
) -> None:
    claim = home.counter.install()
    first = home.counter.finalise(home.counter.install("other"))
    correction = home.counter.finalise(claim)
    home.counter.store.corrections.begin(home.counter.scope, correction.key, first.key)
    home.export(stick)
    received(desk, stick)
    assert at_the_central(tmp_path / "central") == {}
    home.take_over(answer_of(stick))
    assert state(home, first) == (Status.REJECTED, Verdict.UNKNOWN_FORM.value)
    assert state(home, correction) == (Status.COMPLETE, Verdict.NOT_ITS_TURN.value)


def test_the_courier_can_read_nothing(home: Home, stick: Path) -> None:
    record = home.counter.finalise(home.counter.install(), b"CANARY photo" * 1000, name="CANARY name")
    (volume,) = home.export(stick).volumes
    content = volume.read_bytes()
    for canary in (b"CANARY", record.key.instance_id.encode(), home.central.url.encode(), b"device-1"):
        assert canary not in content
    with pytest.raises(NotForUs):
        check_volume(volume, home.own, [home.own.card])


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("{base}/v1/key/revoked/projects/1", Unauthorised),
        ("http://127.0.0.1:9/v1/key/any/projects/1", Unreachable),
    ],
)
def test_one_machine_whose_centre_is_away_or_shuts_it_out_keeps_no_other_from_theirs(
    url: str,
    reason: type[OpenRosaError],
    home: Home,
    desk: CourierDesk,
    stick: Path,
    tmp_path: Path,
    central: CentralHandle,
) -> None:
    ours = home.counter.finalise(home.counter.install(), b"photo")
    home.export(stick)
    other = url.format(base=central.base_url)
    with home_of("device-0", tmp_path / "other", desk, other, seed=8) as shut_out:
        theirs = shut_out.counter.finalise(shut_out.counter.install())
        shut_out.export(stick)
        taken = received(desk, stick)
        assert [(one.machine, one.delivered) for one in taken.answers if one.delivered] == [("device-1", 1)]
        assert [one.machine for one in taken.stopped] == (["device-0"] if reason is Unreachable else [])
        assert_arrived(home, ours, [b"photo"], tmp_path)
        assert home.take_over(answer_of(stick)).delivered == (ours.code,)
        assert shut_out.counter.store.submissions.get(theirs.key).status is Status.COMPLETE


def test_one_machine_whose_centre_is_none_keeps_no_other_from_theirs(
    home: Home, desk: CourierDesk, stick: Path, tmp_path: Path
) -> None:
    ours = home.counter.finalise(home.counter.install(), b"photo")
    home.export(stick)
    with home_of("device-0", tmp_path / "other", desk, home.central.url, seed=8) as lost:
        lost.central = replace(lost.central, xroad=XRoad("IR/GOV/1/kiosks", "IR/GOV/2/central", "https://c.example"))
        lost.counter.finalise(lost.counter.install())
        lost.export(stick)
        taken = received(desk, stick)
        assert [one.machine for one in taken.answers if one.delivered] == ["device-1"]
        assert [type(one.reason) for one in taken.refused] == [BundleForbidden]
    assert_arrived(home, ours, [b"photo"], tmp_path)


def test_another_address_takes_the_place_of_the_origins_own(
    home: Home, desk: CourierDesk, stick: Path, tmp_path: Path
) -> None:
    record = home.counter.finalise(home.counter.install())
    real = home.central.url
    path = real[real.index("/v1/") :]
    home.central = replace(home.central, url=f"https://central.example{path}")
    home.export(stick)
    assert received(desk, stick, Way(instead=real.removesuffix(path))).answers[0].delivered == 1
    assert_arrived(home, record, [], tmp_path)
