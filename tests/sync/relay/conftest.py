"""An office with a relay and certificates of its own, before a real central behind a fault proxy."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync.openrosa.address import Central
from sync.relay.holding import Holding
from sync.relay.relaying import Relay
from sync.relay.serving import Tls, serving_relay
from sync.relay.upstream import Upstream
from tests.faults.proxy import Fault, FaultProxy
from tests.sync.counter import Counter, open_counter
from tests.sync.openrosa.conftest import NOW
from tests.sync.openrosa.test_private_line import _certificate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.central.running import CentralHandle
    from sync.report import RunReport

KEY = bytes(range(32))
_PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Certificates:
    """PEM files of the office's authority, the relay, two machines of it, and a machine of somebody else.

    `revoked` is the authority's list, on which the neighbour stands.
    """

    authority: Path
    relay: Path
    machine: Path
    neighbour: Path
    stranger: Path
    revoked: Path


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    folder = tmp_path_factory.mktemp("certificates")
    ours, theirs = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = folder / "authority.pem"
    authority.write_bytes(_certificate("Office CA", ours, "Office CA", ours, authority=True).public_bytes(_PEM))

    def signed(name: str, issuer: str, issuer_key: ec.EllipticCurvePrivateKey) -> Path:
        key = ec.generate_private_key(ec.SECP256R1())
        path = folder / f"{name}.pem"
        secret = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        path.write_bytes(secret + _certificate(name, key, issuer, issuer_key, authority=False).public_bytes(_PEM))
        return path

    neighbour, revoked = signed("neighbour", "Office CA", ours), folder / "revoked.pem"
    revoked.write_bytes(_revoked(neighbour, ours))
    return Certificates(
        authority,
        signed("relay", "Office CA", ours),
        signed("machine", "Office CA", ours),
        neighbour,
        signed("stranger", "Other CA", theirs),
        revoked,
    )


def _revoked(certificate: Path, issuer_key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the list of the office's authority on which `certificate` stands."""
    gone = x509.load_pem_x509_certificate(certificate.read_bytes())
    entry = x509.RevokedCertificateBuilder().serial_number(gone.serial_number).revocation_date(NOW).build()
    listed = x509.CertificateRevocationListBuilder().issuer_name(gone.issuer).add_revoked_certificate(entry)
    dated = listed.last_update(NOW - timedelta(days=3650)).next_update(NOW + timedelta(days=3650))
    return dated.sign(issuer_key, hashes.SHA256()).public_bytes(_PEM)


@dataclass
class Office:
    """The relay with its line; `url` is what a machine is configured with in place of the central's."""

    relay: Relay
    holding: Holding
    url: str
    line: FaultProxy
    certificates: Certificates
    folder: Path

    def run(self, counter: Counter, **changes: Any) -> RunReport:
        about = {"ca": self.certificates.authority, "certificate": self.certificates.machine} | changes
        return counter.run(self.url, **about)

    def left(self) -> list[Path]:
        """Return what lies in the relay's folder."""
        return [path for path in self.folder.iterdir() if path.suffix != ".lock"]

    def down(self, connections: int = 50) -> None:
        """Let the line refuse the next connections."""
        self.line.will([Fault(refuse=True)] * connections)
        self.line.hang_up()

    def up(self) -> None:
        self.line.will(())


@contextmanager
def relaying(
    folder: Path,
    url: str,
    certificates: Certificates,
    *,
    patience: float = 25.0,
    most: int = 10_000_000,
    revoked: Path | None = None,
) -> Iterator[tuple[Relay, Holding, str]]:
    upstream = Upstream(
        Central("relay", url, connect_timeout=2, read_timeout=5),
        clock=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
    )
    tls = Tls(certificates.relay, certificates.authority, revoked)
    with closing(Holding(folder, KEY, most=most)) as holding:
        relay = Relay(holding, upstream, patience=patience)
        with serving_relay(relay, tls, "127.0.0.1", 0, clock=time.time, pause=3600) as address:
            yield relay, holding, address


@pytest.fixture
def office(tmp_path: Path, central: CentralHandle, certificates: Certificates) -> Iterator[Office]:
    url = urlsplit(central.token_url)
    assert url.hostname
    assert url.port
    with closing(FaultProxy((url.hostname, url.port))) as line:
        way = f"http://127.0.0.1:{line.port}"
        with relaying(tmp_path / "held", way, certificates) as (relay, holding, address):
            yield Office(relay, holding, address + url.path, line, certificates, tmp_path / "held")


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with closing(open_counter(tmp_path / "machine")) as counter:
        yield counter
