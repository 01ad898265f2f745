"""Services whose answers are sealed for the centre alone: what is handed over beside them, and the device's signature.

A sealed application makes no case, since the centre cannot read it when it arrives. So that its code can be asked
after, a companion goes with it: a record of the plain form `sealed_case` with its code and service, and nothing else.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from assets.services import COMPANION_FORM
from forms.errors import FormError
from forms.tracking import case_code
from kiosk.by_program import filled_in
from sync.store.device_signature import SIGNATURE_NODE
from sync.store.records import Companion

if TYPE_CHECKING:
    from forms.entry import FormEntry
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
        said = {"code": case_code(instance_id), "service": form.form_id}
        done = filled_in(store, scope, plain.key, said).finalise()
    except FormError:
        log.exception("no case is made for a sealed application: the form %s cannot be filled in", COMPANION_FORM)
        return None
    return Companion(plain.key, done.instance_id, done.xml)
