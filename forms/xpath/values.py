"""The values expressions work with, and how each becomes a number, a text or a truth.

A node gives the value of its type: what is stored is text, `Node.type` says how it reads. Every conversion takes the
environment, because a datetime is a day only in a zone.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from forms.tree import Node
from forms.xpath.dates import date_days, days, instant, parse_date, parse_time, time_of_day, write_datetime
from forms.xpath.numeric import NAN, format_number, parse_number

if TYPE_CHECKING:
    from datetime import tzinfo

    from forms.xpath.context import Environment

Nodes: TypeAlias = list[Node]
Value: TypeAlias = str | float | bool | date | datetime | Nodes
"""`datetime` is always aware; a node list is in document order unless a function made another."""

Atom: TypeAlias = str | float | bool | date
"""A value that is not a node list; a datetime is a date."""

TYPED = frozenset({"int", "decimal", "boolean", "date", "dateTime", "time"})
"""Types whose nodes read as something else than their text."""

_TRUTHS = {"1": True, "true": True, "0": False, "false": False}
_SHORTEST_DATE = 10
_PLAIN_NUMBERS = re.compile(r"[0-9.-]*")


def atom(value: Value, environment: Environment) -> Atom:
    """Return `value` itself, or what the first of its nodes holds; an empty text where there is none."""
    if isinstance(value, list):
        return node_atom(value[0], environment) if value else ""
    return value


def node_atom(node: Node, environment: Environment) -> Atom:
    """Return what `node` holds, by its type; its text where that does not fit the type."""
    kind = node.type
    text = _text(node, environment)
    if kind not in TYPED or not text:
        return text
    if kind in ("int", "decimal"):
        number = parse_number(text)
        return text if number != number else number
    if kind == "boolean":
        return _TRUTHS.get(text, text)
    if kind == "time":
        return text
    read = parse_date(text, environment.zone())
    if read is None:
        return text
    return instant(read, environment.zone()) if kind == "dateTime" else _day(read, environment.zone())


def _text(node: Node, environment: Environment) -> str:
    """Return the text of `node`; that of a whole subtree is paid for."""
    text = node.text()
    if node.children:
        environment.spend(len(node.children) + len(text) // 4)
    return text


def to_string(value: Value, environment: Environment) -> str:
    """Return `value` as a text: `true`, `110`, `NaN`, `2026-11-22` (a datetime gives its date)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format_number(value)
    if isinstance(value, list):
        return node_string(value[0], environment) if value else ""
    return _day(value, environment.zone()).isoformat()


def node_string(node: Node, environment: Environment) -> str:
    """Return the text of `node`, written as values of its type are."""
    if node.type not in TYPED:
        return _text(node, environment)
    return to_string(node_atom(node, environment), environment)


def to_number(value: Value, environment: Environment) -> float:
    """Return `value` as a number; a date is days since 1970-01-01, whole ones; NaN where there is none."""
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return text_number(value, environment)
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, list):
        return node_number(value[0], environment) if value else NAN
    return float(days(value, environment.zone()) // 1)


def node_number(node: Node, environment: Environment) -> float:
    """Return what `node` holds as a number; a time of day is the part of the day gone by."""
    if node.type == "time":
        return _time_number(node.text(), environment)
    return text_number(_text(node, environment), environment)


def node_numbers(nodes: Nodes, environment: Environment) -> list[float]:
    """Return the numbers that `nodes` hold, those that hold none left out; a whole column of plain ones at once."""
    texts = [node.value for node in nodes if node.value or node.children]
    if "" not in texts and _PLAIN_NUMBERS.fullmatch("".join(texts)):
        try:
            return list(map(float, texts))
        except ValueError:  # 1.2.3 or 4-5: looked at one by one
            pass
    found = [node_number(node, environment) for node in nodes]
    return [number for number in found if number == number]


def text_number(text: str, environment: Environment) -> float:
    """Return the number or, for an ISO date, the whole days in `text`."""
    number = parse_number(text)
    return number if number == number else float(text_days(text, environment) // 1)


def text_days(text: str, environment: Environment) -> float:
    """Return the days since 1970-01-01 where `text` is an ISO date or datetime, else NaN."""
    if len(text) < _SHORTEST_DATE or text[4] != "-":
        return NAN
    if len(text) == _SHORTEST_DATE:
        return date_days(text)
    read = parse_date(text, environment.zone())
    return NAN if read is None else days(read, environment.zone())


def to_order(value: Value, environment: Environment) -> float:
    """Return what `<` and its kin compare: the number, or days with their fraction for dates and datetimes."""
    if isinstance(value, list):
        return node_order(value[0], environment) if value else NAN
    if isinstance(value, str):
        number = parse_number(value)
        return number if number == number else text_days(value, environment)
    if isinstance(value, date):
        return days(value, environment.zone())
    return float(value)


def node_order(node: Node, environment: Environment) -> float:
    """Return what `<` and its kin compare for what `node` holds."""
    if node.type == "time":
        return _time_number(node.text(), environment)
    return to_order(_text(node, environment), environment)


def to_boolean(value: Value, environment: Environment) -> bool:
    """Return the truth of `value`: of a node-set that of its first node's value, so an empty answer is false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value == value and value != 0
    if isinstance(value, list):
        return bool(value) and to_boolean(node_atom(value[0], environment), environment)
    return bool(value)


def to_stored(value: Value, data_type: str, environment: Environment) -> str:
    """Return `value` as a node of `data_type` stores it; nothing for NaN.

    Booleans are 1 and 0. Dates take the form of the type: `2026-11-22`, `08:30:00.000+03:30`, or both in one for any
    other type.
    """
    if isinstance(value, float) and data_type != "boolean":
        return str(int(value)) if value.is_integer() else _stored_number(value, data_type)
    held = atom(value, environment)
    if data_type == "boolean" and held != "":
        held = to_boolean(held, environment)
    if isinstance(held, str):
        return held
    if isinstance(held, bool):
        return "1" if held else "0"
    if isinstance(held, float):
        return _stored_number(held, data_type)
    if data_type == "date":
        return to_string(held, environment)
    written = write_datetime(instant(held, environment.zone()))
    return written[_SHORTEST_DATE + 1 :] if data_type == "time" else written


def _stored_number(value: float, data_type: str) -> str:
    if value != value:
        return ""
    return format_number(float(math.trunc(value)) if data_type == "int" and math.isfinite(value) else value)


def _day(value: date, zone: tzinfo) -> date:
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def _time_number(text: str, environment: Environment) -> float:
    now = environment.now()
    moment = parse_time(text, now.date(), environment.zone())
    return NAN if moment is None else time_of_day(moment.astimezone(environment.zone()))
