"""Services whose answers are sealed for the centre alone: what is handed over beside them, and the device's signature.

A sealed application makes no case, since the centre cannot read it when it arrives. So that its code can be asked
after, a companion goes with it: a record of the plain form `sealed_case` with its code and service, and nothing else.
"""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING

from assets.services import COMPANION_FORM
from forms.entry import FormEntry
from forms.errors import FormError
from forms.parse import parse_xform
from forms.tracking import case_code
from forms.world import World
from sync.store.device_signature import SIGNATURE_NODE
from sync.store.records import Companion

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.records import FormKey, Scope

log = logging.getLogger(__name__)


def signature_file(entry: FormEntry) -> str:
    """Return the name under which the form's `device_signature` asks for the signature, "" where it has none."""
    for node in entry.nodes():
        if node.path.rpartition("/")[2] == SIGNATURE_NODE and node.type == "binary" and node.relevant:
            return node.value
    return ""


def companion_of(store: Store, scope: Scope, form: FormKey, instance_id: str) -> Companion | None:
    """Return the companion of the application `instance_id` of `form`; None where the centre has no form for it.

    None too where that form asks for more than a code and a service: the application must not wait for its author.
    """
    plain = store.forms.current_of(form.central, COMPANION_FORM)
    if plain is None:
        return None
    try:
        return _filled_in(store, scope, plain.key, {"code": case_code(instance_id), "service": form.form_id})
    except FormError:
        log.exception("no case is made for a sealed application: the form %s cannot be filled in", COMPANION_FORM)
        return None


def _filled_in(store: Store, scope: Scope, form: FormKey, said: dict[str, str]) -> Companion:
    world = World(now=store.file.clock.now, random=random.SystemRandom(), device={"deviceid": scope.device})
    entry = FormEntry.start(parse_xform(store.forms.xform(form)), world)
    for node in list(entry.nodes()):
        name = node.path.rpartition("/")[2]
        if name in said:
            entry.answer(node.path, said.pop(name))
    done = entry.finalise()
    return Companion(form, done.instance_id, done.xml)
