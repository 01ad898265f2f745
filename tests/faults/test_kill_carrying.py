"""`kill -9` while forms arrive, while a stick is written, while its answer is taken over: whole or not at all."""

from __future__ import annotations

import hashlib
import random
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from forms.parse import parse_xform
from sync.bundles.cards import Own
from sync.bundles.reading import check_volume
from sync.bundles.receiving import Outcome, Received
from sync.bundles.replying import write_reply
from sync.openrosa.verdicts import Verdict
from sync.store.checking import check_store
from sync.store.records import Status
from tests.faults.carrier import VOLUME, export, own_of, take_over, update
from tests.faults.conftest import KILLS, SOAK
from tests.faults.killing import killed, server  # noqa: F401 - a fixture
from tests.sync.counter import Counter, open_counter, xform
from tests.sync.openrosa.answers import form_list, listed, manifest, md5
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext
    from pathlib import Path

    from sync.bundles.manifest import Manifest

ROUNDS = KILLS // 3 if SOAK else 5
FAR = Own.generate("district")


class _Ministry:
    """Has a new edition of two forms, with pictures, each time it is asked for its list."""

    def __init__(self) -> None:
        self.edition = 0

    def answer(self, asked: Asked) -> Reply:
        here = f"http://{asked.headers['Host']}"
        *_, name = asked.path.split("?")[0].split("/")
        if name == "formList":
            self.edition += 1
            return form_list(*(self._listed(form, here) for form in ("claim", "clinic")))
        form, _, about = name.partition("-")
        if about == "manifest":
            files = [(f"p{n}.jpg", md5(self._picture(form, n)), f"{here}/{form}-{n}") for n in range(3)]
            return manifest(*files)
        if about.isdigit():
            return Reply(200, self._picture(form, int(about)))
        return Reply(200, xform(form, str(self.edition)), {"Content-Type": "text/xml"})

    def _listed(self, form: str, here: str) -> str:
        version = str(self.edition)
        return listed(form, version, xform(form, version), f"{here}/{form}", f"{here}/{form}-manifest")

    def _picture(self, form: str, number: int) -> bytes:
        return hashlib.sha256(f"{form} {number} {self.edition}".encode()).digest() * 3000


def test_an_edition_is_there_whole_or_the_one_before_it_is(tmp_path: Path, server: ForkServerContext) -> None:  # noqa: F811
    chance, ministry, seen = random.Random(3), _Ministry(), set()  # noqa: S311
    with closing(Scripted(ministry.answer)) as central:
        for number in range(ROUNDS + 2):
            patience = chance.uniform(0, 0.2) if number < ROUNDS else 2.0  # the last two bring something for sure
            killed(server, update, patience, tmp_path, central.url)
            with closing(open_counter(tmp_path)) as counter:
                for form in counter.store.forms.current():
                    parsed = parse_xform(counter.store.forms.xform(form.key))
                    assert (parsed.form_id, parsed.version) == (form.key.form_id, form.key.version)
                    media = counter.store.forms.media(form.key)
                    assert [md5(media[file.name]) for file in form.media] == [file.hash for file in form.media]
                    assert len(form.media) == 3
                    seen.add(form.key.version)
                assert check_store(counter.store).problems == ()
    assert len(seen) > 1, "nothing ever arrived between two kills: nothing was put to the test"


def test_each_volume_is_whole_and_together_they_hold_everything(tmp_path: Path, server: ForkServerContext) -> None:  # noqa: F811
    chance, stick = random.Random(4), tmp_path / "stick"  # noqa: S311
    stick.mkdir()
    with closing(open_counter(tmp_path)) as counter:
        form = counter.install()
        waiting = {counter.finalise(form, chance.randbytes(50_000)).key.instance_id for _ in range(24)}
        card = own_of(counter).card
    kills = 0
    while kills < ROUNDS:
        done = killed(server, export, chance.uniform(0, 0.12), tmp_path, stick, str(FAR.card))
        kills += not done
        found: set[str] = set()
        for path in stick.glob("*.age"):
            about, _ = check_volume(path, FAR, [card])
            found |= {record["instance_id"] for record in about.body["records"]}
            assert path.stat().st_size < VOLUME + 20_000
        if done:
            assert found == waiting
            assert not list(stick.glob(".tmp-*")), "what was cut off is cleared up"
            for path in stick.iterdir():
                path.unlink()


def test_an_answer_closes_every_record_however_often_it_is_cut_off(tmp_path: Path, server: ForkServerContext) -> None:  # noqa: F811
    chance, done = random.Random(5), 0  # noqa: S311
    for number in range(max(2, ROUNDS // 10)):
        folder = tmp_path / str(number)
        with closing(open_counter(folder, seed=number)) as counter:
            form = counter.install()
            records = [counter.finalise(form, b"photo") for _ in range(30)]
            answer = tmp_path / f"{number}.age"
            _answer(answer, counter, [record.key.instance_id for record in records])
        for _ in range(10):
            done += killed(server, take_over, chance.uniform(0, 0.06), folder, answer, str(FAR.card))
        assert killed(server, take_over, 30, folder, answer, str(FAR.card))
        with closing(open_counter(folder)) as counter:
            kept = [counter.store.submissions.get(record.key) for record in records]
            assert {one.status for one in kept} == {Status.SUBMITTED}
            assert check_store(counter.store).problems == ()


def _answer(path: Path, counter: Counter, instance_ids: list[str]) -> Manifest:
    rows = {row.key.instance_id: counter.store.submissions.get(row.key) for row in counter.store.desk.page(limit=100)}
    received = Received(own_of(counter).card, {"id": "demo"})
    for instance_id in instance_ids:
        outcome = Outcome(instance_id, rows[instance_id].sha256, Verdict.STORED, ("photo-0.jpg",))
        received.outcomes.append(outcome)
    made_at = datetime.now(UTC).isoformat()
    return write_reply(path, received, FAR, None, bundle="b", sequence=1, made_at=made_at)
