"""What one run does with the queue: oldest first, each record judged for itself, nothing lost between two commits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sync.openrosa.errors import CaptivePortal, Unauthorised, Unreachable
from sync.openrosa.verdicts import Verdict
from sync.store.records import Status
from tests.sync.agent.central import central
from tests.sync.counter import xform
from tests.sync.openrosa.answers import envelope, listed, page, problem, stored, told
from tests.sync.openrosa.scripted import Asked, Reply

if TYPE_CHECKING:
    from tests.sync.agent.conftest import Serve
    from tests.sync.counter import Counter


def test_oldest_first_and_closed_once_taken(counter: Counter, serve: Serve) -> None:
    form = counter.install()
    records = [counter.finalise(form, b"photo" * 100, name=f"person {n}") for n in range(3)]
    server = serve(central(lambda _: stored()))
    report = counter.run(server.url)
    assert report.delivered == tuple(record.code for record in records)
    assert (report.online, report.failed, report.waiting, report.stopped) == (True, (), 0, None)
    for record, post in zip(records, [asked for asked in server.asked if asked.method == "POST"], strict=True):
        assert counter.store.submissions.xml(record.key) in post.body
        assert counter.store.submissions.get(record.key).status is Status.SUBMITTED


def test_what_a_gateway_before_the_central_refuses_waits_and_goes_when_the_central_answers(
    counter: Counter, serve: Serve
) -> None:
    form = counter.install()
    records = [counter.finalise(form, name=f"person {n}") for n in range(3)]
    server = serve(central(lambda _: told({"message": "no Route matched with those values"}, 404)))
    report = counter.run(server.url)
    assert [failure.permanent for failure in report.failed] == [False] * 3
    server.answer = central(lambda _: stored())
    counter.clock.pass_by(timedelta(hours=2))
    assert set(counter.run(server.url).delivered) == {record.code for record in records}


def test_the_attempt_is_on_the_disk_before_the_first_byte_and_no_lock_is_held(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    seen: list[int] = []

    def post(_: Asked) -> Reply:
        with counter.store.for_thread() as other:
            seen.append(other.submissions.get(record.key).attempts)
            other.settings.put(counter.scope, "written while sending", "yes")
        return stored()

    counter.run(serve(central(post)).url)
    assert seen == [1]
    assert counter.store.settings.get("demo", "written while sending") == "yes"


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (problem(404, "no such form"), Verdict.UNKNOWN_FORM),
        (problem(409, "exists with this ID, but with different XML"), Verdict.DIFFERENT_CONTENT),
        (problem(409, "has been deleted. You may not resubmit"), Verdict.DELETED),
        (problem(409, "(uuid:1) is now out of date"), Verdict.STALE_CORRECTION),
        (problem(400, "unreadable"), Verdict.REFUSED),
    ],
)
def test_a_record_refused_for_good_is_kept_and_the_others_go_on(
    reply: Reply, verdict: Verdict, counter: Counter, serve: Serve
) -> None:
    form = counter.install()
    bad, good = counter.finalise(form, name="bad"), counter.finalise(form, name="good")
    report = counter.run(serve(central(lambda asked: reply if b"bad" in asked.body else stored())).url)
    assert report.delivered == (good.code,)
    assert [(one.code, one.reason, one.permanent) for one in report.failed] == [(bad.code, verdict.text, True)]
    kept = counter.store.submissions.get(bad.key)
    assert (kept.status, kept.verdict) == (Status.REJECTED, verdict.value)
    assert counter.store.submissions.xml(bad.key)


@pytest.mark.parametrize(
    "reply", [envelope("Duplicate submission", 202), problem(409, "(undefined) is now out of date")]
)
def test_what_is_there_already_is_delivered(reply: Reply, counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install(), b"photo")
    assert counter.run(serve(central(lambda _: reply)).url).delivered == (record.code,)
    assert counter.store.submissions.get(record.key).status is Status.SUBMITTED


def test_only_what_is_not_acknowledged_goes_again(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install(), b"a" * 90_000, b"b" * 90_000)
    server = serve(central(lambda asked: Reply(raw=b"") if b"b" * 100 in asked.body else stored()))
    assert counter.run(server.url, batch_limit=100_000).delivered == ()
    ledger = {one.name: one.acknowledged_at is not None for one in counter.store.attachments.of(record.key)}
    assert ledger == {"photo-0.jpg": True, "photo-1.jpg": False}
    server.asked.clear()
    server.answer = central(lambda _: stored())
    counter.clock.pass_by(timedelta(hours=1))
    assert counter.run(server.url, batch_limit=100_000).delivered == (record.code,)
    (post,) = [asked for asked in server.asked if asked.method == "POST"]
    assert b"photo-1.jpg" in post.body
    assert b'filename="photo-0.jpg"' not in post.body


def test_what_is_owed_of_a_record_that_the_central_has_goes_file_by_file_in_a_later_run(
    counter: Counter, serve: Serve
) -> None:
    """The XML need not go again over a bad line, and each file counts once it is there."""
    record = counter.finalise(counter.install(), *[bytes([n]) * 60_000 for n in range(3)])
    posts: list[str] = []

    def post(asked: Asked) -> Reply:
        posts.append(asked.path.rpartition("/")[2])
        if posts[-1] == "submission":
            return stored()
        if len(posts) == 2:  # the line breaks with the second file
            return Reply(raw=b"")
        return Reply(200, b'{"success": true}', {"Content-Type": "application/json"})

    base = f"{serve(central(post)).url}/v1/key/token/projects/1"
    assert counter.run(base, batch_limit=70_000).delivered == ()
    counter.clock.pass_by(timedelta(hours=2))
    assert counter.run(base, batch_limit=70_000).delivered == (record.code,)
    assert posts == ["submission", "photo-1.jpg", "photo-1.jpg", "photo-2.jpg"]


def test_no_line_stops_the_run_and_everything_goes_first_when_it_is_back(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    server = serve(lambda _: Reply(raw=b""))
    report = counter.run(server.url)
    assert (report.online, report.stopped, report.waiting) == (False, Unreachable.text, 1)
    assert counter.store.submissions.get(record.key).attempts == 0
    server.answer = central(lambda _: stored())
    assert counter.run(server.url).delivered == (record.code,)


def test_the_line_breaks_while_sending(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    down = [False]

    def post(_: Asked) -> Reply:
        down[0] = True
        return Reply(raw=b"")

    answer = central(post)
    server = serve(lambda asked: Reply(raw=b"") if down[0] else answer(asked))
    report = counter.run(server.url)
    assert (report.online, report.delivered, report.failed) == (False, (), ())
    server.answer = central(lambda _: stored())
    assert counter.run(server.url).delivered == (record.code,), "at once, without waiting"


def test_a_captive_portal_delivers_nothing(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    server = serve(central(lambda _: page(200)))
    report = counter.run(server.url)
    assert (report.online, report.stopped) == (False, CaptivePortal.text)
    assert counter.store.submissions.get(record.key).status is Status.COMPLETE


def test_a_record_that_always_breaks_the_line_does_not_hold_up_the_rest(counter: Counter, serve: Serve) -> None:
    form = counter.install()
    counter.finalise(form, name="bad")
    good = counter.finalise(form, name="good")
    report = counter.run(serve(central(lambda asked: Reply(raw=b"") if b"bad" in asked.body else stored())).url)
    assert report.delivered == (good.code,)
    assert [failure.reason for failure in report.failed] == [Verdict.UNREACHABLE.text]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(raw=b"HTTP/1.1 201 Created\r\nContent-Len"),
        Reply(raw=b"HTTP/1.1 201 Created\r\nContent-Length: x\r\n\r\n"),
        Reply(201, b"<OpenRosaResponse", {"Content-Length": "99999999"}),
        Reply(201, b"not gzip", {"Content-Encoding": "gzip"}),
        Reply(307, headers={"Location": "file:///dev/null"}),
    ],
)
def test_an_answer_that_cannot_be_read_is_no_delivery_and_no_end(reply: Reply, counter: Counter, serve: Serve) -> None:
    form = counter.install()
    bad, good = counter.finalise(form, name="bad"), counter.finalise(form, name="good")
    server = serve(central(lambda asked: reply if b"bad" in asked.body else stored()))
    assert counter.run(server.url).delivered == (good.code,)
    assert counter.store.submissions.get(bad.key).status is Status.COMPLETE


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_stops_the_run_and_is_not_tried_again(status: int, counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    server = serve(lambda _: problem(status, "no"))
    for _ in range(12):
        report = counter.run(f"{server.url}/v1/key/old/projects/1")
        assert (report.online, report.stopped) == (True, Unauthorised.text)
    assert len(server.asked) == 1, "Ona locks out after ten"
    server.answer = central(lambda _: stored())
    assert counter.run(f"{server.url}/v1/key/new/projects/1").delivered == (record.code,), "a new key is tried at once"


def test_the_same_key_is_tried_again_after_an_hour(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    server = serve(lambda _: problem(403, "no"))
    counter.run(server.url)
    server.answer = central(lambda _: stored())
    assert counter.run(server.url).delivered == ()
    counter.clock.pass_by(timedelta(hours=1))
    assert counter.run(server.url).delivered == (record.code,)


def test_a_clock_set_back_keeps_no_key_from_being_tried_for_longer_than_that(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    server = serve(lambda _: problem(403, "no"))
    counter.run(server.url)
    server.answer = central(lambda _: stored())
    counter.clock.at -= timedelta(days=365)
    assert counter.run(server.url).delivered == (record.code,)


def test_a_key_revoked_in_the_middle_of_a_run(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    answer, revoked = central(lambda _: stored()), [False]

    def with_revocation(asked: Asked) -> Reply:
        revoked[0] = revoked[0] or asked.method == "POST"
        return problem(403, "no rights") if revoked[0] else answer(asked)

    report = counter.run(serve(with_revocation).url)
    assert report.stopped == Unauthorised.text
    kept = counter.store.submissions.get(record.key)
    assert (kept.status, kept.verdict) == (Status.COMPLETE, Verdict.BAD_TOKEN.value)


def test_401_on_a_post_while_the_list_opens_concerns_only_that_form(counter: Counter, serve: Serve) -> None:
    claim, other = counter.install("claim"), counter.install("other")
    blocked = [counter.finalise(claim), counter.finalise(claim)]
    good = counter.finalise(other)
    post = central(
        lambda asked: envelope("Could not authenticate", 401) if b'id="claim"' in asked.body else stored(),
        listed("other", "1", xform("other"), "http://127.0.0.1/unused"),
    )
    server = serve(post)
    report = counter.run(server.url)
    assert report.delivered == (good.code,)
    assert [failure.code for failure in report.failed] == [record.code for record in blocked]
    assert sum(b'id="claim"' in asked.body for asked in server.asked) == 1, "the second need not be tried"


def test_a_closed_form_is_tried_again_when_it_is_listed_again(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    counter.install("other")
    other = listed("other", "1", xform("other"), "http://127.0.0.1/unused")
    server = serve(central(lambda _: envelope("This form is not currently accepting submissions.", 409), other))
    for _ in range(5):
        counter.run(server.url)
        counter.clock.pass_by(timedelta(hours=2))
    assert sum(asked.method == "POST" for asked in server.asked) == 1
    server.asked.clear()
    server.answer = central(lambda _: stored(), other, listed("claim", "1", xform(), f"{server.url}/claim.xml"))
    answer = server.answer
    server.answer = lambda asked: Reply(200, xform()) if asked.path == "/claim.xml" else answer(asked)
    assert counter.run(server.url).delivered == (record.code,)


def test_a_form_that_left_the_list_is_still_delivered_while_the_central_takes_it(
    counter: Counter, serve: Serve
) -> None:
    record = counter.finalise(counter.install())
    counter.install("other")
    server = serve(central(lambda _: stored(), listed("other", "1", xform("other"), "http://127.0.0.1/unused")))
    report = counter.run(server.url)
    assert report.delivered == (record.code,)
    assert [form.key.form_id for form in report.withdrawn] == ["claim"]


def test_an_unknown_project_refuses_no_record(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install())
    report = counter.run(serve(lambda _: problem(404, "no such project")).url)
    assert report.stopped is not None
    assert counter.store.submissions.get(record.key).status is Status.COMPLETE


def test_cancelling_leaves_the_record_to_the_next_run(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install(), b"x" * 500_000)
    server = serve(central(lambda _: stored()))
    posts = lambda: any(asked.method == "HEAD" for asked in server.asked)  # noqa: E731
    report = counter.run(server.url, cancelled=posts)
    assert report.delivered == ()
    assert counter.store.submissions.get(record.key).status is Status.COMPLETE
    assert counter.run(server.url).delivered == (record.code,)


def test_progress_is_heard_in_bytes_up_to_the_whole(counter: Counter, serve: Serve) -> None:
    record = counter.finalise(counter.install(), b"x" * 90_000, b"y" * 90_000)
    heard: list[tuple[str, int, int]] = []
    url = serve(central(lambda _: stored())).url
    counter.run(url, batch_limit=100_000, progress=lambda *one: heard.append(one))
    total = record.size + 180_000
    assert {(code, whole) for code, _, whole in heard} == {(record.code, total)}
    sent = [count for _, count, _ in heard]
    assert sent == sorted(sent)
    assert (sent[0] < 20_000, sent[-1]) == (True, total)


def test_a_damaged_photo_concerns_only_its_record(counter: Counter, serve: Serve) -> None:
    form = counter.install()
    bad = counter.finalise(form, b"x" * 200_000)
    for path in (counter.store.file.folder / "attachments").iterdir():
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    good = counter.finalise(form, b"y" * 1000)
    report = counter.run(serve(central(lambda _: stored())).url)
    assert report.delivered == (good.code,)
    assert counter.store.submissions.get(bad.key).verdict == Verdict.DAMAGED_HERE.value


def test_a_photo_that_the_disk_does_not_give_now_goes_another_time(counter: Counter, serve: Serve) -> None:
    form = counter.install()
    later = counter.finalise(form, b"x" * 200_000)
    (sealed,) = (counter.store.file.folder / "attachments").iterdir()
    away = sealed.rename(counter.store.file.folder / "away")
    sealed.mkdir()  # opening it is an error of the disk's, not of the bytes
    good = counter.finalise(form, b"y" * 1000)
    url = serve(central(lambda _: stored())).url
    assert counter.run(url).delivered == (good.code,)
    kept = counter.store.submissions.get(later.key)
    assert (kept.status, kept.verdict) == (Status.COMPLETE, Verdict.UNREADABLE_NOW.value)
    sealed.rmdir()
    away.rename(sealed)
    counter.clock.pass_by(timedelta(hours=2))
    assert counter.run(url).delivered == (later.code,)


def test_a_run_that_delivered_signs_the_audit_log_and_an_idle_one_writes_nothing(
    counter: Counter, serve: Serve
) -> None:
    counter.finalise(counter.install())
    server = serve(central(lambda _: stored()))
    counter.run(server.url)
    rows, signed = list(counter.store.audit.rows()), counter.store.checkpoints.newest()
    assert rows[-1].act == "submission.submitted"
    assert signed is not None
    assert signed.size == len(rows)
    counter.run(server.url)
    assert counter.store.checkpoints.newest() == signed
    assert counter.store.audit.verify() == len(rows)


def test_less_goes_at_once_after_the_line_broke_and_more_again_when_it_holds(counter: Counter, serve: Serve) -> None:
    form = counter.install()
    counter.finalise(form, *[b"x" * 60_000] * 3)
    server = serve(central(lambda asked: Reply(raw=b"") if len(asked.body) > 150_000 else stored()))

    def posts() -> list[int]:
        return [len(asked.body) // 60_000 for asked in server.asked if asked.method == "POST"]

    counter.run(server.url, batch_limit=250_000)
    counter.clock.pass_by(timedelta(hours=2))
    counter.run(server.url, batch_limit=250_000)
    assert posts() == [3, 2, 1]
    server.asked.clear()
    counter.finalise(form, *[b"y" * 60_000] * 3)
    server.answer = central(lambda _: stored())
    counter.run(server.url, batch_limit=250_000)
    assert posts() == [3], "the line held: all at once again"


def test_a_line_that_is_not_there_says_nothing_about_how_much_it_takes(counter: Counter, serve: Serve) -> None:
    counter.finalise(counter.install(), b"x" * 60_000)
    server = serve(lambda _: Reply(raw=b""))
    counter.run(server.url)
    counter.run(server.url)
    assert counter.store.settings.get("demo", "bytes of one POST") is None
