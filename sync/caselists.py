"""The central's case list, a CSV of entities that this kiosk's own submissions made, read into cases."""

from __future__ import annotations

import csv
from io import StringIO

from sync.openrosa.errors import BadAnswer
from sync.store.records import Case

CASE_LIST = "cases.csv"
_UPDATED = ("updated", "__updatedAt", "__version")


def read_cases(content: bytes, central: str) -> tuple[Case, ...]:
    """Return the cases of `content` in its order; rows without a tracking code are no cases.

    Raises BadAnswer when it is not UTF-8, no CSV, or has no column `code`.
    """
    try:
        reader = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        if "code" not in (reader.fieldnames or ()):
            raise BadAnswer("the case list has no column code")
        return tuple(_case(row, central) for row in reader if (row["code"] or "").strip())
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadAnswer(f"the case list is no CSV: {error}") from None


def _case(row: dict[str, str | None], central: str) -> Case:
    def field(*names: str) -> str:
        return next((value.strip() for name in names if (value := row.get(name))), "")

    return Case(
        central=central,
        code=field("code"),
        status=field("status"),
        message=field("message"),
        service=field("service"),
        updated=field(*_UPDATED),
    )
