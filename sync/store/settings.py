"""Settings: small named values of one central, or of the device itself when the central is ''."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sync.store.acts import Acts
    from sync.store.records import Scope


class Settings:
    """Reads and writes settings; secrets do not belong here but in the keyring (sync.keys)."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def get(self, central: str, name: str) -> str | None:
        """Return the value of `name`, None when it was never put."""
        row = self._acts.connection.row("select value from settings where central = ? and name = ?", (central, name))
        return None if row is None else str(row["value"])

    def put(self, scope: Scope, name: str, value: str, *, act_name: str = "") -> None:
        """Make `value` the value of `name` for the scope's central; under `act_name` the audit log tells of it."""
        with self._acts.act(scope) as act:
            act.connection.execute(
                "insert into settings values (?, ?, ?, ?, ?, ?) on conflict do update set value = excluded.value, "
                "office = excluded.office, device = excluded.device, actor = excluded.actor",
                (*act.who, name, value),
            )
            if act_name:
                act.record(act_name, name, value)
