"""What the technician decides for one machine: the office, its central, printer and screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assets.texts import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from printing.receipt import Paper
BATCH_LIMIT = 2_000_000  # bytes


class ConfigRefused(Exception):
    """The configuration cannot be used; `text` tells the technician what to mend."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        self.text = text
        super().__init__(text.msgid)


@dataclass(frozen=True, slots=True)
class Office:
    """The office where the machine stands; `names` by language, `telephone` as it is dialled.

    geopoint: latitude and longitude in degrees, where known altitude and accuracy in metres: "36.17 54.35".
    map: path of a map of its surroundings (MBTiles with pictures), "" for none.
    """

    id: str
    names: Mapping[str, str]
    telephone: str = ""
    geopoint: str = ""
    map: str = ""

    def name(self, language: str) -> str:
        """Return the office's name in `language`, else in the first language it has."""
        return self.names.get(language) or next(iter(self.names.values()))


@dataclass(frozen=True, slots=True)
class Exchange:
    """An X-Road in front of a central: who asks (`client`), what is asked (`service`), how the central names itself.

    `base` is scheme and host in the central's own lists, `user` the X-Road-UserId, "" for none.
    """

    client: str
    service: str
    base: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class CentralAddress:
    """Where submissions go; `url` may hold `{token}`, which is filled from the keyring and never written to a file.

    `ca` is a PEM file of a private authority, `proxy` the URL of an HTTP proxy, `batch_limit` the bytes of one POST.
    With `xroad`, `url` is the security server followed by the path at the central.
    `certificate` is a PEM file of this machine's own certificate and key, for a relay that asks for one. With `relay`,
    `url` is a relay's: it is handed what `auth` names, and proves this machine to the central with it.
    `courier` is the card of whoever takes sticks for this central (`pishkhan courier card`).
    """

    id: str
    url: str
    user: str = ""
    auth: str = "token"
    ca: str = ""
    proxy: str = ""
    courier: str = ""
    certificate: str = ""
    relay: bool = False
    batch_limit: int = BATCH_LIMIT
    xroad: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Printing:
    """A CUPS queue by name, a thermal printer, or a folder; all empty: no printer.

    thermal: `host:port` on the network, `/dev/usb/lp0` at USB, `/dev/ttyS0@19200` at a serial port with its speed.
    stick, phone: whether a citizen may take copies away without paper.
    """

    queue: str = ""
    thermal: str = ""
    folder: str = ""
    paper: Paper = "a4"
    stick: bool = False
    phone: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """How the machine is heard.

    `headphones` promises that nobody but the person hears it: only then are her answers read out. `prompts` is the
    folder of what humans have recorded. `keypad` names the keys of a keypad that sends others than most do.
    """

    headphones: bool = False
    prompts: str = ""
    keypad: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Help:
    """Calls for help over the office's network: the `lamps` that this machine calls, as IPv4 addresses, and whether it
    is itself a lamp; all of them hear on `port`.
    """

    lamps: tuple[str, ...] = ()
    lamp: bool = False
    port: int = 47126


@dataclass(frozen=True, slots=True)
class Limits:
    """Past one of these no new application is begun: how long the oldest waits, how many wait, megabytes left."""

    backlog_days: int = 60
    backlog: int = 20_000
    free_mb: int = 200


@dataclass(frozen=True, slots=True)
class Updates:
    """Newer programs: the folder that they are kept in, the repository's trusted `root` and its `url`, "" for sticks.

    Without `releases` none is ever taken.
    """

    releases: str = ""
    root: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration of one machine; `keep_days` is how long what was delivered stays readable on it.

    `central` is the office's own service, which its staff belong to; `others` offer their forms here too, and each
    application goes to the central whose form it is.
    """

    office: Office
    device: str
    central: CentralAddress
    printing: Printing = field(default_factory=Printing)
    languages: tuple[str, ...] = LANGUAGES
    full_screen: bool = True
    sync_seconds: int = 60
    keep_days: int = 30
    others: tuple[CentralAddress, ...] = ()
    speech: Speech = field(default_factory=Speech)
    limits: Limits = field(default_factory=Limits)
    help: Help = field(default_factory=Help)
    updates: Updates = field(default_factory=Updates)
    fleet_key: str = ""  # a PEM file: the public key that the store's key is wrapped to
    report_hours: int = 24  # between health reports, where the centre offers the form for them; 0 for none

    @property
    def centrals(self) -> tuple[CentralAddress, ...]:
        """Every central that this machine delivers to, the office's own first."""
        return (self.central, *self.others)
