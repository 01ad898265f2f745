"""The client of one central: form list, manifest, downloads and submission, each with a closed set of outcomes."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import quote
from uuid import UUID

from sync.openrosa.envelope import Answer, read_answer
from sync.openrosa.errors import (
    BadAnswer,
    CaptivePortal,
    Rejected,
    ServerTrouble,
    Unauthorised,
    WrongHash,
)
from sync.openrosa.formlist import ListedForm, parse_form_list
from sync.openrosa.manifest import ListedMedia, parse_manifest
from sync.openrosa.posting import ANSWER_LIMIT, Posting
from sync.openrosa.transport import Transport, byte_count
from sync.openrosa.verdicts import Verdict

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    import requests

    from sync.openrosa.address import Central
    from sync.openrosa.multipart import Part
    from sync.openrosa.posting import Place, Posted

_LIST_LIMIT = 8 * 1024 * 1024
FILE_LIMIT = 512 * 1024 * 1024
_SMALLEST_BATCH = 64 * 1024
_KEPT_ANSWERS = 256
Listed = TypeVar("Listed")


class Tagged(Protocol):
    """Keeps small documents with their ETags."""

    def get(self, url: str) -> tuple[str, bytes] | None:
        """Return the ETag and the body that `url` gave last."""

    def put(self, url: str, etag: str, body: bytes) -> None:
        """Keep what `url` gave."""


class _TaggedInMemory:
    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, bytes]] = {}

    def get(self, url: str) -> tuple[str, bytes] | None:
        return self._kept.get(url)

    def put(self, url: str, etag: str, body: bytes) -> None:
        if len(self._kept) < _KEPT_ANSWERS:
            self._kept[url] = (etag, body)


class OpenRosaClient:
    """Speaks to one central over kept-alive connections; blocking, one thread, raises only OpenRosaError."""

    def __init__(
        self,
        central: Central,
        *,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
        random: random.Random,
        cancelled: Callable[[], bool] = lambda: False,
        tagged: Tagged | None = None,
    ) -> None:
        """`random` makes the multipart boundaries; `cancelled` is asked between any two blocks of any transfer.

        `tagged` keeps lists with their ETags, for as long as this client lives by default.
        """
        self.central = central
        self._transport = Transport(
            central, clock=clock, monotonic=monotonic, cancelled=cancelled, request_headers=self._request_headers
        )
        self._random = random
        self._posting = Posting(central, self._transport, random=random, cancelled=cancelled)
        self._tagged = tagged or _TaggedInMemory()
        self._batch_limit: int | None = None
        self._monotonic = monotonic
        self._dated: tuple[datetime, float] | None = None
        self._told: tuple[datetime, float] | None = None

    def cut(self) -> None:
        """End the transfer under way at once, from any thread; set what `cancelled` asks for before."""
        self._transport.cut()

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def form_list(self) -> tuple[ListedForm, ...]:
        """Return the forms this kiosk may use; unchanged lists cost one 304."""
        query = f"?deviceID={quote(self.central.device_id)}" if self.central.device_id else ""
        forms = self._tagged_list(self.central.endpoint("formList") + query, parse_form_list)
        self._told = self._dated  # only now: whatever else answers in the central's place has a clock too
        return forms

    def time_told(self) -> datetime | None:
        """Return what the central's clock shows now, as its last form list told; None where none came with a date."""
        if self._told is None:
            return None
        told, received = self._told
        return told + timedelta(seconds=self._monotonic() - received)

    def manifest(self, form: ListedForm) -> tuple[ListedMedia, ...]:
        """Return the media files of `form`; none where the list names no manifest."""
        if form.manifest_url is None:
            return ()
        return self._tagged_list(form.manifest_url, parse_manifest)

    def download(self, url: str, *, expected: str = "", limit: int = FILE_LIMIT) -> Iterator[bytes]:
        """Yield a file of at most `limit` bytes.

        Raises WrongHash at its end unless it has the `expected` hash ("md5:…"; "" for any).
        """
        digest = hashlib.md5(usedforsecurity=False)
        with self._got(url) as response:
            for block in self._transport.blocks(response, limit):
                digest.update(block)
                yield block
        if expected and f"md5:{digest.hexdigest()}" != expected:
            raise WrongHash(self.central.mask(f"{url} is not what the list promised"))

    def submit(
        self,
        xml: bytes,
        parts: Sequence[Part] = (),
        *,
        place: Place | None = None,
        most: int | None = None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Iterator[Posted]:
        """Send one record in as many requests as its size needs and yield each once it is taken.

        `place` is where late files of the record go one by one, `most` the bytes of one POST where the line is bad.
        Raises Unreachable, CaptivePortal, ServerTrouble, Unauthorised, Rejected, DamagedPart, Cancelled; what was
        yielded before stays acknowledged. `progress` hears bytes as they leave.
        """
        limit = self._limit() if most is None else min(most, self._limit())
        yield from self._posting.send(xml, parts, limit=limit, place=place, progress=progress)

    def probe(self) -> int:
        """Ask the central, without a body, how many bytes it takes in one POST; our own limit where it does not say.

        Raises Unreachable, CaptivePortal, ServerTrouble. Credentials are judged by the form list, not here.
        """
        with self._transport.exchange("HEAD", self.central.endpoint("submission")) as response:
            if response.status_code >= 500 or response.status_code == 407:
                _raise_for(response.status_code, Answer("empty"))
            if response.ok and response.status_code != 204 and "html" in response.headers.get("Content-Type", ""):
                raise CaptivePortal("a web page answered a probe")
            accepted = byte_count(response.headers.get("X-OpenRosa-Accept-Content-Length", ""))
        return self.central.batch_limit if accepted is None else accepted

    def _limit(self) -> int:
        """Return the bytes of one POST: our own limit, lowered to what the central says it accepts (asked once)."""
        if self._batch_limit is None:
            self._batch_limit = max(_SMALLEST_BATCH, min(self.central.batch_limit, self.probe()))
        return self._batch_limit

    def _tagged_list(self, url: str, parse: Callable[[bytes], Listed]) -> Listed:
        """GET a small document, with If-None-Match when it was had before, and keep it once it could be read."""
        tag, kept = self._tagged.get(url) or ("", b"")
        with self._got(url, {"If-None-Match": tag} if tag else {}) as response:
            dated = _date(response.headers.get("Date", ""))
            self._dated = None if dated is None else (dated, self._monotonic())
            if response.status_code == 304 and tag:
                return parse(kept)
            body = self._transport.read(response, _LIST_LIMIT)
            if read_answer(body[:1024]).kind == "html":
                raise CaptivePortal("a web page came instead of a list")
            found = parse(body)
            if new := response.headers.get("ETag", ""):
                self._tagged.put(url, new, body)
            return found

    def _request_headers(self) -> Mapping[str, str]:
        """Return what each request carries anew."""
        if self.central.xroad is None:
            return {}
        return self.central.xroad.headers(UUID(int=self._random.getrandbits(128), version=4))

    @contextmanager
    def _got(self, url: str, headers: Mapping[str, str] | None = None) -> Iterator[requests.Response]:
        url = self.central.reached(url)
        if not self.central.holds(url):
            raise BadAnswer("the central names a file on another host")
        with self._transport.exchange("GET", url, headers=headers) as response:
            if response.status_code != 200 and not (response.status_code == 304 and headers):
                _raise_for(response.status_code, read_answer(self._transport.read(response, ANSWER_LIMIT)))
                raise BadAnswer(f"a GET was answered with {response.status_code}")
            if "text/html" in response.headers.get("Content-Type", ""):
                raise CaptivePortal("a web page came instead of a file")
            yield response


def _date(header: str) -> datetime | None:
    """Return the moment of a Date header, None for what is none."""
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _raise_for(status: int, answer: Answer) -> None:
    """Raise what `status` means outside of a submission; return when it is a success."""
    if status == 401 or (status == 403 and answer.kind != "html"):
        raise Unauthorised(f"the central answered {status}: {answer.message}")
    if status in (408, 429) or (status >= 500 and status != 511):
        raise ServerTrouble(f"the central answered {status}: {answer.message}", status=status)
    if status == 404 and answer.kind != "html":
        raise Rejected(Verdict.UNKNOWN_FORM, answer.message)
    if status >= 400:
        raise CaptivePortal(f"something answered {status} that is not the central")
