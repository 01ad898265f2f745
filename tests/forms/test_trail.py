"""What is gathered for the audit log: lines in the order of what happened, each page from shown to left."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta

from forms.audit import AuditSettings
from forms.pages import Page
from forms.trail import Trail
from tests.forms.scenario import NOW

CHANGES = AuditSettings("/data/meta/audit", changes=True)
ALONE = Page(("/data/a",), "question")
TOGETHER = Page(("/data/g/b", "/data/g/c"), "field-list", group="/data/g")
LISTING = Page(("/data/r[1]", "/data/r[2]"), "repeat", repeat="/data/r", can_change=True)


class Walk:
    """Somebody who fills in; every look at the clock finds it a second later."""

    def __init__(self, settings: AuditSettings = CHANGES, written: bytes = b"") -> None:
        self.answers: dict[str, str] = {}
        self._now = NOW
        self.trail = Trail(settings, now=self._later, value=self._answer, user="zahra", written=written)

    def _later(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def _answer(self, ref: str) -> str:
        return self.answers.get(ref, "")

    @property
    def lines(self) -> list[list[str]]:
        return list(csv.reader(self.trail.csv.decode().splitlines()))[1:]

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(line[0], line[1]) for line in self.lines]


def test_a_page_is_a_line_once_it_is_left_and_what_happens_meanwhile_comes_after_it() -> None:
    walk = Walk()
    walk.trail.happened("form start")
    assert walk.said == [("form start", "")]
    walk.trail.shows(ALONE)
    walk.trail.happened("save error")
    assert walk.said == [("form start", "")]
    walk.trail.leaves()
    assert walk.said == [("form start", ""), ("question", "/data/a"), ("save error", "")]
    (start, end), (_, never) = ((line[2], line[3]) for line in walk.lines[1:])
    assert int(end) > int(start)
    assert never == ""


def test_of_questions_shown_together_those_are_told_that_changed() -> None:
    walk = Walk()
    walk.trail.shows(TOGETHER)
    walk.answers["/data/g/c"] = "3"
    walk.trail.shows(LISTING)
    walk.trail.shows_end()
    walk.trail.leaves()
    assert walk.said == [
        ("group questions", "/data/g"),
        ("question", "/data/g/c"),
        ("add repeat", "/data/r[3]"),
        ("end screen", ""),
    ]
    assert walk.lines[1][4:] == ["", "3"]


def test_a_form_that_wants_no_answers_learns_none() -> None:
    walk = Walk(AuditSettings("/data/meta/audit"))
    walk.trail.shows(TOGETHER)
    walk.answers["/data/g/c"] = "3"
    walk.trail.leaves()
    assert walk.lines == [["group questions", "/data/g", walk.lines[0][2], walk.lines[0][3]]]


def test_a_log_that_was_kept_goes_on() -> None:
    first = Walk()
    first.trail.happened("form start")
    second = Walk(written=first.trail.csv)
    second.trail.happened("form resume")
    assert second.said == [("form start", ""), ("form resume", "")]
    assert second.trail.csv.startswith(first.trail.csv)
