"""Functions of dates and times."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from forms.xpath.compiled import Code, as_string
from forms.xpath.dates import (
    date_of_days,
    datetime_of_days,
    fill_pattern,
    instant,
    parse_date,
    parse_time,
    time_of_day,
    utc_days,
)
from forms.xpath.functions.signature import Function
from forms.xpath.numeric import NAN, parse_number
from forms.xpath.values import Value, atom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.xpath.context import Context, Environment


def _read(value: Value, environment: Environment) -> date | float | None:
    """Return the date, the datetime or the number that `value` is or says, None where it is none of them."""
    held = atom(value, environment)
    if isinstance(held, str):
        number = parse_number(held)
        return number if number == number else parse_date(held.strip(), environment.zone())
    if isinstance(held, bool):
        return None
    if isinstance(held, float):
        return held if held == held else None
    return held


def _date(arguments: Sequence[Code]) -> Code:
    """Return code for date(): of a datetime its day, of a number so many days after 1970-01-01."""
    run = arguments[0].run

    def read(c: Context) -> Value:
        value = run(c)
        found = _read(value, c.environment)
        if isinstance(found, float):
            found = date_of_days(found)
        if isinstance(found, datetime) and not isinstance(value, str):
            found = found.astimezone(c.environment.zone()).date()
        return "" if found is None else found

    return Code("any", read)


def _date_time(arguments: Sequence[Code]) -> Code:
    run = arguments[0].run

    def read(c: Context) -> Value:
        found = _read(run(c), c.environment)
        zone = c.environment.zone()
        moment = datetime_of_days(found, zone) if isinstance(found, float) else found
        return "" if moment is None else instant(moment, zone)

    return Code("any", read)


def _decimal_date_time(arguments: Sequence[Code]) -> Code:
    run = arguments[0].run

    def read(c: Context) -> float:
        found = _read(run(c), c.environment)
        if found is None or isinstance(found, float):
            return NAN if found is None else found
        return utc_days(found, c.environment.zone())

    return Code("number", read)


def _moment(value: Value, environment: Environment) -> datetime | None:
    """Return the moment `value` stands for; a time alone is one of today."""
    found = _read(value, environment)
    zone = environment.zone()
    if isinstance(found, float):
        found = date_of_days(found)
    if found is not None:
        return instant(found, zone)
    held = atom(value, environment)
    moment = parse_time(held, environment.now().date(), zone) if isinstance(held, str) else None
    return None if moment is None else moment.astimezone(zone)


def _decimal_time(arguments: Sequence[Code]) -> Code:
    run = arguments[0].run

    def read(c: Context) -> float:
        moment = _moment(run(c), c.environment)
        return NAN if moment is None else time_of_day(moment)

    return Code("number", read)


def _format(arguments: Sequence[Code]) -> Code:
    run, pattern = arguments[0].run, as_string(arguments[1])

    def write(c: Context) -> str:
        moment = _moment(run(c), c.environment)
        return "" if moment is None else fill_pattern(pattern(c), moment)

    return Code("string", write)


FUNCTIONS = {
    "date": Function(1, 1, _date),
    "date-time": Function(1, 1, _date_time),
    "decimal-date-time": Function(1, 1, _decimal_date_time),
    "decimal-time": Function(1, 1, _decimal_time),
    "format-date": Function(2, 2, _format),
    "format-date-time": Function(2, 2, _format),
    "now": Function(0, 0, lambda _: Code("any", lambda c: c.environment.now())),
    "today": Function(0, 0, lambda _: Code("any", lambda c: c.environment.now().date())),
}
