"""One HTTP exchange with a central: verified, bounded in size and time, never led elsewhere, secrets masked."""

from __future__ import annotations

import logging
import ssl
from contextlib import contextmanager
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions as failures
from requests.auth import AuthBase
from urllib3.exceptions import DecodeError, HTTPError

from sync.openrosa.address import mask
from sync.openrosa.auth import authentication, handed_over, is_private
from sync.openrosa.errors import (
    BadAnswer,
    Cancelled,
    CaptivePortal,
    OpenRosaError,
    Unauthorised,
    Unreachable,
    Untrusted,
)
from sync.openrosa.sockets import LineAdapter, Lines
from sync.openrosa.xroad import ERROR, exchange_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from sync.openrosa.address import Central

_log = logging.getLogger(__name__)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BODILESS = frozenset({204, 304})
_LENGTHS = ("Content-Length", "Transfer-Encoding")
_MOST_REDIRECTS = 4
_BLOCK = 64 * 1024
_MOST_DIGITS = 18  # of a count of bytes; Python itself refuses to read thousands of them
_SLOWEST = 100  # bytes a second below which an answer counts as a line that is not there


def byte_count(header: str) -> int | None:
    """Return the count of bytes that a header tells, None for what is none."""
    if not (header.isascii() and header.isdigit()) or len(header) > _MOST_DIGITS:
        return None
    return int(header)


class Sendable(Protocol):
    """A body of known length that begins anew each time it is iterated."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[bytes]: ...


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Leave redirects to us: where they may lead is our decision."""


class HandOver(AuthBase):
    """Hands a relay this machine's own credentials, over nothing but mutual TLS; raises Unauthorised else."""

    def __init__(self, central: Central) -> None:
        if central.certificate is None or urlsplit(central.url).scheme != "https":
            raise Unauthorised("a key is handed to a relay only over TLS with this machine's certificate")
        self._header = handed_over(central.credentials)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put it into `request`."""
        request.headers["Authorization"] = self._header
        return request


class Transport:
    """A `requests` session bound to one central; not shared between threads."""

    def __init__(
        self,
        central: Central,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        cancelled: Callable[[], bool],
        request_headers: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        """`clock` gives aware time for the Date header, `monotonic` seconds for time limits.

        `request_headers` gives what each request carries anew.
        """
        self._request_headers = request_headers
        self._central, self._clock, self._monotonic, self._cancelled = central, clock, monotonic, cancelled
        self._session = _Session()
        self._lines = Lines(2 * central.read_timeout, monotonic)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, LineAdapter(self._lines))
        self._session.trust_env = False  # no .netrc, no CA or proxy from the environment: only what is configured
        self._session.proxies.update(central.proxies)
        self._session.verify = str(central.ca) if central.ca else True
        self._session.cert = str(central.certificate) if central.certificate else None
        self._session.auth = HandOver(central) if central.relay else authentication(central.credentials, central.url)
        self._session.headers.update(
            {
                "User-Agent": "Pishkhan",
                "X-OpenRosa-Version": "1.0",
                "Accept-Language": central.language,
                **central.headers,
            }
        )

    def cut(self) -> None:
        """End the transfer under way; the only method that another thread may call."""
        self._lines.cut()

    def close(self) -> None:
        """Close every connection."""
        self._session.close()
        self._lines.close()

    @contextmanager
    def exchange(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Sendable | None = None,
        auth: AuthBase | None = None,
    ) -> Iterator[requests.Response]:
        """Give the answer to one request, body unread, after at most four redirects within the central.

        `auth` takes the place of the central's own credentials.

        Raises Unreachable, Untrusted, CaptivePortal (led to another host), BadAnswer (led to another scheme),
        Cancelled and whatever reading `body` raises.
        """
        response = self._follow(method, url, dict(headers or {}), body, auth)
        try:
            yield response
        finally:
            response.close()

    def blocks(self, response: requests.Response, limit: int) -> Iterator[bytes]:
        """Yield the decoded body; raises BadAnswer past `limit` bytes, Unreachable when it breaks off or drips."""
        announced = byte_count(response.headers.get("Content-Length", "0"))
        if announced is None or announced > limit:
            raise BadAnswer(f"the answer has no length, or one larger than {limit} bytes")
        started, received = self._monotonic(), 0
        with self._translated():
            # read1 gives what is there: read would wait for a whole block and never see a line that drips
            while block := response.raw.read1(_BLOCK, decode_content=True):
                received += len(block)
                if received > limit:
                    raise BadAnswer(f"the answer does not end within {limit} bytes")
                if self._cancelled():
                    raise Cancelled("stopped while receiving")
                self._check_pace(started, received)
                yield block
        if (
            not received
            and not any(name in response.headers for name in _LENGTHS)
            and response.status_code not in _BODILESS
        ):
            raise Unreachable("the answer broke off in its head")

    def read(self, response: requests.Response, limit: int) -> bytes:
        """Return the whole body of at most `limit` bytes."""
        return b"".join(self.blocks(response, limit))

    def _follow(
        self, method: str, url: str, headers: dict[str, str], body: Sendable | None, auth: AuthBase | None
    ) -> requests.Response:
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._once(method, url, headers, body, auth)
            if response.status_code not in _REDIRECTS:
                return response
            response.close()
            url = self._next(url, response.headers.get("Location", ""))
        raise BadAnswer("the central redirects in a circle")

    def _next(self, url: str, location: str) -> str:
        try:
            target = urljoin(url, location)
            if self._central.holds(target):
                return target
            led_away = self._led_away(target)
        except ValueError:
            raise BadAnswer("the central redirects to no address at all") from None
        raise led_away

    def _led_away(self, target: str) -> OpenRosaError:
        ours, theirs = urlsplit(self._central.url), urlsplit(target)
        if theirs.scheme not in ("http", "https") or theirs.hostname == ours.hostname:
            return BadAnswer(f"the central redirects to {theirs.scheme}, which is refused")
        return CaptivePortal("the answer leads to another host")

    def _once(
        self, method: str, url: str, headers: dict[str, str], body: Sendable | None, auth: AuthBase | None
    ) -> requests.Response:
        if not is_private(url):
            raise Untrusted("plain http is used only on this machine itself")
        if self._cancelled():
            raise Cancelled("stopped before a request")
        sent = {
            **self._request_headers(),
            **headers,
            "Date": format_datetime(self._clock().astimezone(UTC), usegmt=True),
        }
        with self._translated():
            response = self._session.request(
                method,
                url,
                headers=sent,
                data=body,
                auth=auth,
                stream=True,
                allow_redirects=False,
                timeout=(self._central.connect_timeout, self._central.read_timeout),
            )
        _log.info("%s %s: %d", method, self._central.mask(url), response.status_code)
        if self._central.xroad is not None and ERROR in response.headers:
            response.close()
            raise exchange_fault(response.headers[ERROR])
        return response

    def _check_pace(self, started: float, received: int) -> None:
        if self._monotonic() - started > self._central.read_timeout + received / _SLOWEST:
            raise Unreachable("the answer drips too slowly")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn what requests raises into our own errors, with neither a token nor the library's chain in them."""
        try:
            yield
        except OpenRosaError:
            raise
        except (failures.RequestException, HTTPError, OSError, UnicodeError) as error:
            found = self._translate(error)
        else:
            return
        raise found

    def _translate(self, error: Exception) -> OpenRosaError:
        if self._cancelled():
            return Cancelled("stopped in the middle of a transfer")
        said = self._central.mask(f"{type(error).__name__}: {error}")
        if isinstance(error, failures.SSLError) and not _broke_off(error):
            return Untrusted(said)
        if isinstance(error, failures.InvalidURL | failures.InvalidSchema | failures.MissingSchema):
            return BadAnswer(said)
        if isinstance(error, DecodeError | UnicodeError):
            return BadAnswer(said)
        return Unreachable(said)


def _broke_off(error: BaseException | None) -> bool:
    """Tell whether TLS only reports that the other side went away: that says nothing about whom to trust."""
    while error is not None and not isinstance(error, ssl.SSLEOFError):
        wrapped = error.args[0] if error.args else None  # as urllib3 does, which never raises what it wraps
        error = wrapped if isinstance(wrapped, BaseException) else error.__cause__
    return error is not None


class _TokenMask(logging.Filter):
    """Takes tokens out of what urllib3 logs about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), ()
        return True


logging.getLogger("urllib3.connectionpool").addFilter(_TokenMask())
