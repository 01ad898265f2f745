"""Whatever comes from outside, bent at random: each input is taken, or refused with its boundary's own errors."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from assets import read
from forms.errors import FormRefused
from forms.parse import parse_xform
from forms.xlsform import to_xform
from sync.bundles.errors import BundleError
from sync.bundles.reading import _Members
from sync.caselists import read_cases
from sync.openrosa.envelope import read_answer
from sync.openrosa.errors import BadAnswer, OpenRosaError
from sync.openrosa.formlist import parse_form_list
from sync.openrosa.manifest import is_safe_name, parse_manifest
from sync.openrosa.verdicts import NextStep, verdict_of
from tests.faults.conftest import SOAK
from tests.sync.bundles.test_hostile import MAKER, _Deaf, files, note, tar
from tests.sync.counter import xform
from tests.sync.openrosa.answers import envelope, form_list, head_of_submission, listed, manifest, problem, stored
from tests.sync.openrosa.conftest import connect, serve  # noqa: F401 - fixtures
from tests.sync.openrosa.scripted import Asked, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.openrosa.conftest import Connect, Serve

INPUTS = 100_000 if SOAK else 600  # over all boundaries together
OVER_HTTP = 4_000 if SOAK else 60
SLOWEST = 10  # seconds for one input
_TOKENS = (
    b"\0",
    b"<",
    b"&amp;",
    b"&x;",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
    b"..",
    b"/",
    b"\xff\xfe",
    b"]]>",
    b"9" * 40,
)
_URL = "http://127.0.0.1:1/x"


def bent(content: bytes, chance: random.Random) -> bytes:
    """Return `content` with a few bits, pieces and tokens elsewhere."""
    data = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(data) + 1)
        kind = chance.randrange(6)
        if kind == 0 and data:
            data[place % len(data)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[place : place + chance.randrange(1, 40)]
        elif kind == 2:
            data[place:place] = chance.choice(_TOKENS)
        elif kind == 3:
            other = chance.randrange(len(data) + 1)
            data[place:place] = data[other : other + chance.randrange(1, 200)]
        elif kind == 4:
            del data[place:]
        else:
            data[place:place] = chance.randbytes(chance.randrange(1, 8))
    return bytes(data)


def a_bundle(content: bytes) -> None:
    members = _Members([MAKER.card], _Deaf())
    try:
        members.write(content)
        members.finish()
    except (BundleError, OSError):
        assert members.failure is None or isinstance(members.failure, BundleError)


def a_form(content: bytes) -> None:
    try:
        parse_xform(content)
    except FormRefused:
        return


def a_form_list(content: bytes) -> None:
    try:
        assert all(form.form_id and form.download_url for form in parse_form_list(content))
    except BadAnswer:
        return


def a_manifest(content: bytes) -> None:
    try:
        assert all(is_safe_name(media.filename) for media in parse_manifest(content))
    except BadAnswer:
        return


def a_case_list(content: bytes) -> None:
    try:
        assert all(case.code for case in read_cases(content, "demo"))
    except BadAnswer:
        return


def an_answer(content: bytes) -> None:
    for status in (200, 201, 202, 403, 409, 500, 503):
        verdict = verdict_of(status, read_answer(content))
        assert (verdict.next_step is not NextStep.DELIVERED) or status in (201, 202, 409)


_LISTED = listed("claim", "1", xform(), _URL, f"{_URL}/manifest")
_CASES = "code,status,message\n12345678901234567,approved,«خوب»\n".encode() * 5
BOUNDARIES: dict[str, tuple[Callable[[bytes], None], Callable[[], list[bytes]]]] = {
    "bundle": (a_bundle, lambda: [tar(("manifest", note()), *files())]),
    "form": (a_form, lambda: [xform(), to_xform(read("forms/crop_damage.xlsx"), name="crop_damage").xform[:20_000]]),
    "form list": (a_form_list, lambda: [form_list(_LISTED, _LISTED).body]),
    "manifest": (a_manifest, lambda: [manifest(("a.jpg", "md5:0", _URL), ("b.csv", "", _URL)).body]),
    "case list": (a_case_list, lambda: [_CASES]),
    "answer": (an_answer, lambda: [stored().body, problem(409, "now out of date").body, envelope("x").body]),
}


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_nothing_that_is_bent_does_worse_than_be_refused(boundary: str) -> None:
    take, examples = BOUNDARIES[boundary]
    chance, whole = random.Random(boundary), examples()  # noqa: S311 - repeatable, not secret
    for _ in range(INPUTS // len(BOUNDARIES) + 1):
        content = bent(chance.choice(whole), chance)
        started = time.monotonic()
        take(content)
        assert time.monotonic() - started < SLOWEST, content[:200]


def test_no_server_does_worse_than_be_refused(serve: Serve, connect: Connect) -> None:  # noqa: F811
    """Whole HTTP answers, bent from their first byte on."""
    chance = random.Random("server")  # noqa: S311
    replies = [form_list(_LISTED), stored(), problem(500, "no"), head_of_submission()]
    raw = [b"HTTP/1.1 %d X\r\n%s\r\n%s" % (one.status, _head(one), one.body) for one in replies]

    def answer(_: Asked) -> Reply:
        return Reply(raw=bent(chance.choice(raw), chance))

    client, told = connect(serve(answer).url), 0
    for number in range(OVER_HTTP):
        try:
            if number % 2:
                client.form_list()
            else:
                list(client.submit(b"<data/>"))
        except OpenRosaError:
            told += 1
    assert told > OVER_HTTP // 4


def _head(reply: Reply) -> bytes:
    headers = {"Content-Length": str(len(reply.body)), **reply.headers}
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode()
