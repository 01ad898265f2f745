"""What can go wrong between the kiosk and its central service; nothing else leaves `sync.openrosa`.

OpenRosaError               .text: what it means, for a person
├── Unreachable             no line, no such host, refused, reset, timed out
├── CaptivePortal           somebody else answered in the central's place: HTML, or a redirect to another host
├── Untrusted               a certificate of no authority we know, or plain http to another machine
├── Unauthorised            the token or the password is not accepted: never tried again by itself
├── ServerTrouble           5xx: try again later
├── ExchangeFault           the exchange (X-Road) did not pass it on: the central said nothing at all
│   ├── ExchangeTrouble     it failed: try again later
│   └── NotInExchange       it does not know this office, or does not let it through
├── Rejected                the central answered and does not want it (.verdict says what and what next)
├── BadAnswer               an answer that cannot be used: malformed, cut short, endless, dangerous
│   └── WrongHash           the file is not the one the list promised
├── DamagedPart             a file of ours is not what was recorded: it can never go
├── UnreadablePart          a file of ours cannot be read now: try again later
└── Cancelled               the caller asked to stop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T

if TYPE_CHECKING:
    from sync.openrosa.verdicts import Verdict


class OpenRosaError(Exception):
    """Anything the central service, or the way to it, did not do; the message never holds a token."""

    text = T("The centre could not be used just now. Nothing is lost; it will be tried again.")


class Unreachable(OpenRosaError):
    """Nobody answered, or the line broke: what had arrived is not known, so the same bytes go again."""

    text = T("There is no line to the centre now. Everything is kept here and goes when the line is back.")


class CaptivePortal(OpenRosaError):
    """The answer is a web page and not the central's: a sign-in page of the network, or a wrong address."""

    text = T(
        "A web page answered instead of the centre. Nothing was delivered; everything is kept here. "
        "The technician should sign in to the network or check the centre's address."
    )


class Untrusted(OpenRosaError):
    """The certificate could not be verified, or others could read along; neither is ever accepted."""

    text = T(
        "The connection to the centre cannot be trusted, so nothing was sent; everything is kept here. "
        "The technician should check the address, the clock and the installed certificates."
    )


class Unauthorised(OpenRosaError):
    """The credentials are wrong, revoked, or would have to travel in the clear."""

    text = T(
        "The centre does not accept this machine's key, so nothing was sent; everything is kept here. "
        "The technician should enter a new key."
    )


class ServerTrouble(OpenRosaError):
    """The central, or what stands before it, answered 5xx."""

    text = T("The centre has trouble at its own end. Everything is kept here and will be sent again later.")

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class ExchangeFault(OpenRosaError):
    """The exchange between the offices did not pass the request on."""


class ExchangeTrouble(ExchangeFault):
    """A security server on the way, or the line between two of them, failed."""

    text = T(
        "The exchange between the offices (X-Road) has trouble, the centre itself was not reached. "
        "Everything is kept here and will be sent again later."
    )


class NotInExchange(ExchangeFault):
    """The exchange does not know this office or the service, or the centre has not given it leave."""

    text = T(
        "The exchange between the offices (X-Road) does not let this office through to the centre. "
        "Everything is kept here; the technician should have the access granted."
    )


class Rejected(OpenRosaError):
    """The central understood and refused; `verdict` is the row of the table, `server_message` is for the technician."""

    def __init__(self, verdict: Verdict, server_message: str = "") -> None:
        super().__init__(f"{verdict.value}: {server_message}")
        self.verdict = verdict
        self.server_message = server_message
        self.text = verdict.text


class BadAnswer(OpenRosaError):
    """The answer is malformed, cut short, endless or dangerous; what it replaced stays in use."""

    text = T("What the centre sent is damaged and was not used. What was here before stays in use.")


class WrongHash(BadAnswer):
    """The bytes do not have the hash that the form list or the manifest promised."""

    text = T("A file arrived from the centre damaged and was not used. It will be fetched again.")


class DamagedPart(OpenRosaError):
    """An attachment could not be sent whole, so nothing of this POST counts."""

    text = T("A picture or file of this application is damaged on this machine. Tell the technician.")


class UnreadablePart(OpenRosaError):
    """An attachment could not be read from the disk now; it may be whole all the same, and goes another time."""

    text = T("A picture or file of this application cannot be read from the disk now. It is kept and will go later.")


class Cancelled(OpenRosaError):
    """The caller's cancel event was set; the same bytes go again another time."""

    text = T("Sending was stopped. Everything is kept here and goes the next time.")
