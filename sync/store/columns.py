"""How scopes, times and texts are written in the store's columns."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assets.texts import Text
from sync.store.records import Scope

if TYPE_CHECKING:
    from sync.store.connection import Row


def scope_of(row: Row) -> Scope:
    """Return the scope that every row begins with."""
    return Scope(row["central"], row["office"], row["device"], row["actor"])


def written(moment: datetime) -> str:
    """Return `moment` (aware) as UTC text of fixed width, which sorts as time."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read(text: str) -> datetime:
    """Return the moment that `written` wrote, in UTC."""
    return datetime.fromisoformat(text)


def read_optional(text: str | None) -> datetime | None:
    """Return the moment, None for none."""
    return None if text is None else read(text)


def text_written(text: Text | None) -> str | None:
    """Return `text` as JSON, so that it can still be said in any language later."""
    return None if text is None else json.dumps(_plain(text), ensure_ascii=False)


def text_read(column: str | None) -> Text | None:
    """Return the text that `text_written` wrote."""
    return None if column is None else _text(json.loads(column))


def _plain(text: Text) -> dict[str, Any]:
    params = ((name, _plain(value) if isinstance(value, Text) else value) for name, value in text.params)
    return {"msgid": text.msgid, "params": dict(params)}


def _text(plain: dict[str, Any]) -> Text:
    params = ((name, _text(value) if isinstance(value, dict) else value) for name, value in plain["params"].items())
    return Text(plain["msgid"], tuple(params))
