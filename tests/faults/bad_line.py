"""A line of a village between two network namespaces: narrow, long, and a third of its packets never arrive.

The width is a token bucket and the loss a firewall's dice, both on a virtual cable; the length is a proxy's, since the
kernels that this runs on have no netem. Needs the right to make namespaces.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.faults.proxy import Fault, FaultProxy

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS, _THEIRS = "10.77.93.1", "10.77.93.2"
_SPACE, _NEAR, _FAR = "pishkhan-village", "pk-near", "pk-far"


@dataclass(frozen=True)
class Line:
    """Bits a second each way, the share of packets lost each way in percent, and seconds each way."""

    rate: str = "64kbit"
    loss: int = 30
    latency: float = 1.0


@dataclass(frozen=True)
class Village:
    """Where the line ends: `run` prefixes a command to run there, `port` is the central's on its own loopback."""

    run: tuple[str, ...]
    port: int


def can_be_made() -> bool:
    """Tell whether this machine lets us make namespaces, cables and dice."""
    try:
        with _cable(Line(loss=0)):
            return True
    except (subprocess.CalledProcessError, FileNotFoundError):
        return False


@contextmanager
def village(line: Line, central: tuple[str, int]) -> Iterator[Village]:
    """Give a namespace from which `central` is reached over `line` alone."""
    with _cable(line):
        near = FaultProxy(central, host=_OURS)
        run = ("ip", "netns", "exec", _SPACE)
        far = [sys.executable, "-m", "tests.faults.bad_line", _OURS, str(near.port), str(line.latency)]
        try:
            with subprocess.Popen([*run, *far], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout is not None
                yield Village(run, int(process.stdout.readline()))
                process.terminate()
        finally:
            near.close()


@contextmanager
def _cable(line: Line) -> Iterator[None]:
    _do("ip", "netns", "add", _SPACE)
    try:
        _do("ip", "link", "add", _NEAR, "type", "veth", "peer", "name", _FAR, "netns", _SPACE)
        _do("ip", "addr", "add", f"{_OURS}/30", "dev", _NEAR)
        _do("ip", "link", "set", _NEAR, "up")
        there = ("ip", "netns", "exec", _SPACE)
        _do(*there, "ip", "addr", "add", f"{_THEIRS}/30", "dev", _FAR)
        for device in (_FAR, "lo"):
            _do(*there, "ip", "link", "set", device, "up")
        bucket = ("root", "tbf", "rate", line.rate, "burst", "3000", "limit", "30000")
        _do("tc", "qdisc", "add", "dev", _NEAR, *bucket)
        _do(*there, "tc", "qdisc", "add", "dev", _FAR, *bucket)
        _do(*there, "nft", "-f", "-", given=_dice(line.loss))
        yield
    finally:
        _do("ip", "netns", "del", _SPACE)


def _dice(percent: int) -> str:
    drop = f"numgen random mod 100 < {percent} drop"
    chains = "".join(
        f'chain {hook} {{ type filter hook {hook} priority 0; {way} "{_FAR}" {drop}; }}\n'
        for hook, way in (("input", "iifname"), ("output", "oifname"))
    )
    return f"table inet village {{\n{chains}}}\n"


def _do(*command: str, given: str | None = None) -> None:
    subprocess.run(command, input=given, text=True, check=True, capture_output=True)


def main() -> int:
    """Be the far end: a proxy on this namespace's loopback that keeps each block under way for a while."""
    host, port, latency = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    proxy = FaultProxy((host, port), every=Fault(latency=latency))
    print(proxy.port, flush=True)
    sys.stdin.read()
    proxy.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
