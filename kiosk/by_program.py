"""A form that the program fills in and no person: the same engine, binds and constraints as for everybody."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.store import Store
    from sync.store.records import FormKey, Scope


def filled_in(store: Store, scope: Scope, form: FormKey, said: Mapping[str, str]) -> FormEntry:
    """Answer in `form` what is `said`, by the names of its questions; what it does not ask is left out.

    Raises FormError when the form fails on its own defaults or does not take an answer.
    """
    world = World(now=store.file.clock.now, random=random.SystemRandom(), device={"deviceid": scope.device})
    entry = FormEntry.start(parse_xform(store.forms.xform(form)), world)
    asked: dict[str, str] = {}
    for node in entry.nodes():
        asked.setdefault(node.path.rpartition("/")[2], node.path)
    for name, answer in said.items():
        if name in asked:
            entry.answer(asked[name], answer)
    return entry
