"""Files that follow the XML: one by one with an acknowledgement each where the central gives it, else with the XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.openrosa.errors import ServerTrouble, Unreachable
from sync.openrosa.posting import Place
from sync.openrosa.verdicts import Verdict
from tests.sync.openrosa.answers import head_of_submission, page, problem, stored
from tests.sync.openrosa.scripted import Asked, Reply
from tests.sync.openrosa.test_submission import XML, part

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.openrosa.conftest import Connect, Serve

PLACE = Place("claim", "uuid:1")
PHOTOS = [part(f"photo-{n}.jpg", bytes([n]) * 60_000) for n in range(3)]
TAKEN = Reply(200, b'{"success":true}', {"Content-Type": "application/json"})


def central(late: Callable[[Asked], Reply]) -> Callable[[Asked], Reply]:
    def answer(asked: Asked) -> Reply:
        if asked.method == "HEAD":
            return head_of_submission(most=100_000)
        return late(asked) if "/attachments/" in asked.path else stored()

    return answer


def posts(asked: list[Asked]) -> list[str]:
    return [one.path.rpartition("/")[2] for one in asked if one.method == "POST"]


def test_late_files_go_alone_and_the_xml_once(serve: Serve, connect: Connect) -> None:
    server = serve(central(lambda _: TAKEN))
    posted = list(connect(server.url).submit(XML, PHOTOS, place=PLACE))
    assert [one.names for one in posted] == [("photo-0.jpg",), ("photo-1.jpg",), ("photo-2.jpg",)]
    assert posts(server.asked) == ["submission", "photo-1.jpg", "photo-2.jpg"]
    assert server.asked[-1].path.endswith("/forms/claim/submissions/uuid%3A1/attachments/photo-2.jpg")
    assert server.asked[-1].body == bytes([2]) * 60_000
    assert server.asked[-1].headers["Content-Type"] == "image/jpeg"


def test_a_known_record_sends_no_xml_at_all(serve: Serve, connect: Connect) -> None:
    server = serve(central(lambda _: TAKEN))
    known = Place("claim", "uuid:1", known=True)
    assert [one.names for one in connect(server.url).submit(XML, PHOTOS[:1], place=known)] == [("photo-0.jpg",)]
    assert posts(server.asked) == ["photo-0.jpg"]


@pytest.mark.parametrize("no", [problem(404, "Could not find the resource"), page(405)])
def test_an_older_central_is_asked_once_and_gets_files_with_the_xml(no: Reply, serve: Serve, connect: Connect) -> None:
    server = serve(central(lambda _: no))
    posted = list(connect(server.url).submit(XML, PHOTOS, place=PLACE))
    assert [name for one in posted for name in one.names] == ["photo-0.jpg", "photo-1.jpg", "photo-2.jpg"]
    assert posts(server.asked) == ["submission", "photo-1.jpg", "submission", "submission"]


def test_what_is_there_already_is_acknowledged_by_the_xmls_post(serve: Serve, connect: Connect) -> None:
    server = serve(central(lambda asked: problem(403, "no rights") if "photo-1" in asked.path else TAKEN))
    posted = list(connect(server.url).submit(XML, PHOTOS, place=PLACE))
    assert [name for one in posted for name in one.names] == ["photo-0.jpg", "photo-1.jpg", "photo-2.jpg"]
    assert posts(server.asked) == ["submission", "photo-1.jpg", "submission", "photo-2.jpg"]


def test_a_record_edited_in_the_office_takes_no_late_file(serve: Serve, connect: Connect) -> None:
    edited = problem(409, "You attempted to create or correct a submission (undefined) that is now out of date.")
    server = serve(lambda asked: head_of_submission() if asked.method == "HEAD" else edited)
    known = Place("claim", "uuid:1", known=True)
    assert [one.verdict for one in connect(server.url).submit(XML, PHOTOS, place=known)] == [Verdict.EDITED_SINCE]


@pytest.mark.parametrize("reply", [page(200), Reply(200, b"{}"), Reply(200, b"true")])
def test_a_web_page_acknowledges_no_file(reply: Reply, serve: Serve, connect: Connect) -> None:
    server = serve(central(lambda _: reply))
    posted = list(connect(server.url).submit(XML, PHOTOS[:2], place=PLACE))
    assert posts(server.asked) == ["submission", "photo-1.jpg", "submission"]
    assert posted[-1].names == ("photo-1.jpg",)


def test_what_was_acknowledged_before_the_trouble_stays(serve: Serve, connect: Connect) -> None:
    server = serve(central(lambda asked: page(502) if "photo-2" in asked.path else TAKEN))
    sending = connect(server.url).submit(XML, PHOTOS, place=PLACE)
    assert [next(sending).names, next(sending).names] == [("photo-0.jpg",), ("photo-1.jpg",)]
    with pytest.raises(ServerTrouble):
        next(sending)


def test_a_line_that_breaks_in_a_late_file_is_no_line(serve: Serve, connect: Connect) -> None:
    server = serve(central(lambda _: Reply(raw=b"")))
    with pytest.raises(Unreachable):
        list(connect(server.url).submit(XML, PHOTOS, place=PLACE))


def test_without_its_place_nobody_knows_a_late_files_address(serve: Serve, connect: Connect) -> None:
    server = serve(central(lambda _: TAKEN))
    list(connect(server.url).submit(XML, PHOTOS))
    assert posts(server.asked) == ["submission"] * 3
