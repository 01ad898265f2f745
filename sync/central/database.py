"""The central service's own SQLite file: its schema, and transactions that survive a kill at any moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from sync.central.errors import DataNewer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA_VERSION = 1
Row = dict[str, Any]

_SCHEMA = """
CREATE TABLE app_users (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, token TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL, revoked_at TEXT
);
CREATE TABLE forms (
    id INTEGER PRIMARY KEY, form_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closing', 'closed'))
);
CREATE TABLE form_versions (
    id INTEGER PRIMARY KEY, form INTEGER NOT NULL REFERENCES forms, version TEXT NOT NULL, title TEXT NOT NULL,
    xform BLOB NOT NULL, md5 TEXT NOT NULL, published_at TEXT NOT NULL, current INTEGER NOT NULL,
    UNIQUE (form, version)
);
CREATE TABLE form_media (
    form INTEGER NOT NULL REFERENCES forms, name TEXT NOT NULL,
    sha256 TEXT NOT NULL, md5 TEXT NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (form, name)
);
CREATE TABLE assignments (
    app_user INTEGER NOT NULL REFERENCES app_users, form INTEGER NOT NULL REFERENCES forms, PRIMARY KEY (app_user, form)
);
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY, form INTEGER NOT NULL REFERENCES forms, instance_id TEXT NOT NULL, code TEXT NOT NULL,
    instance_name TEXT NOT NULL,
    app_user INTEGER REFERENCES app_users, device_id TEXT, received_at TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '', edited INTEGER NOT NULL DEFAULT 0,
    deleted_at TEXT, UNIQUE (form, instance_id)
);
CREATE INDEX submissions_by_code ON submissions (code);
CREATE TABLE submission_versions (
    id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submissions, form INTEGER NOT NULL REFERENCES forms,
    form_version INTEGER NOT NULL REFERENCES form_versions, instance_id TEXT NOT NULL, xml BLOB NOT NULL,
    received_at TEXT NOT NULL, current INTEGER NOT NULL, UNIQUE (form, instance_id)
);
CREATE INDEX submission_versions_of ON submission_versions (submission);
CREATE TABLE attachments (
    submission_version INTEGER NOT NULL REFERENCES submission_versions, name TEXT NOT NULL,
    sha256 TEXT, size INTEGER, content_type TEXT, PRIMARY KEY (submission_version, name)
);
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY, submission INTEGER NOT NULL REFERENCES submissions,
    status TEXT NOT NULL, message TEXT NOT NULL, decided_at TEXT NOT NULL
);
CREATE INDEX decisions_of ON decisions (submission);
CREATE TABLE datasets (name TEXT PRIMARY KEY, owner_only INTEGER NOT NULL DEFAULT 1);
CREATE TABLE dataset_properties (
    dataset TEXT NOT NULL REFERENCES datasets, name TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (dataset, name)
);
CREATE TABLE entities (
    id TEXT PRIMARY KEY, dataset TEXT NOT NULL REFERENCES datasets, label TEXT NOT NULL, version INTEGER NOT NULL,
    data TEXT NOT NULL, app_user INTEGER REFERENCES app_users, submission INTEGER REFERENCES submissions,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE INDEX entities_of_owner ON entities (dataset, app_user);
CREATE INDEX entities_of_submission ON entities (submission);
"""


class CentralDatabase:
    """The SQLite file of one central service: a connection for each piece of work, one writer at a time."""

    def __init__(self, path: Path) -> None:
        """Open or create the file at `path`; raises DataNewer when a newer program wrote it."""
        self._path = path
        # The last connection to close deletes the WAL, which costs two fsyncs: one stays open as long as the service.
        self._anchor = self._connect()
        try:
            self._prepare()
        except BaseException:
            self._anchor.close()
            raise

    def _prepare(self) -> None:
        self._anchor.execute("PRAGMA journal_mode = WAL")
        with self.writing() as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version > SCHEMA_VERSION:
                raise DataNewer(
                    f"The data was written by a newer version ({version}) than this one ({SCHEMA_VERSION})."
                )
            if version == 0:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Yield a connection for reading; each query sees what is committed."""
        with closing(self._connect()) as connection:
            yield Database(connection, execute_plugins=False)

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Yield a connection inside one write transaction, committed to the disk on leaving, undone on an exception."""
        with self.reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def close(self) -> None:
        """Close the connection that keeps the WAL alive."""
        self._anchor.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return connection


def one(db: Database, sql: str, *params: object) -> Row | None:
    """Return the first row of `sql` as a dict, None when there is none."""
    return next(iter(db.query(sql, params)), None)


def every(db: Database, sql: str, *params: object) -> tuple[Row, ...]:
    """Return all rows of `sql` as dicts."""
    return tuple(db.query(sql, params))
