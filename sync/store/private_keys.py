"""Secret keys of this device, by name: made when first asked for, kept in the store, never outside of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.store.acts import Acts
    from sync.store.records import Scope


class PrivateKeys:
    """Reads and makes keys; the store's own encryption is what keeps them."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def get(self, scope: Scope, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the key `name`, what `make` gives when there is none yet."""
        row = self._acts.connection.row("select key from file_keys where central = '' and name = ?", (name,))
        if row is None:
            with self._acts.act(scope) as act:
                values = ("", *act.who[1:], name, make())
                act.connection.execute("insert into file_keys values (?, ?, ?, ?, ?, ?) on conflict do nothing", values)
            return self.get(scope, name, make)
        return bytes(row["key"])
