"""What was said without a name is answered: from the words to the answer read by the code alone, over real HTTP."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from assets.services import MY_SAY
from kiosk import visit as acts
from kiosk.handing_in import finalise
from kiosk.tracking import find
from sync.central.official_client import Official
from sync.central.running import central_in_thread
from sync.store.records import KeptAt
from tests.sync.counter import open_counter

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "سه هفته است آب نداریم"
ANSWERS = {
    "/data/say/kind": "complaint",
    "/data/say/office": "utilities",
    "/data/message/way": "write",
    "/data/message/words": WORDS,
    "/data/answer/contact": "code",
    "/data/agreement/consent": "OK",
}


def test_the_centre_takes_what_was_said_and_its_answer_is_read_by_the_code(tmp_path: Path) -> None:
    with ExitStack() as stack:
        counter = stack.enter_context(closing(open_counter(tmp_path)))
        central = stack.enter_context(central_in_thread(tmp_path / "central"))
        store, scope, now = counter.store, counter.scope, counter.clock.now
        forms = {form.key.form_id: form.key for form in counter.run(central.token_url).forms}
        visit = acts.begin(store, scope, forms[MY_SAY.form_id], now=now, language="fa", kept_at=KeptAt.KIOSK)
        for ref, raw in ANSWERS.items():
            acts.answer(visit, ref, raw)
        record = finalise(visit)
        assert counter.run(central.token_url).delivered == (record.code,)
        with Official(central.official_url, central.password) as official:
            (case,) = official.submissions()
            assert (case["code"], case["form_id"], case["instance_name"]) == (record.code, "my_say", "شکایت")
            assert WORDS in official.page(case["id"])
            official.decide("my_say", record.key.instance_id, "approved", "از شنبه آب وصل می‌شود.")
        counter.run(central.token_url)
        found = find(store, record.code, heard=None).case
        assert found is not None
        assert (found.status, found.message) == ("approved", "از شنبه آب وصل می‌شود.")
