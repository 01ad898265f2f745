"""How long this counter keeps what it delivered, and what of it a later copy of the receipt still needs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.payment import keep_payment

if TYPE_CHECKING:
    from datetime import datetime

    from sync.store import Store
    from sync.store.records import Scope


def shred_delivered(store: Store, scope: Scope, now: datetime, keep_days: int) -> int:
    """Shred what the centre acknowledged more than `keep_days` ago and return how many applications that were."""
    count = 0
    while due := store.retention.due(now - timedelta(days=keep_days)):
        for submission in due:
            keep_payment(store, scope, submission)
        store.retention.shred(scope, [submission.key for submission in due])
        count += len(due)
    return count
