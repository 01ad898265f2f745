"""Settings and the counter of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.store import Store
from tests.sync.store.given import KEY, VISITOR, ToldClock, begin, install

if TYPE_CHECKING:
    from pathlib import Path


def test_a_setting_belongs_to_its_central(store: Store) -> None:
    assert store.settings.get("ministry", "forms.seen") is None
    store.settings.put(VISITOR, "forms.seen", "yesterday")
    store.settings.put(VISITOR, "forms.seen", "today")
    assert store.settings.get("ministry", "forms.seen") == "today"
    assert store.settings.get("province", "forms.seen") is None


def test_the_count_of_acts_only_grows_over_restarts_and_threads(folder: Path, clock: ToldClock) -> None:
    with Store.open(folder, KEY, clock) as store:
        form = install(store).key
        begin(store, form, "uuid:1")
        with store.for_thread() as other:
            begin(other, form, "uuid:2")
    clock.passes(days=-1)
    with Store.open(folder, KEY, clock) as store:
        begin(store, form, "uuid:3")
        counts = [row.counter for row in store.audit.rows()]
        assert counts == sorted(set(counts))
