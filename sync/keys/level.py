"""The level of the store's key, remembered in the store: a lower one than before is refused, not taken in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sync.keys.errors import KeyDowngraded
from sync.keys.vault import Protection

if TYPE_CHECKING:
    from sync.keys.vault import KeyLevel
    from sync.store import Store
    from sync.store.records import Scope

_LEVEL = "key.level"


def require_level(store: Store, scope: Scope, level: KeyLevel) -> None:
    """Remember `level` where it is as good as before; raises KeyDowngraded where it is not."""
    known = store.settings.get("", _LEVEL)
    if known is not None and level.protection.rank < Protection(known).rank:
        raise KeyDowngraded(known, level.protection)
    if known != level.protection:
        accept_level(store, scope, level)


def accept_level(store: Store, scope: Scope, level: KeyLevel) -> None:
    """Take `level` as good enough from now on; the audit log tells who said so."""
    store.settings.put(replace(scope, central=""), _LEVEL, level.protection, act_name="key.level")
