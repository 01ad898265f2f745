"""What the technician decides for one machine: the office, its central, printer and screen, from one TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assets.texts import LANGUAGES, T, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from printing.receipt import Paper


class ConfigRefused(Exception):
    """The configuration cannot be used; `text` tells the technician what to mend."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        self.text = text
        super().__init__(text.msgid)


@dataclass(frozen=True, slots=True)
class Office:
    """The office where the machine stands; `names` by language, `telephone` as it is dialled."""

    id: str
    names: Mapping[str, str]
    telephone: str = ""

    def name(self, language: str) -> str:
        """Return the office's name in `language`, else in the first language it has."""
        return self.names.get(language) or next(iter(self.names.values()))


@dataclass(frozen=True, slots=True)
class CentralAddress:
    """Where submissions go; `url` may hold `{token}`, which is filled from the keyring and never written to a file."""

    id: str
    url: str
    user: str = ""
    auth: str = "token"
    ca: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """A CUPS queue by name, a thermal printer on the network as `host:port`, or a folder; all empty: no printer."""

    queue: str = ""
    thermal: str = ""
    folder: str = ""
    paper: Paper = "a4"


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration of one machine; `keep_days` is how long what was delivered stays readable on it."""

    office: Office
    device: str
    central: CentralAddress
    printing: Printing = field(default_factory=Printing)
    languages: tuple[str, ...] = LANGUAGES
    full_screen: bool = True
    sync_seconds: int = 60
    keep_days: int = 30


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
    office = _section(table, "office")
    names = office.get("name")
    if not isinstance(names, dict) or not names:
        raise _missing("office.name")
    return Config(
        office=Office(_text(office, "office.id"), dict(names), str(office.get("telephone", ""))),
        device=_text(_section(table, "device"), "device.id"),
        central=_central(_section(table, "central")),
        printing=_printing(table.get("printing", {})),
        languages=_languages(table.get("kiosk", {})),
        full_screen=bool(table.get("kiosk", {}).get("full_screen", True)),
        sync_seconds=int(table.get("kiosk", {}).get("sync_seconds", 60)),
        keep_days=_days(table.get("kiosk", {})),
    )


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
    )


def _printing(section: Mapping[str, Any]) -> Printing:
    paper = section.get("paper", "a4")
    if paper not in ("a4", "80mm"):
        raise ConfigRefused(T("The configuration's entry {entry} must be a4 or 80mm.", entry="printing.paper"))
    thermal = str(section.get("thermal", ""))
    port = thermal.partition(":")[2]
    if port and not port.isdecimal():
        raise ConfigRefused(T("The configuration's entry {entry} must be a host and a port.", entry="printing.thermal"))
    return Printing(
        queue=str(section.get("queue", "")), thermal=thermal, folder=str(section.get("folder", "")), paper=paper
    )


def _languages(section: Mapping[str, Any]) -> tuple[str, ...]:
    languages = tuple(section.get("languages", LANGUAGES))
    unknown = [language for language in languages if language not in LANGUAGES]
    if unknown or not languages:
        raise ConfigRefused(T("The program does not speak the language {language} yet.", language=", ".join(unknown)))
    return languages


def _days(section: Mapping[str, Any]) -> int:
    days = section.get("keep_days", 30)
    if not isinstance(days, int) or days < 0:
        raise ConfigRefused(T("The configuration's entry {entry} must be a number of days.", entry="kiosk.keep_days"))
    return days


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
