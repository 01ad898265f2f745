"""Static paths: absolute, local names, no positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def prefixes(path: str) -> Iterator[str]:
    """Yield `/data`, `/data/group`, `/data/group/x` for the last of them."""
    at = path.find("/", 1)
    while at != -1:
        yield path[:at]
        at = path.find("/", at + 1)
    yield path


def common(one: str, other: str) -> str:
    """Return the deepest path that is a prefix of both, "" where the roots differ."""
    below = f"{other}/"
    while one and not below.startswith(f"{one}/"):
        one = one.rpartition("/")[0]
    return one


def depth(path: str) -> int:
    """Return the number of steps."""
    return path.count("/")


def steps_below(path: str, above: str) -> tuple[str, ...]:
    """Return the names that lead from `above` down to `path`."""
    rest = path[len(above) :].strip("/")
    return tuple(rest.split("/")) if rest else ()


def matching(pattern: str, known: Iterable[str]) -> list[str]:
    """Return the known paths that `pattern` means; `*` is any one name, an empty step any number of names."""
    steps = pattern.strip("/").split("/") if not pattern.startswith("//") else ["", *pattern[2:].split("/")]
    return [path for path in known if _matches(steps, path.strip("/").split("/"))]


def _matches(pattern: list[str], names: list[str]) -> bool:
    if not pattern:
        return not names
    if pattern[0] == "":
        return any(_matches(pattern[1:], names[skipped:]) for skipped in range(len(names) + 1))
    return bool(names) and pattern[0] in ("*", names[0]) and _matches(pattern[1:], names[1:])


def plain_path(ref: str) -> str:
    """Return the path of a reference: `/data/rep/x` for `/data/rep[2]/x`."""
    return "/".join(step.partition("[")[0] for step in ref.split("/"))
