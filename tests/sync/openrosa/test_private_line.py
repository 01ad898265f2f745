"""TLS as deployed: a private authority is trusted when configured, and nothing else ever is."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.openrosa.auth import Basic
from sync.openrosa.errors import BadAnswer, Cancelled, Unreachable, Untrusted
from tests.sync.openrosa.answers import form_list, head_of_submission, stored
from tests.sync.openrosa.conftest import NOW
from tests.sync.openrosa.scripted import Asked, Reply, Scripted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sync.openrosa.conftest import Connect, Serve


def answer(asked: Asked) -> Reply:
    if asked.method == "HEAD":
        return head_of_submission()
    return stored() if asked.method == "POST" else form_list()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ministry's own authority `ca.pem` and a server's `server.pem` signed by it."""
    folder = tmp_path_factory.mktemp("authority")
    ca_key, server_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca = _certificate("Ministry CA", ca_key, "Ministry CA", ca_key, authority=True)
    server = _certificate("Central", server_key, "Ministry CA", ca_key, authority=False)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(ca.public_bytes(pem))
    key = server_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(key + server.public_bytes(pem))
    return folder


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

    builder = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=3650))
        .not_valid_after(NOW + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if authority:  # Python 3.13 trusts no authority that does not say what its key is for
        builder = builder.add_extension(_signs_certificates(), critical=True)
    else:
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _signs_certificates() -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    return x509.KeyUsage(
        **dict.fromkeys(names, False), key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False
    )


@pytest.fixture
def private(authority: Path) -> Iterator[Scripted]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "server.pem")
    server = Scripted(answer, tls=context)
    yield server
    server.close()


def test_a_configured_private_authority_is_trusted(private: Scripted, connect: Connect, authority: Path) -> None:
    client = connect(private.url, ca=authority / "ca.pem", credentials=Basic("kiosk", "password"))
    assert client.form_list() == ()
    assert len(list(client.submit(b"<data/>"))) == 1


def test_a_private_line_that_breaks_in_the_middle_is_a_broken_line_and_no_question_of_trust(
    connect: Connect, authority: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "server.pem")
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up_early() -> None:
            line, _ = listening.accept()
            with context.wrap_socket(line, server_side=True) as private:
                private.recv(4000)  # the probe
                private.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            line, _ = listening.accept()
            with context.wrap_socket(line, server_side=True) as private:
                private.recv(1000)  # of the body
                socket.socket.shutdown(private, socket.SHUT_RDWR)
                assert ended.wait(10)

        serving = threading.Thread(target=hang_up_early)
        serving.start()
        client = connect(f"https://127.0.0.1:{listening.getsockname()[1]}", ca=authority / "ca.pem")
        with pytest.raises(Unreachable):
            list(client.submit(b"<data>" + b"x" * 8_000_000 + b"</data>"))
        ended.set()
        serving.join()


def test_a_certificate_of_nobody_we_know_is_refused(private: Scripted, connect: Connect) -> None:
    with pytest.raises(Untrusted):
        connect(private.url).form_list()
    assert private.asked == []


def test_a_certificate_for_another_name_is_refused(private: Scripted, connect: Connect, authority: Path) -> None:
    with pytest.raises(Untrusted):
        connect(private.url.replace("127.0.0.1", "localhost"), ca=authority / "ca.pem").form_list()


def test_environment_cannot_switch_verification_off(
    private: Scripted, connect: Connect, monkeypatch: pytest.MonkeyPatch, authority: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority / "ca.pem"))
    with pytest.raises(Untrusted):
        connect(private.url).form_list()


def test_a_redirect_to_plain_http_is_refused(private: Scripted, connect: Connect, authority: Path) -> None:
    plain = private.url.replace("https", "http")
    private.answer = lambda _: Reply(302, headers={"Location": f"{plain}/formList"})
    with pytest.raises(BadAnswer):
        connect(private.url, ca=authority / "ca.pem").form_list()


def test_tls_asked_of_a_plain_port(serve: Serve, connect: Connect) -> None:
    with pytest.raises(Untrusted):
        connect(serve(answer).url.replace("http:", "https:")).form_list()


@pytest.mark.parametrize("encrypted", [False, True])
def test_cutting_ends_a_wait_at_once(
    encrypted: bool, private: Scripted, serve: Serve, connect: Connect, authority: Path
) -> None:
    server = private if encrypted else serve(answer)
    server.answer = lambda _: Reply(hang=True)
    stop = threading.Event()
    client = connect(server.url, ca=authority / "ca.pem", read_timeout=20, cancelled=stop.is_set)

    def end() -> None:
        while not server.asked:
            time.sleep(0.005)
        stop.set()
        client.cut()

    ending = threading.Thread(target=end)
    ending.start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        client.form_list()
    ending.join()
    assert time.monotonic() - started < 5


def test_headers_that_drip_are_not_waited_for(serve: Serve, connect: Connect) -> None:
    def drip() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nX-Slow: "
        for _ in range(100):
            time.sleep(0.1)
            yield b"z"

    server = serve(lambda _: Reply(raw_pieces=drip()))
    started = time.monotonic()
    with pytest.raises(Unreachable):
        connect(server.url, read_timeout=0.3).form_list()
    assert time.monotonic() - started < 3
