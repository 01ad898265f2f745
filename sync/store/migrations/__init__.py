"""The store's schema as numbered migrations: each is SQL that runs in one transaction and is never edited again."""

from sync.store.migrations.m0001_first import FIRST
from sync.store.migrations.m0002_audit_tree import SECOND
from sync.store.migrations.m0003_print_orders import THIRD
from sync.store.migrations.m0004_sealed import FOURTH
from sync.store.migrations.m0005_corrections import FIFTH
from sync.store.migrations.m0006_reports import SIXTH

MIGRATIONS: tuple[str, ...] = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH)
VERSION = len(MIGRATIONS)
