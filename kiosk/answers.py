"""An answer as the person who gave it reads it: on the page that checks answers, and on the cards of a repeat."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from assets.texts import T, listed, say, show_digits
from forms.calendars import show_date
from kiosk.map.mercator import Place
from kiosk.map.words import place_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from assets.texts import Text
    from forms.state import ReviewEntry

HIDDEN = "••••"
_FILES: Final = {
    ".jpg": T("A photo was taken"),
    ".png": T("A signature or drawing is kept."),  # photos are kept as JPEG
    ".wav": T("A recording is kept."),
    ".mp3": T("A recording is kept."),
    ".m4a": T("A recording is kept."),
    ".ogg": T("A recording is kept."),
    ".mp4": T("A film is kept."),
    ".mov": T("A film is kept."),
    ".webm": T("A film is kept."),
}


def shown(entry: ReviewEntry, language: str) -> str:
    """Return an answer in words: dates in her calendar, numbers in her digits, a masked one hidden; "" stays ""."""
    if entry.masked:
        return HIDDEN
    if not entry.value:
        return ""
    if entry.control == "upload":
        return say(_file(entry.value), language)
    if entry.control == "trigger":
        return say(T("Yes"), language)
    tell = _BY_TYPE.get(entry.type)
    try:
        return tell(entry.value, language) if tell is not None else _plain(entry.value, language)
    except ValueError:  # whatever a form computes or another client stored
        return show_digits(entry.value, language)


def _plain(value: str, language: str) -> str:
    return show_digits(value, language) if value.isascii() else value


def _number(value: str, language: str) -> str:
    written = show_digits(value, language)
    return written.replace(".", "٫") if written != value else value


def _date(value: str, language: str) -> str:
    return show_date(date.fromisoformat(value[:10]), language)


def _time(value: str, language: str) -> str:
    return show_digits(f"{time.fromisoformat(value):%H:%M}", language)


def _moment(value: str, language: str) -> str:
    """The day and the time as they were given, on the clock of the office that stored them."""
    moment = datetime.fromisoformat(value)
    return listed([show_date(moment.date(), language), show_digits(f"{moment:%H:%M}", language)], language)


def _place(value: str, language: str) -> str:
    latitude, longitude, *_ = map(float, value.split())
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(value)
    return say(place_words(Place(latitude, longitude), language), language)


def _line(value: str, language: str) -> str:
    return say(T("Points: {count}", count=len(_points(value))), language)


def _area(value: str, language: str) -> str:
    points = _points(value)
    is_closed = len(points) > 1 and points[0] == points[-1]
    return say(T("Corners: {count}", count=len(points) - is_closed), language)


def _points(value: str) -> list[str]:
    return [point.strip() for point in value.split(";") if point.strip()]


def _file(name: str) -> Text:
    return _FILES.get(name[name.rfind(".") :].lower(), T("A file is kept."))


_BY_TYPE: Final[dict[str, Callable[[str, str], str]]] = {
    "date": _date,
    "time": _time,
    "dateTime": _moment,
    "int": _number,
    "integer": _number,
    "decimal": _number,
    "geopoint": _place,
    "geotrace": _line,
    "geoshape": _area,
}
