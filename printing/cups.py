"""A queue of the CUPS scheduler, spoken to in IPP: explicit queue, job number, and a look at the printer first."""

from __future__ import annotations

import getpass
import http.client
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from printing import ipp
from printing.errors import PrinterMissing, PrinterNotReady, PrintFailed
from printing.ipp import Operation, Tag
from printing.printers import PrintJob
from printing.troubles import COVER, JAM, LOW_INK, LOW_PAPER, MISSING, NO_INK, NO_PAPER, PAUSED, REFUSED, SILENT

if TYPE_CHECKING:
    from assets.texts import Text
    from printing.ipp import Answer, Attribute
    from printing.printers import JobState

_UNAUTHORISED = 401  # the scheduler wants to know who asks; nothing else of HTTP's own is told apart
_STOPPED = 5  # printer-state, RFC 8011, 5.4.11
_JOB_STATES: dict[int | None, JobState] = {
    3: "waiting",
    4: "waiting",
    5: "printing",
    6: "stopped",
    7: "failed",
    8: "failed",
    9: "done",
}
# The beginnings of printer-state-reasons (RFC 8011, 5.4.12; PWG 5100.9) that keep paper from coming out. Printers end
# them in -error, -warning or -report as they please, so the ending says nothing.
_REASONS: tuple[tuple[tuple[str, ...], Text], ...] = (
    (("media-empty", "media-needed"), NO_PAPER),
    (("media-jam",), JAM),
    (("cover-open", "door-open", "interlock-open"), COVER),
    (("toner-empty", "marker-supply-empty", "marker-waste-full"), NO_INK),
    (("offline", "shutdown", "timed-out"), SILENT),
    (("paused", "stopping"), PAUSED),
)
_SOON: tuple[tuple[tuple[str, ...], Text], ...] = (
    (("media-low",), LOW_PAPER),
    (("toner-low", "marker-supply-low", "marker-waste-almost-full"), LOW_INK),
)


@dataclass(frozen=True, slots=True)
class CupsPrinter:
    """Prints to `queue`; `server` is the scheduler's socket path or host:port."""

    queue: str
    server: str = "/run/cups/cups.sock"
    timeout: float = 3.0  # seconds for each step of an exchange

    def probe(self) -> Text | None:
        """Ask the scheduler, and the printer itself where it speaks IPP: what a queue says of it is from its last job.

        Returns what will soon be wrong. Raises PrinterMissing, PrinterNotReady.
        """
        wanted: list[Attribute] = [
            (Tag.KEYWORD, "requested-attributes", "printer-state"),
            (Tag.KEYWORD, "", "printer-state-reasons"),
            (Tag.KEYWORD, "", "device-uri"),
            (Tag.KEYWORD, "", "printer-is-accepting-jobs"),
        ]
        queue = self._ask(Operation.GET_PRINTER_ATTRIBUTES, wanted)
        if queue.number("printer-state") == _STOPPED or queue.attributes.get("printer-is-accepting-jobs") == [False]:
            raise PrinterNotReady(PAUSED, "paused")
        device = next(iter(queue.words("device-uri")), "")
        return _check(_ask_device(device, wanted[:2], self.timeout) if device.startswith("ipp://") else queue)

    def submit(self, pdf: bytes, title: str) -> PrintJob:
        """Send the whole document in one request, from memory: nothing is written outside the scheduler's spool."""
        self.probe()
        attributes: list[Attribute] = [
            (Tag.NAME, "job-name", title),
            (Tag.MEDIA_TYPE, "document-format", "application/pdf"),
        ]
        number = self._ask(Operation.PRINT_JOB, attributes, pdf).number("job-id")
        if number is None:
            raise PrintFailed(REFUSED)
        return PrintJob(self.queue, number, title)

    def state(self, job: PrintJob) -> JobState:
        """Return where the job stands; out of paper it stays "printing", and `probe` says what is wrong."""
        try:
            found = self._ask(Operation.GET_JOB_ATTRIBUTES, [(Tag.INTEGER, "job-id", job.number)])
        except PrinterMissing:
            return "failed"
        return _JOB_STATES.get(found.number("job-state"), "failed")

    def wipe(self, job: PrintJob) -> None:
        """Cancel the job and remove its file, which CUPS would keep for a day."""
        attributes: list[Attribute] = [(Tag.INTEGER, "job-id", job.number), (Tag.BOOLEAN, "purge-job", True)]
        self._ask(Operation.CANCEL_JOB, attributes)

    def _ask(self, operation: Operation, attributes: list[Attribute], document: bytes = b"") -> Answer:
        """Ask the scheduler about the queue. Raises PrinterMissing, PrinterNotReady, PrintFailed."""
        path = f"/printers/{quote(self.queue, safe='')}"
        user = getpass.getuser()
        target: list[Attribute] = [
            (Tag.URI, "printer-uri", f"ipp://localhost{path}"),
            (Tag.NAME, "requesting-user-name", user),
        ]
        # job-id follows its printer-uri (RFC 8011, 4.3.1), everything else may stand in any order
        numbered = [one for one in attributes if one[1] == "job-id"]
        others = [one for one in attributes if one[1] != "job-id"]
        message = ipp.request(operation, [target[0], *numbered, target[1], *others], document)
        connection = _connection(self.server, self.timeout)
        try:
            answer = _exchange(connection, path, message, {"Authorization": f"PeerCred {user}"})
        except (OSError, http.client.HTTPException, ipp.MalformedAnswer) as fault:
            raise PrinterMissing(MISSING) from fault
        if answer.status == ipp.NOT_FOUND:
            raise PrinterMissing(MISSING)
        if answer.status == ipp.NOT_ACCEPTING:
            raise PrinterNotReady(PAUSED, "not-accepting-jobs")
        if not answer.good:
            raise PrintFailed(REFUSED)
        return answer


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over the scheduler's socket file."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _connection(server: str, timeout: float) -> http.client.HTTPConnection:
    return _SocketConnection(server, timeout) if "/" in server else http.client.HTTPConnection(server, timeout=timeout)


def _exchange(connection: http.client.HTTPConnection, path: str, message: bytes, headers: dict[str, str]) -> Answer:
    try:
        connection.request("POST", path, message, {"Content-Type": "application/ipp", **headers})
        response = connection.getresponse()
        content = response.read()
        return ipp.Answer(ipp.NOT_AUTHORISED) if response.status == _UNAUTHORISED else ipp.answer(content)
    finally:
        connection.close()


def _ask_device(device: str, wanted: list[Attribute], timeout: float) -> Answer:
    """Ask the printer behind a queue what it says of itself. Raises PrinterNotReady when it does not answer."""
    address = urlsplit(device)
    message = ipp.request(Operation.GET_PRINTER_ATTRIBUTES, [(Tag.URI, "printer-uri", device), *wanted])
    try:
        connection = http.client.HTTPConnection(address.hostname or "", address.port or 631, timeout=timeout)
        return _exchange(connection, address.path or "/", message, {})
    except (OSError, http.client.HTTPException, ipp.MalformedAnswer) as fault:
        raise PrinterNotReady(SILENT, "offline") from fault


def _check(answer: Answer) -> Text | None:
    """Return what will soon be wrong. Raises PrinterNotReady for what is wrong now."""
    for reason in answer.words("printer-state-reasons"):
        for beginnings, text in _REASONS:
            if reason.startswith(beginnings):
                raise PrinterNotReady(text, reason)
    found = (
        text for reason in answer.words("printer-state-reasons") for start, text in _SOON if reason.startswith(start)
    )
    return next(found, None)
