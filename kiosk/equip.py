"""Opens what a counter works with: key, store, line and printer; every fault has a sentence for the technician."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kiosk.delivery import DeliveryThread
from kiosk.equipment import Equipment
from kiosk.escrow import escrow_now
from kiosk.press import Press
from kiosk.retention import shred_delivered
from sync.hearing_time import recall_time
from sync.keys import find_vault, server_token
from sync.keys.level import require_level
from sync.keys.store_mark import hold_against_mark
from sync.openrosa.address import Central
from sync.openrosa.auth import credentials_of
from sync.openrosa.xroad import XRoad
from sync.store import Store
from sync.store.checked_clock import CheckedClock
from sync.store.clock import SystemClock
from sync.store.records import Scope
from sync.store.rekeying import opening_key

if TYPE_CHECKING:
    from kiosk.calls.office import OfficeCalls
    from kiosk.config import CentralAddress, Config
    from kiosk.shell import Shell
    from printing.lines import Route
    from printing.printers import Printer
    from sync.keys import Vault
    from sync.store.clock import Clock

THERMAL_PORT = 9100
_SWEPT = "forms.swept"


def equip(config: Config, data: Path, shell: Shell) -> Equipment:
    """Open everything in the folder `data` for `config`; the delivery's thread is not started yet.

    Raises KeyFault when the keyring gives no key, StoreError when the store cannot be opened.
    """
    vault = find_vault(os.environ)
    clock = CheckedClock(SystemClock())
    store = _open(config, data / "store", vault, clock)
    _sweep(store, config, clock)
    scope = Scope(config.central.id, config.office.id, config.device, "delivery")
    centrals = [central_of(address, config, vault) for address in config.centrals]
    delivery = DeliveryThread(store, centrals, scope, clock=clock, pause_seconds=config.sync_seconds)
    press = Press(printer_of(config))
    calls = _calls(config, vault, shell)
    return Equipment(config, store, clock, shell.look, shell, delivery, press, vault.describe(), calls)


def _calls(config: Config, vault: Vault, shell: Shell) -> OfficeCalls | None:
    if not (config.help.lamps or config.help.lamp):
        return None
    from kiosk.calls.office import join_calls

    calls = join_calls(config.help, config.device, server_token(vault, config.central.id) or "")
    if calls is not None:
        calls.show_in(shell)
    return calls


def _open(config: Config, folder: Path, vault: Vault, clock: CheckedClock) -> Store:
    """Open the store under a key that lies in escrow, no less safely kept than before, with the time heard before."""
    key = opening_key(vault, folder)
    escrow_now(config, folder, key)
    store = Store.open(folder, key, clock)
    try:
        hold_against_mark(vault, store)
        recall_time(store, clock)
        require_level(store, Scope("", config.office.id, config.device, "program"), vault.describe())
    except BaseException:
        store.close()
        raise
    return store


def _sweep(store: Store, config: Config, clock: Clock) -> None:
    """Remove editions that nobody needs and shred what was delivered long ago.

    Once a day and not more often: a sweep also drops media of an update that is still arriving.
    """
    today = clock.now().date().isoformat()
    if store.settings.get("", _SWEPT) != today:
        program = Scope("", config.office.id, config.device, "program")
        store.forms.sweep()
        shred_delivered(store, program, clock.now(), config.keep_days)
        store.settings.put(program, _SWEPT, today)


def central_of(address: CentralAddress, config: Config, vault: Vault) -> Central:
    """Return the central at `address` as delivery reaches it, with the secret from `vault`."""
    secret = server_token(vault, address.id) or ""
    url, root, xroad = address.url.replace("{token}", secret), "", None
    if address.xroad is not None:
        about = address.xroad
        xroad = XRoad(about.client, about.service, about.base, about.user)
        server = urlsplit(url)
        root = xroad.root(f"{server.scheme}://{server.netloc}")
        url = f"{root}{server.path}"
    return Central(
        id=address.id,
        url=url,
        root=root,
        xroad=xroad,
        credentials=credentials_of(address.auth, address.user, secret),
        ca=Path(address.ca) if address.ca else None,
        certificate=Path(address.certificate) if address.certificate else None,
        relay=address.relay,
        device_id=config.device,
        language=config.languages[0],
        batch_limit=address.batch_limit,
        proxies={"http": address.proxy, "https": address.proxy} if address.proxy else {},
    )


def _route(written: str) -> Route:
    """Return the way to a thermal printer: `/dev/usb/lp0`, `/dev/ttyS0@19200`, or `host:port`."""
    from printing.lines import DeviceRoute, NetworkRoute

    if written.startswith("/"):
        path, _, baud = written.partition("@")
        return DeviceRoute(Path(path), int(baud or 0))
    host, _, port = written.partition(":")
    return NetworkRoute(host, int(port or THERMAL_PORT))


def printer_of(config: Config) -> Printer | None:
    """Return the printer that `config` names, None where it names none."""
    # Only the driver that is named is loaded: each brings libraries of its own.
    if config.printing.queue:
        from printing.cups import CupsPrinter

        return CupsPrinter(config.printing.queue)
    if config.printing.thermal:
        from printing.thermal import ThermalPrinter

        return ThermalPrinter(_route(config.printing.thermal))
    if config.printing.folder:
        from printing.printers import FilePrinter

        return FilePrinter(Path(config.printing.folder))
    return None
