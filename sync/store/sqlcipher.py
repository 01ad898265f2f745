"""The one place that names SQLCipher as the database of sqlite-utils, and turns its errors into the store's own."""

from __future__ import annotations

import errno
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sqlcipher3
import sqlcipher3.dbapi2 as dbapi

# sqlite-utils catches the exceptions of whichever DB-API it finds under this name, so it must be ours.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi)

from sqlite_utils import Database  # noqa: E402 - only after the names above

from sync.store.errors import StoreBusy, StoreDamaged, StoreError, StoreFault, StoreFull  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DatabaseError: type[Exception] = dbapi.DatabaseError
BUSY_SECONDS = 5.0
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_LITTLE_ROOM = 256 * 1024  # bytes free below which an input/output error is a full disk, not a broken one
_PRIMARY_CODE = 0xFF


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Database:
    """Open the SQLCipher file `path` with the raw 32-byte `key`; the key is first used by the first statement."""
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection: Any = dbapi.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=True)
    connection.execute("pragma cipher_log_level = NONE")
    connection.execute(f"pragma key = \"x'{key.hex()}'\"")  # raw key: no bind parameter here, and it is hex only
    connection.row_factory = dbapi.Row
    return Database(connection, execute_plugins=False, recursive_triggers=False)


@contextmanager
def faults_told(folder: Path) -> Iterator[None]:
    """Turn what the disk and the database under `folder` report into the store's own errors; bugs pass unchanged."""
    try:
        yield
    except dbapi.Error as error:
        fault = _of_database(error, folder)
        if fault is None:
            raise
        raise fault from error
    except OSError as error:
        raise StoreFull() if error.errno in _NO_ROOM else StoreFault(error.strerror or "?") from error


def is_unreadable(error: Exception) -> bool:
    """Whether the file is no database under this key: a wrong key and damaged first bytes look the same."""
    return _code(error) == int(dbapi.SQLITE_NOTADB)


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY_CODE


def _of_database(error: Exception, folder: Path) -> StoreError | None:
    code = _code(error)
    if code == dbapi.SQLITE_FULL:
        return StoreFull()
    if code in {dbapi.SQLITE_CORRUPT, dbapi.SQLITE_NOTADB}:
        return StoreDamaged()
    if code in {dbapi.SQLITE_BUSY, dbapi.SQLITE_LOCKED}:
        return StoreBusy()
    if code in {dbapi.SQLITE_IOERR, dbapi.SQLITE_CANTOPEN, dbapi.SQLITE_READONLY}:
        full = shutil.disk_usage(folder).free < _LITTLE_ROOM
        return StoreFull() if full else StoreFault(str(error))
    return None
