"""Is there a line? One request without a body tells the four cases apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.line import Line, line_to
from tests.sync.openrosa.answers import head_of_submission, page, problem
from tests.sync.openrosa.scripted import Reply

if TYPE_CHECKING:
    from tests.sync.agent.conftest import Serve
    from tests.sync.counter import Counter


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        (head_of_submission(), Line.UP),
        (problem(401, "whoever you are"), Line.UP),
        (problem(403, "not with this key"), Line.UP),
        (Reply(raw=b""), Line.DOWN),
        (page(200), Line.CAPTIVE),
        (Reply(302, headers={"Location": "http://login.example/"}), Line.CAPTIVE),
        (page(511), Line.CAPTIVE),
        (page(502), Line.TROUBLE),
    ],
)
def test_what_stands_between_us_and_the_central(reply: Reply, line: Line, counter: Counter, serve: Serve) -> None:
    server = serve(lambda _: reply)
    counter.agent(server.url)
    assert line_to(counter.clients[-1]) is line
    assert [asked.method for asked in server.asked] == ["HEAD"]


def test_a_probe_of_nobody(counter: Counter) -> None:
    counter.agent("http://127.0.0.1:1")
    assert line_to(counter.clients[-1]) is Line.DOWN
