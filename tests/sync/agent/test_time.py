"""The central's clock comes with its form list, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from sync.hearing_time import recall_time
from sync.store.checked_clock import CheckedClock
from tests.sync.openrosa.answers import form_list, head_of_submission, page, problem

if TYPE_CHECKING:
    from tests.sync.agent.conftest import Serve
    from tests.sync.counter import Counter
    from tests.sync.openrosa.scripted import Asked, Reply

TRUE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def dated(reply: Reply, date: str) -> Reply:
    """The same answer with a Date of its own."""
    return replace(reply, headers={**reply.headers, "Date": date})


@pytest.mark.parametrize("years", [-20, 20])
def test_a_counter_whose_clock_is_wrong_by_years_goes_on_with_the_centrals(
    counter: Counter, serve: Serve, years: int
) -> None:
    counter.clock.at = TRUE.replace(year=TRUE.year + years)
    clock = CheckedClock(counter.clock)
    server = serve(lambda asked: answer(asked, form_list(), format_datetime(TRUE, usegmt=True)))
    counter.run(server.url, clock=clock)
    assert abs(clock.now() - TRUE) < timedelta(seconds=5)
    assert clock.doubt() is not None
    again = CheckedClock(counter.clock)
    recall_time(counter.store, again)
    assert abs(again.now() - TRUE) < timedelta(seconds=5)
    assert "clock.set" in {row.act for row in counter.store.audit.rows()}


@pytest.mark.parametrize(
    ("reply", "date"),
    [
        (page(200), format_datetime(TRUE, usegmt=True)),
        (problem(401, "no"), format_datetime(TRUE, usegmt=True)),
        (form_list(), "yesterday"),
        (form_list(), "Sun, 22 Nov 2026 09:00:00"),
    ],
    ids=["a portal", "a refusal", "no date", "no zone"],
)
def test_who_is_not_the_central_tells_no_time(counter: Counter, serve: Serve, reply: Reply, date: str) -> None:
    clock = CheckedClock(counter.clock)
    counter.clock.at = TRUE + timedelta(days=900)
    server = serve(lambda asked: answer(asked, reply, date))
    counter.run(server.url, clock=clock)
    assert clock.offset() is None


@pytest.mark.parametrize("year", [1, 1970, 9999])
def test_a_time_that_cannot_be_is_not_taken_over(counter: Counter, serve: Serve, year: int) -> None:
    """A central without a clock must not take the counter's away: what is heard is kept for every start to come."""
    counter.clock.at = TRUE
    clock = CheckedClock(counter.clock)
    told = format_datetime(datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC), usegmt=True)
    server = serve(lambda asked: answer(asked, form_list(), told))
    record = counter.finalise(counter.install())
    for _ in range(2):
        counter.run(server.url, clock=clock)
        assert clock.now() == counter.clock.now()
        counter.clock.pass_by(timedelta(hours=1))
    assert clock.offset() is None
    assert counter.store.submissions.get(record.key).attempts == 2


def answer(asked: Asked, reply: Reply, date: str) -> Reply:
    return dated(head_of_submission() if asked.method == "HEAD" else reply, date)
