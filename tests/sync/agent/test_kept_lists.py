"""The program starts anew after each visitor: what it knew of the central's lists is not fetched again for that."""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING

from sync.kept_lists import KeptLists
from sync.openrosa.address import Central
from sync.openrosa.client import OpenRosaClient
from tests.sync.counter import xform
from tests.sync.openrosa.answers import form_list, listed
from tests.sync.openrosa.scripted import Asked, Reply

if TYPE_CHECKING:
    from tests.sync.agent.conftest import Serve
    from tests.sync.counter import Counter

TOKEN = "s3cretTokenThatNobodyMaySee"


def started_anew(counter: Counter, url: str, token: str = TOKEN) -> OpenRosaClient:
    central = Central("demo", f"{url}/v1/key/{token}/projects/1", connect_timeout=2, read_timeout=2)
    client = OpenRosaClient(
        central,
        clock=counter.clock.now,
        monotonic=time.monotonic,
        random=counter.random,
        tagged=KeptLists(counter.store, counter.scope, central),
    )
    counter.clients.append(client)
    return client


def answer(asked: Asked) -> Reply:
    """A list whose addresses carry the asker's own token, as ODK Central's do."""
    if asked.headers.get("If-None-Match") == '"one"':
        return Reply(304, b"", {"ETag": '"one"'})
    here = f"http://{asked.headers['Host']}{asked.path.removesuffix('/formList')}"
    reply = form_list(listed("claim", "1", xform(), f"{here}/forms/claim.xml", f"{here}/forms/claim/manifest"))
    return Reply(200, reply.body, {**reply.headers, "ETag": '"one"'})


def test_an_unchanged_list_costs_a_304_after_a_restart_too(counter: Counter, serve: Serve) -> None:
    server = serve(answer)
    first, again = (started_anew(counter, server.url).form_list() for _ in range(2))
    assert first == again
    assert [asked.headers.get("If-None-Match") for asked in server.asked] == [None, '"one"']
    assert TOKEN in first[0].download_url


def test_the_token_is_not_kept_with_it(counter: Counter, serve: Serve) -> None:
    server = serve(answer)
    started_anew(counter, server.url).form_list()
    rows = counter.store._connection.rows("select name, value from settings where name like 'list %'")
    assert len(rows) == 1
    body = base64.b64decode(json.loads(rows[0]["value"])["body"])
    assert TOKEN not in rows[0]["name"]
    assert TOKEN.encode() not in body
    (form,) = started_anew(counter, server.url, "another").form_list()
    assert "/v1/key/another/" in form.download_url


def test_what_is_very_large_is_fetched_again(counter: Counter, serve: Serve) -> None:
    padding = "<!-- " + "x" * 300_000 + " -->"
    server = serve(lambda _: Reply(200, form_list(padding).body, {"ETag": '"one"'}))
    for _ in range(2):
        started_anew(counter, server.url).form_list()
    assert [asked.headers.get("If-None-Match") for asked in server.asked] == [None, None]
