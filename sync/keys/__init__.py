"""Keys: the store's key and the servers' tokens, in the system's keyring or in systemd's credentials, nowhere else.

vault = find_vault(os.environ)
key = load_or_create_store_key(vault, store_exists=(folder / "store.db").exists())
token = server_token(vault, "ministry")
level = vault.describe()          # for the health report
"""

from sync.keys.server_tokens import forget_server_token, keep_server_token, server_token
from sync.keys.store_key import find_vault, load_or_create_store_key
from sync.keys.vault import KeyLevel, Protection, Vault

__all__ = [
    "KeyLevel",
    "Protection",
    "Vault",
    "find_vault",
    "forget_server_token",
    "keep_server_token",
    "load_or_create_store_key",
    "server_token",
]
