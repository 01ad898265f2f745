"""How one record leaves: POSTs that repeat the identical XML, or late files one by one where the central takes them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

from sync.openrosa.envelope import read_answer
from sync.openrosa.errors import CaptivePortal, Rejected, ServerTrouble
from sync.openrosa.multipart import FileBody, MultipartBody, batches
from sync.openrosa.verdicts import NextStep, Verdict, verdict_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

    from sync.openrosa.address import Central
    from sync.openrosa.envelope import Answer
    from sync.openrosa.multipart import Part
    from sync.openrosa.transport import Transport

    Progress = Callable[[int], None]

ANSWER_LIMIT = 256 * 1024
_OF_CENTRAL = re.compile(r"/projects/\d+/?$")


@dataclass(frozen=True, slots=True)
class Posted:
    """One request that the central took: what it meant, and the attachments it acknowledged with it."""

    verdict: Verdict
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is at the central; `known` tells that the central has acknowledged its XML before."""

    form_id: str
    instance_id: str
    known: bool = False


class Posting:
    """Sends records over one transport and remembers whether the central takes late files one by one.

    ODK Central does from 2025.2 on. A file that it takes so is acknowledged by itself, and the XML need not go again.
    """

    def __init__(
        self, central: Central, transport: Transport, *, random: random.Random, cancelled: Callable[[], bool]
    ) -> None:
        """`random` makes the multipart boundaries."""
        self._central, self._transport = central, transport
        self._random, self._cancelled = random, cancelled
        self._takes_files = _OF_CENTRAL.search(central.url) is not None

    def send(
        self, xml: bytes, parts: Sequence[Part], *, limit: int, place: Place | None, progress: Progress
    ) -> Iterator[Posted]:
        """Yield each request once it is taken; raises as `OpenRosaClient.submit`."""
        waiting = list(batches(xml, parts, limit))
        known = place is not None and place.known
        while waiting:
            batch = waiting.pop(0)
            if known and place is not None and batch:
                owed = []
                for part in batch:
                    if self._late(place, part, progress):
                        yield Posted(Verdict.STORED, (part.name,))
                    else:
                        owed.append(part)
                if not owed:
                    continue
                batch = tuple(owed)
            verdict, answer = self._post(xml, batch, progress)
            if verdict is Verdict.TOO_LARGE and len(batch) > 1:
                middle = len(batch) // 2
                waiting[:0] = [batch[:middle], batch[middle:]]
                continue
            _raise_unless_taken(verdict, answer)
            if verdict is Verdict.EDITED_SINCE:  # the record is there, but the office's edit closed it to late files
                yield Posted(verdict, ())
                return
            known = True
            yield Posted(verdict, tuple(part.name for part in batch))

    def _late(self, place: Place, part: Part, progress: Progress) -> bool:
        """Send one file by itself; False where that brought no acknowledgement, and the file goes with the XML.

        That POST's answer tells why, as 404 and 403 here do not: no such address, file there already, edited since.
        """
        if not self._takes_files:
            return False
        names = (quote(name, safe="") for name in (place.form_id, place.instance_id, part.name))
        url = self._central.endpoint("forms/{}/submissions/{}/attachments/{}".format(*names))
        body = FileBody(part, cancelled=self._cancelled, progress=progress)
        with self._transport.exchange("POST", url, headers={"Content-Type": part.media_type}, body=body) as response:
            answer = self._transport.read(response, ANSWER_LIMIT)
            if response.status_code >= 500 and response.status_code != 511:
                raise ServerTrouble(f"a late file was answered {response.status_code}", status=response.status_code)
            self._takes_files = response.status_code not in (404, 405)
            return response.status_code == 200 and _is_success(answer)

    def _post(self, xml: bytes, batch: Sequence[Part], progress: Progress) -> tuple[Verdict, Answer]:
        boundary = UUID(int=self._random.getrandbits(128)).hex
        body = MultipartBody(xml, batch, boundary=boundary, cancelled=self._cancelled, progress=progress)
        with self._transport.exchange(
            "POST", self._central.endpoint("submission"), headers={"Content-Type": body.content_type}, body=body
        ) as response:
            answer = read_answer(self._transport.read(response, ANSWER_LIMIT))
            return verdict_of(response.status_code, answer), answer


def _is_success(body: bytes) -> bool:
    """Tell whether ODK Central says that it has the file; a portal's page does not."""
    try:
        return bool(json.loads(body) == {"success": True})
    except (ValueError, RecursionError):
        return False


def _raise_unless_taken(verdict: Verdict, answer: Answer) -> None:
    if verdict.next_step is NextStep.DELIVERED:
        return
    if verdict is Verdict.NOT_THE_CENTRAL:
        raise CaptivePortal("something other than the central answered a submission")
    if verdict is Verdict.SERVER_TROUBLE:
        raise ServerTrouble(f"the central has trouble: {answer.message}", status=500)
    raise Rejected(verdict, answer.message)
