"""Does acts on the keys in the session it is started in and prints what each gave as a JSON list."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from click.testing import CliRunner

from kiosk.cli.keys import keys
from sync.keys import find_vault, forget_server_token, keep_server_token, load_or_create_store_key, server_token
from sync.keys.errors import KeyFault
from sync.keys.store_key import keep_next_store_key, keep_store_key, next_store_key
from sync.store.errors import StoreError
from tests.sync.keys import rekeying

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.keys import Vault

ACTS: dict[str, Callable[[Vault], object]] = {
    "new store": lambda vault: load_or_create_store_key(vault, store_exists=False).hex(),
    "old store": lambda vault: load_or_create_store_key(vault, store_exists=True).hex(),
    "next": lambda vault: (next_store_key(vault) or b"").hex(),
    "lose key": lambda vault: vault.forget("store-key"),
    "spoil key": lambda vault: vault.put("store-key", "not a key"),
    "keep token": lambda vault: keep_server_token(vault, "ministry", "s3cret"),
    "token": lambda vault: server_token(vault, "ministry"),
    "other token": lambda vault: server_token(vault, "province"),
    "forget token": lambda vault: forget_server_token(vault, "ministry"),
    "level": lambda vault: [vault.describe().protection, vault.describe().backend],
}

ON_A_STORE: dict[str, Callable[..., object]] = {
    "make": rekeying.make,
    "rekey": rekeying.once,
    "look": rekeying.look,
    "killed": rekeying.killed,
    "killed-at-each-line": rekeying.killed_at_each_line,
    "keep": lambda key: keep_store_key(find_vault(os.environ), bytes.fromhex(key)),
    "keep-next": lambda key: keep_next_store_key(find_vault(os.environ), bytes.fromhex(key)),
}


def _done(act: str) -> object:
    if act.startswith("keys "):
        return _command(act)
    name, *arguments = act.split()
    try:
        return ACTS[act](find_vault(os.environ)) if act in ACTS else ON_A_STORE[name](*arguments)
    except (KeyFault, StoreError) as fault:
        return type(fault).__name__


def _command(line: str) -> str:
    """Run `pishkhan keys …` with what is typed after a "<"; returns the last thing it said."""
    arguments, _, typed = line.partition(" < ")
    result = CliRunner().invoke(keys, arguments.split()[1:], input=f"{typed}\n")
    return result.output.rpartition("Token: \n")[2].strip()


if __name__ == "__main__":
    sys.stdout.write(json.dumps([_done(act) for act in sys.argv[1:]]))
