"""What the form asks of the audit log: attributes of the bind of `meta/audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.audit import AuditSettings
from forms.parse.names import ODK, XFORMS, q, static_path

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element


def read_audit(model: _Element, root: str, known: Collection[str]) -> AuditSettings | None:
    """Return what is asked, None where the form has no `meta/audit`."""
    path = f"{root}/meta/audit"
    if path not in known:
        return None
    for element in model.iterfind(q(XFORMS, "bind")):
        if static_path(element.get("nodeset") or "", root) == path:
            return AuditSettings(
                ref=path,
                location=element.get(q(ODK, "location-priority")) is not None,
                changes=_asked(element, "track-changes"),
                user=_asked(element, "identify-user"),
                reasons=element.get(q(ODK, "track-changes-reasons")) == "on-form-edit",
            )
    return AuditSettings(ref=path)


def _asked(element: _Element, name: str) -> bool:
    return element.get(q(ODK, name)) in ("true", "true()")
