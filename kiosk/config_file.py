"""A machine's TOML file, read whole or refused with a sentence that names the entry."""

from __future__ import annotations

import tomllib
from ipaddress import AddressValueError, IPv4Address
from typing import TYPE_CHECKING, Any

from assets.texts import LANGUAGES, T
from forms.lexical import NotLexical, decoded
from kiosk.config import (
    BATCH_LIMIT,
    CentralAddress,
    Config,
    ConfigRefused,
    Exchange,
    Help,
    Limits,
    Office,
    Printing,
    Speech,
    Updates,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_config(path: Path) -> Config:
    """Read the TOML file at `path`.

    Raises ConfigRefused with a sentence for the technician when it is missing, broken or incomplete.
    """
    return config_from(_table(path))


def read_updates(path: Path) -> Updates:
    """Read what the file at `path` says of newer programs and nothing else: what that means only they may know.

    Raises ConfigRefused.
    """
    return _updates(_table(path))


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigRefused(T("There is no configuration at {path}.", path=str(path))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigRefused(
            T("The configuration {path} cannot be read: {reason}", path=str(path), reason=str(error))
        ) from error


def config_from(table: Mapping[str, Any]) -> Config:
    """Build the configuration from a TOML `table`. Raises ConfigRefused naming the first entry that is wrong."""
    centrals = _centrals(table)
    kiosk = _optional(table, "kiosk")
    return Config(
        office=_office(_section(table, "office")),
        device=_text(_section(table, "device"), "device.id"),
        central=centrals[0],
        others=centrals[1:],
        printing=_printing(_optional(table, "printing")),
        languages=_languages(kiosk),
        full_screen=_yes(kiosk, "kiosk.full_screen", default=True),
        sync_seconds=_above_zero(kiosk, "kiosk.sync_seconds", 60),
        keep_days=_days(kiosk),
        speech=_speech(_optional(table, "speech")),
        limits=_limits(_optional(table, "limits")),
        help=_help(_optional(table, "help")),
        fleet_key=str(_optional(table, "keys").get("fleet", "")),
        report_hours=_hours(_optional(table, "health")),
        updates=_updates(table),
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
    relay = _yes(section, "central.relay")
    if relay and not section.get("certificate"):
        raise _missing("central.certificate")
    return CentralAddress(
        id=_text(section, "central.id"),
        url=_text(section, "central.url"),
        user=str(section.get("user", "")),
        auth=auth,
        ca=str(section.get("ca", "")),
        proxy=str(section.get("proxy", "")),
        courier=str(section.get("courier", "")),
        certificate=str(section.get("certificate", "")),
        relay=relay,
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
        stick=_yes(section, "printing.stick"),
        phone=_yes(section, "printing.phone"),
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
    return Speech(_yes(section, "speech.headphones"), str(section.get("prompts", "")), own)


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


def _hours(section: Mapping[str, Any]) -> int:
    hours, unknown = section.get("every_hours", 24), section.keys() - {"every_hours"}
    if unknown or not isinstance(hours, int) or isinstance(hours, bool) or hours < 0:
        entry = f"health.{min(unknown, default='every_hours')}"
        raise ConfigRefused(T("The configuration's entry {entry} must be a number of hours, 0 for never.", entry=entry))
    return hours


def _limits(section: Mapping[str, Any]) -> Limits:
    unknown = section.keys() - set(Limits.__slots__)
    if unknown:
        raise _not_above_zero(f"limits.{min(unknown)}")
    return Limits(**{name: _above_zero(section, f"limits.{name}", 0) for name in section})


def _help(section: Mapping[str, Any]) -> Help:
    lamps = tuple(str(lamp) for lamp in section.get("lamps", ()))
    try:
        for lamp in lamps:
            IPv4Address(lamp)
        return Help(lamps, lamp=_yes(section, "help.lamp"), port=int(section.get("port", Help().port)))
    except (AddressValueError, TypeError, ValueError):
        raise ConfigRefused(
            T("The configuration's entry {entry} must be a list of addresses like 192.168.1.5.", entry="help.lamps")
        ) from None


def _updates(table: Mapping[str, Any]) -> Updates:
    if "updates" not in table:
        return Updates()
    section = _section(table, "updates")
    return Updates(_text(section, "updates.releases"), _text(section, "updates.root"), str(section.get("url", "")))


def _section(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = table.get(name)
    if not isinstance(section, dict):
        raise _missing(name)
    return section


def _optional(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _section(table, name) if name in table else {}


def _yes(section: Mapping[str, Any], entry: str, *, default: bool = False) -> bool:
    value = section.get(entry.split(".")[1], default)
    if not isinstance(value, bool):
        raise ConfigRefused(T("The configuration's entry {entry} must be true or false.", entry=entry))
    return value


def _above_zero(section: Mapping[str, Any], entry: str, default: int) -> int:
    value = section.get(entry.split(".")[1], default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise _not_above_zero(entry)
    return value


def _not_above_zero(entry: str) -> ConfigRefused:
    return ConfigRefused(T("The configuration's entry {entry} must be a whole number above zero.", entry=entry))


def _text(section: Mapping[str, Any], entry: str) -> str:
    value = section.get(entry.split(".")[1])
    if not isinstance(value, str) or not value:
        raise _missing(entry)
    return value


def _missing(entry: str) -> ConfigRefused:
    return ConfigRefused(T("The configuration lacks the entry {entry}.", entry=entry))
