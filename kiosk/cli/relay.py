"""`pishkhan relay`: one machine of an office delivers for the others over its own line."""

from __future__ import annotations

import os
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from assets.texts import say
from kiosk.cli.machine import LANGUAGE
from sync.keys import find_vault
from sync.keys.errors import KeyFault
from sync.keys.store_key import new_store_key, read_store_key, written_store_key
from sync.openrosa.address import Central
from sync.openrosa.auth import is_private
from sync.openrosa.errors import Untrusted
from sync.relay.errors import RelayError
from sync.relay.holding import Holding
from sync.relay.relaying import Relay
from sync.relay.serving import Tls, serving_relay
from sync.relay.upstream import Upstream
from sync.store.errors import StoreError

_PEM = click.Path(path_type=Path, dir_okay=False, exists=True)
_KEY = "relay-key"


@click.command()
@click.option("--upstream", required=True, help="Scheme and host of the centre: https://central.example.org.")
@click.option("--certificate", type=_PEM, required=True, help="PEM of this relay's certificate and its key.")
@click.option("--machines", type=_PEM, required=True, help="PEM of the authority that signed the machines' ones.")
@click.option("--revoked", type=_PEM, help="PEM of that authority's list of certificates that are no longer good.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where things wait.")
@click.option("--ca", type=_PEM, help="PEM of the centre's private authority.")
@click.option("--host", default="0.0.0.0", show_default=True, help="The address to listen on.")  # noqa: S104
@click.option("--port", type=click.IntRange(0, 65535), default=8443, show_default=True, help="0 takes any free one.")
@LANGUAGE
def relay(
    upstream: str,
    certificate: Path,
    machines: Path,
    revoked: Path | None,
    data: Path,
    ca: Path | None,
    host: str,
    port: int,
    language: str,
) -> None:
    """Deliver for the other machines of this office until Ctrl+C; prints one line when it is ready.

    Each machine is configured with this relay's address in place of the centre's and with its own certificate. What
    the line does not take is held here, sealed, and counts as delivered only once the centre has it.
    """
    if not is_private(upstream):
        raise click.ClickException(say(Untrusted.text, language))
    central, tls = Central("relay", upstream.rstrip("/"), ca=ca), Tls(certificate, machines, revoked)
    try:
        with closing(Holding(data, _key())) as holding:
            way = Upstream(central, clock=lambda: datetime.now(UTC), monotonic=time.monotonic)
            with serving_relay(Relay(holding, way), tls, host, port, clock=time.time) as url:
                click.echo(url)
                threading.Event().wait()
    except (KeyFault, RelayError, StoreError) as fault:
        raise click.ClickException(say(fault.text, language)) from fault
    except OSError as error:
        raise click.ClickException(str(error)) from error


def _key() -> bytes:
    """Return the key under which everything is held, made and kept in the keyring at the first start."""
    vault = find_vault(os.environ)
    kept = vault.get(_KEY)
    if kept is None:
        kept = written_store_key(new_store_key())
        vault.put(_KEY, kept)
    return read_store_key(kept)
