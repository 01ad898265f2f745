"""Lines that lead through a proxy: absolute addresses for plain HTTP, a tunnel for TLS, and a proxy that says no."""

from __future__ import annotations

import socket
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from sync.openrosa.errors import OpenRosaError
from tests.sync.openrosa.answers import form_list, page
from tests.sync.openrosa.test_private_line import authority, private  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.sync.openrosa.conftest import Connect, Serve
    from tests.sync.openrosa.scripted import Scripted


class Tunnel:
    """A proxy that opens tunnels and nothing else; `asked` keeps the first line of each request."""

    def __init__(self, *, refuses: bool = False) -> None:
        self._refuses = refuses
        self.asked: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        try:
            while True:
                self._accept(self._listener.accept()[0])
        except OSError:
            return  # closed

    def _accept(self, line: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += line.recv(4096)
        first = head.split(b"\r\n")[0].decode()
        self.asked.append(first)
        if self._refuses:
            line.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            line.close()
            return
        host, port = first.split()[1].split(":")
        far = socket.create_connection((host, int(port)))
        line.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        for one, other in ((line, far), (far, line)):
            threading.Thread(target=_pipe, args=(one, other), daemon=True).start()


def _pipe(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65_536):
            sink.sendall(data)
    except OSError:
        pass  # either side went away
    finally:
        sink.close()


@contextmanager
def tunnel(*, refuses: bool = False) -> Iterator[Tunnel]:
    with closing(Tunnel(refuses=refuses)) as proxy:
        yield proxy


def test_plain_http_goes_to_the_proxy_with_the_whole_address(serve: Serve, connect: Connect) -> None:
    proxy = serve(lambda _: form_list())
    assert connect("http://127.0.0.1:9", proxies={"http": proxy.url}).form_list() == ()
    assert proxy.asked[0].path.startswith("http://127.0.0.1:9/v1/key/")


def test_tls_goes_through_a_tunnel_to_the_central_itself(
    private: Scripted,  # noqa: F811
    connect: Connect,
    authority: Path,  # noqa: F811
) -> None:
    with tunnel() as proxy:
        client = connect(private.url, ca=authority / "ca.pem", proxies={"https": proxy.url})
        assert client.form_list() == ()
        assert [asked.split()[0] for asked in proxy.asked] == ["CONNECT"], "the proxy sees where to, and nothing else"
        assert len(private.asked) == 1


def test_a_proxy_that_wants_a_sign_in_is_not_the_central(
    private: Scripted,  # noqa: F811
    connect: Connect,
    authority: Path,  # noqa: F811
) -> None:
    with tunnel(refuses=True) as proxy, pytest.raises(OpenRosaError):
        connect(private.url, ca=authority / "ca.pem", proxies={"https": proxy.url}).form_list()
    assert private.asked == []


def test_the_environments_proxy_is_not_used(serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy, central = serve(lambda _: page(200)), serve(lambda _: form_list())
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url)
    assert connect(central.url).form_list() == ()
    assert proxy.asked == []
