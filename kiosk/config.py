"""What the technician decides for one machine: the office, its central, printer and screen, from one TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Address
from typing import TYPE_CHECKING, Any

from assets.texts import LANGUAGES, T, Text
from forms.lexical import NotLexical, decoded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from printing.receipt import Paper


BATCH_LIMIT = 2_000_000


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
    `certificate` is a PEM file of this machine's own certificate and key, for a relay that asks for one.
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
    fleet_key: str = ""  # a PEM file: the public key that the store's key is wrapped to

    @property
    def centrals(self) -> tuple[CentralAddress, ...]:
        """Every central that this machine delivers to, the office's own first."""
        return (self.central, *self.others)


def read_config(path: Path) -> Config:
    """Read the TOML file at `path`.

    Raises ConfigRefused with a sentence for the technician when it is missing, broken or incomplete.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigRefused(T("There is no configuration at {path}.", path=str(path))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigRefused(
            T("The configuration {path} cannot be read: {reason}", path=str(path), reason=str(error))
        ) from error
    return config_from(table)


def config_from(table: Mapping[str, Any]) -> Config:
    """Build the configuration from a TOML `table`. Raises ConfigRefused naming the first entry that is wrong."""
    centrals = _centrals(table)
    return Config(
        office=_office(_section(table, "office")),
        device=_text(_section(table, "device"), "device.id"),
        central=centrals[0],
        others=centrals[1:],
        printing=_printing(table.get("printing", {})),
        languages=_languages(table.get("kiosk", {})),
        full_screen=bool(table.get("kiosk", {}).get("full_screen", True)),
        sync_seconds=int(table.get("kiosk", {}).get("sync_seconds", 60)),
        keep_days=_days(table.get("kiosk", {})),
        speech=_speech(table.get("speech", {})),
        limits=_limits(table.get("limits", {})),
        help=_help(table.get("help", {})),
        fleet_key=str(table.get("keys", {}).get("fleet", "")),
    )


def _office(section: Mapping[str, Any]) -> Office:
    names = section.get("name")
    if not isinstance(names, dict) or not names:
        raise _missing("office.name")
    try:
        geopoint = decoded(str(section.get("geopoint", "")), "geopoint")
    except NotLexical:
        text = T("The configuration's entry {entry} must be a latitude and a longitude.", entry="office.geopoint")
        raise ConfigRefused(text) from None
    told = {entry: str(section.get(entry, "")) for entry in ("telephone", "map")}
    return Office(_text(section, "office.id"), dict(names), geopoint=geopoint, **told)


def _centrals(table: Mapping[str, Any]) -> tuple[CentralAddress, ...]:
    """Return what `[central]` says, or each `[[central]]`: their ids must differ."""
    sections = table.get("central")
    if not isinstance(sections, list):
        return (_central(_section(table, "central")),)
    found = tuple(_central(section) for section in sections if isinstance(section, dict))
    if not found:
        raise _missing("central")
    if len({central.id for central in found}) != len(found):
        raise ConfigRefused(T("Two centres in the configuration have the same {entry}.", entry="central.id"))
    return found


def _central(section: Mapping[str, Any]) -> CentralAddress:
    auth = str(section.get("auth", "token"))
    if auth not in ("token", "digest", "basic"):
        raise ConfigRefused(
            T("The configuration's entry {entry} must be token, digest or basic.", entry="central.auth")
        )
    return CentralAddress(
        id=_text(section, "central.id"),
        url=_text(section, "central.url"),
        user=str(section.get("user", "")),
        auth=auth,
        ca=str(section.get("ca", "")),
        proxy=str(section.get("proxy", "")),
        courier=str(section.get("courier", "")),
        certificate=str(section.get("certificate", "")),
        batch_limit=_bytes(section),
        xroad=_exchange(section),
    )


def _exchange(section: Mapping[str, Any]) -> Exchange | None:
    if "xroad" not in section:
        return None
    about = _section(section, "xroad")
    client, service, base = (_text(about, f"xroad.{name}") for name in ("client", "service", "base"))
    return Exchange(client, service, base, user=str(about.get("user", "")))


def _printing(section: Mapping[str, Any]) -> Printing:
    paper = section.get("paper", "a4")
    if paper not in ("a4", "80mm"):
        raise ConfigRefused(T("The configuration's entry {entry} must be a4 or 80mm.", entry="printing.paper"))
    thermal = str(section.get("thermal", ""))
    number = thermal.partition("@" if thermal.startswith("/") else ":")[2]
    if number and not number.isdecimal():
        raise ConfigRefused(
            T(
                "The configuration's entry {entry} must be a host and a port, or a device file and its speed.",
                entry="printing.thermal",
            )
        )
    return Printing(
        queue=str(section.get("queue", "")),
        thermal=thermal,
        folder=str(section.get("folder", "")),
        paper=paper,
        stick=section.get("stick", False) is True,
        phone=section.get("phone", False) is True,
    )


def _speech(section: Mapping[str, Any]) -> Speech:
    keypad = section.get("keypad", {})
    try:
        own = {str(name): tuple(map(str, keys)) for name, keys in keypad.items()}
        if own:
            from kiosk.keymap import keymap  # it asks Qt for the names of keys, which no other entry needs

            keymap(own)
    except (AttributeError, TypeError, LookupError) as unknown:
        text = T("The configuration's entry {entry} names a key that is not known.", entry="speech.keypad")
        raise ConfigRefused(text) from unknown
    return Speech(bool(section.get("headphones", False)), str(section.get("prompts", "")), own)


def _languages(section: Mapping[str, Any]) -> tuple[str, ...]:
    languages = tuple(section.get("languages", LANGUAGES))
    unknown = [language for language in languages if language not in LANGUAGES]
    if unknown or not languages:
        raise ConfigRefused(T("The program does not speak the language {language} yet.", language=", ".join(unknown)))
    return languages


def _bytes(section: Mapping[str, Any]) -> int:
    limit = section.get("batch_limit", BATCH_LIMIT)
    if not isinstance(limit, int) or limit <= 0:
        raise ConfigRefused(
            T("The configuration's entry {entry} must be a number of bytes.", entry="central.batch_limit")
        )
    return limit


def _days(section: Mapping[str, Any]) -> int:
    days = section.get("keep_days", 30)
    if not isinstance(days, int) or days < 0:
        raise ConfigRefused(T("The configuration's entry {entry} must be a number of days.", entry="kiosk.keep_days"))
    return days


def _limits(section: Mapping[str, Any]) -> Limits:
    for entry, value in section.items():
        if entry not in Limits.__slots__ or not isinstance(value, int) or value < 1:
            raise ConfigRefused(
                T("The configuration's entry {entry} must be a whole number above zero.", entry=f"limits.{entry}")
            )
    return Limits(**section)


def _help(section: Mapping[str, Any]) -> Help:
    lamps = tuple(str(lamp) for lamp in section.get("lamps", ()))
    try:
        for lamp in lamps:
            IPv4Address(lamp)
        return Help(lamps, lamp=bool(section.get("lamp", False)), port=int(section.get("port", Help().port)))
    except (AddressValueError, TypeError, ValueError):
        raise ConfigRefused(
            T("The configuration's entry {entry} must be a list of addresses like 192.168.1.5.", entry="help.lamps")
        ) from None


def _section(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = table.get(name)
    if not isinstance(section, dict):
        raise _missing(name)
    return section


def _text(section: Mapping[str, Any], entry: str) -> str:
    value = section.get(entry.split(".")[1])
    if not isinstance(value, str) or not value:
        raise _missing(entry)
    return value


def _missing(entry: str) -> ConfigRefused:
    return ConfigRefused(T("The configuration lacks the entry {entry}.", entry=entry))
