"""App users: one an office, known by the token in its URL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.central.database import every, one
from sync.central.errors import NoRights, NotAuthenticated, NotFound

if TYPE_CHECKING:
    from sqlite_utils import Database

    from sync.central.records import Records

_TOKEN = re.compile(r"[A-Za-z0-9!$_-]{64}")
_TOKEN_BYTES = 48  # 64 characters, as Central's tokens have


@dataclass(frozen=True, slots=True)
class AppUser:
    """Somebody who may download forms and submit; `token` is the secret part of the URL."""

    id: int
    name: str
    token: str


def create(records: Records, name: str) -> AppUser:
    """Make an app user with a new token, assigned to every form there is."""
    with records.database.writing() as db:
        token = records.secret(_TOKEN_BYTES)
        row = {"name": name, "token": token, "created_at": records.timestamp()}
        db.table("app_users").insert(row)
        user = authenticate(db, token)
        db.execute("INSERT INTO assignments (app_user, form) SELECT ?, id FROM forms", [user.id])
        return user


def first_or_created(records: Records, name: str) -> AppUser:
    """Return the app user `name` whose token still works, made now if there is none."""
    with records.database.reading() as db:
        row = one(db, "SELECT id, name, token FROM app_users WHERE name = ? AND revoked_at IS NULL", name)
    return create(records, name) if row is None else AppUser(**row)


def revoke(records: Records, app_user: int) -> None:
    """Make the token useless from now on; raises NotFound."""
    with records.database.writing() as db:
        if one(db, "SELECT 1 FROM app_users WHERE id = ?", app_user) is None:
            raise NotFound
        db.execute("UPDATE app_users SET revoked_at = ? WHERE id = ?", [records.timestamp(), app_user])


def authenticate(db: Database, token: str) -> AppUser:
    """Return whose token it is; raises NotAuthenticated when malformed, NoRights when unknown or revoked."""
    if _TOKEN.fullmatch(token) is None:
        raise NotAuthenticated
    row = one(db, "SELECT id, name, token FROM app_users WHERE token = ? AND revoked_at IS NULL", token)
    if row is None:
        raise NoRights
    return AppUser(**row)


def app_users(db: Database) -> tuple[AppUser, ...]:
    """Return all app users whose token works, oldest first."""
    return tuple(AppUser(**row) for row in every(db, "SELECT id, name, token FROM app_users WHERE revoked_at IS NULL"))
