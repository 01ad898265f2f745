"""The store's schema as numbered migrations: each is SQL that runs in one transaction and is never edited again."""

from sync.store.migrations.m0001_first import FIRST

MIGRATIONS: tuple[str, ...] = (FIRST,)
VERSION = len(MIGRATIONS)
