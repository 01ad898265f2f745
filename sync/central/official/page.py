"""One page of the official: a template, the words in the reader's language, and headers that let nothing else in."""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from assets.services import service_of
from assets.texts import COMPLETE, Text, direction, say, show_digits
from forms.calendars import show_moment
from forms.tracking import grouped
from sync.central.official.words import WORDS, as_of, error_title, free, look_words, status_words, waited

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.central.casework import Case

LANGUAGE_COOKIE = "language"
_OFFICE_TIME = ZoneInfo("Asia/Tehran")
_LANGUAGE_NAMES = {"fa": "فارسی", "en": "English"}
SAFE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def language_of(request: Request) -> str:
    """Return the language the reader chose, Persian at first."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in COMPLETE else COMPLETE[0]


def page(request: Request, template: str, title: Text, *, error: Text | None = None, **values: object) -> Response:
    """Return the page `template` with `title`; with an `error` it says so first, in its title too, as 422."""
    language = language_of(request)
    said = say(title, language)
    html = (
        _templates()
        .get_template(template)
        .render(
            w={name: say(text, language) for name, text in WORDS.items()},
            title=said if error is None else say(error_title(title), language),
            heading=said,
            error=None if error is None else say(error, language),
            language=language,
            direction=direction(language),
            languages=[(code, name) for code, name in _LANGUAGE_NAMES.items() if code != language],
            path=request.url.path,
            number=lambda count: show_digits(str(count), language),
            code=lambda code: show_digits(grouped(code), language),
            digits=lambda text: show_digits(text, language),
            moment=lambda text: _office_moment(text, language),
            status_words=lambda status: say(status_words(status), language),
            look_words=lambda look: say(look_words(look), language),
            as_of=lambda text: say(as_of(partial(_office_moment, text)), language),
            waited=lambda hours: say(waited(hours), language),
            free=lambda megabytes: say(free(megabytes), language),
            service=lambda case: say(service_title(case), language),
            say=lambda text: say(text, language),
            **values,
        )
    )
    return HTMLResponse(html, 200 if error is None else 422, SAFE_HEADERS)


def _office_moment(text: str, language: str) -> str:
    return show_moment(datetime.fromisoformat(text).astimezone(_OFFICE_TIME), language)


def service_title(case: Case) -> Text:
    """Return what the service is called; the form's own title where the catalogue does not know it."""
    service = service_of(case.form_id)
    return Text(case.title) if service is None else service.title


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
