"""Every row of what ODK Central and Ona were seen to answer to a submission, over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.openrosa.errors import CaptivePortal, OpenRosaError, Rejected, ServerTrouble
from sync.openrosa.verdicts import NextStep, Verdict
from tests.sync.openrosa.answers import envelope, head_of_submission, page, problem, stored, told
from tests.sync.openrosa.scripted import Reply

if TYPE_CHECKING:
    from tests.sync.openrosa.conftest import Connect, Serve

XML = b'<data id="f"><meta><instanceID>uuid:1</instanceID></meta></data>'

TAKEN = {
    "new submission": (stored(), Verdict.STORED),
    "same bytes again": (stored(), Verdict.STORED),
    "Ona: the same instanceID again": (envelope("Duplicate submission", 202), Verdict.DUPLICATE),
    "Ona: accepted": (envelope("Submission accepted", 202), Verdict.STORED),
    "edited in the office since": (
        problem(409, "You attempted to create or correct a submission (undefined) that is now out of date."),
        Verdict.EDITED_SINCE,
    ),
    "edited since, as an envelope": (
        envelope("The submission you are trying to edit (undefined) is now out of date", 409),
        Verdict.EDITED_SINCE,
    ),
}

_ANYBODYS = Verdict.UNREADABLE_ANSWER

REJECTED = {
    "one byte different": (
        problem(409, "A submission already exists with this ID, but with different XML."),
        Verdict.DIFFERENT_CONTENT,
    ),
    "deleted in the office": (
        envelope("This submission has been deleted. You may not resubmit it.", 409),
        Verdict.DELETED,
    ),
    "form closed": (envelope("This form is not currently accepting submissions.", 409), Verdict.FORM_CLOSED),
    "correction with a stale deprecatedID": (
        envelope("The submission (uuid:abc) is now out of date.", 409),
        Verdict.STALE_CORRECTION,
    ),
    "unknown form, version or project": (problem(404, "Could not find the resource"), Verdict.UNKNOWN_FORM),
    "token wrong or revoked": (problem(403, "The authenticated actor does not have rights"), Verdict.NOT_ALLOWED),
    "token malformed, or not assigned": (envelope("Could not authenticate", 401), Verdict.NOT_ALLOWED),
    "over the proxy's limit": (page(413), Verdict.TOO_LARGE),
    "bad request": (problem(400, "Unable to parse"), Verdict.REFUSED),
    "404 without a word": (Reply(404), Verdict.UNREADABLE_ANSWER),
    "half a web page": (page(404, b"<!doct"), Verdict.UNREADABLE_ANSWER),
    "half an envelope": (Reply(409, b"<OpenRosaResponse><mess"), Verdict.UNREADABLE_ANSWER),
    "half of what Central says": (Reply(400, b'{"message": "no'), Verdict.UNREADABLE_ANSWER),
    "a gateway knows no such route": (told({"message": "no Route matched with those values"}, 404), _ANYBODYS),
    "a gateway with its status once more": (told({"code": 404, "message": "Not Found"}, 404), _ANYBODYS),
    "a gateway with a word for a code": (told({"code": "900906", "message": "No matching resource"}, 404), _ANYBODYS),
    "a gateway that speaks of another status": (told({"code": 503.1, "message": "Not Found"}, 404), _ANYBODYS),
    "a gateway that takes no POST": (told({"statusCode": 405, "message": "Method Not Allowed"}, 405), _ANYBODYS),
    "a framework's own words": (told({"detail": "Not found."}, 404), _ANYBODYS),
    "a conflict of somebody's": (told({"message": "has been deleted"}, 409), _ANYBODYS),
    "some other conflict": (problem(409, "A resource already exists"), Verdict.REFUSED),
}

TROUBLE = {
    "database down": (problem(500, "Completely unhandled exception"), ServerTrouble),
    "NUL in the XML": (problem(500, "invalid byte sequence"), ServerTrouble),
    "central down behind its proxy": (page(502), ServerTrouble),
    "overloaded": (page(503), ServerTrouble),
    "too many requests": (problem(429, "slow down"), ServerTrouble),
    "captive portal": (page(200), CaptivePortal),
    "201 with a web page": (page(201), CaptivePortal),
    "200 with an envelope is no 201": (envelope("hello", 200), CaptivePortal),
    "201 with nothing": (problem(201, "ok"), CaptivePortal),
    "network wants a sign-in": (page(511), CaptivePortal),
    "filtered by somebody on the way": (page(403), CaptivePortal),
    "not found by a proxy": (page(404), CaptivePortal),
}


@pytest.mark.parametrize("row", TAKEN)
def test_the_record_is_there(row: str, serve: Serve, connect: Connect) -> None:
    reply, verdict = TAKEN[row]
    client = connect(serve(lambda asked: head_of_submission() if asked.method == "HEAD" else reply).url)
    assert [posted.verdict for posted in client.submit(XML)] == [verdict]
    assert verdict.next_step is NextStep.DELIVERED


@pytest.mark.parametrize("row", REJECTED)
def test_the_central_refuses_with_its_own_verdict(row: str, serve: Serve, connect: Connect) -> None:
    reply, verdict = REJECTED[row]
    client = connect(serve(lambda asked: head_of_submission() if asked.method == "HEAD" else reply).url)
    with pytest.raises(Rejected) as caught:
        list(client.submit(XML))
    assert caught.value.verdict is verdict
    assert caught.value.text == verdict.text


@pytest.mark.parametrize("row", TROUBLE)
def test_nothing_was_delivered_and_it_is_tried_again(row: str, serve: Serve, connect: Connect) -> None:
    reply, error = TROUBLE[row]
    client = connect(serve(lambda asked: head_of_submission() if asked.method == "HEAD" else reply).url)
    with pytest.raises(OpenRosaError) as caught:
        list(client.submit(XML))
    assert type(caught.value) is error


def test_every_verdict_reads_back_from_what_the_store_keeps() -> None:
    assert all(Verdict.named(verdict.value) is verdict for verdict in Verdict)
    assert len({verdict.value for verdict in Verdict}) == len(Verdict)


NEXT_STEPS = {
    NextStep.DELIVERED: {Verdict.STORED, Verdict.DUPLICATE, Verdict.EDITED_SINCE},
    NextStep.PERMANENT: {
        Verdict.DIFFERENT_CONTENT,
        Verdict.DELETED,
        Verdict.STALE_CORRECTION,
        Verdict.UNKNOWN_FORM,
        Verdict.REFUSED,
        Verdict.DAMAGED_HERE,
    },
    NextStep.WAIT_FOR_FORM: {Verdict.FORM_CLOSED, Verdict.NOT_ASSIGNED},
    NextStep.CHECK_FORM_LIST: {Verdict.NOT_ALLOWED},
    NextStep.SPLIT: {Verdict.TOO_LARGE},
    NextStep.STOP_RUN: {Verdict.BAD_TOKEN},
    NextStep.RETRY: {
        Verdict.SERVER_TROUBLE,
        Verdict.UNREACHABLE,
        Verdict.NOT_THE_CENTRAL,
        Verdict.UNREADABLE_NOW,
        Verdict.UNREADABLE_ANSWER,
        Verdict.NOT_ITS_TURN,
        Verdict.NOT_PASSED_ON,
        Verdict.HELD,
        Verdict.ON_A_STICK,
        Verdict.SET_ASIDE,
    },
}


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_the_next_step_of_its_row(verdict: Verdict) -> None:
    assert verdict in NEXT_STEPS[verdict.next_step]
    assert sum(verdict in verdicts for verdicts in NEXT_STEPS.values()) == 1
