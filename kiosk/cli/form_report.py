"""One request about a form, one report: the contract of `pishkhan form run` and `pishkhan form serve`."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assets.texts import say
from forms.entry import FormEntry
from forms.errors import FormError
from forms.parse import parse_xform
from forms.world import World
from forms.xlsform import to_xform
from forms.xpath import XPathError
from forms.xpath.probe import evaluate_on
from kiosk.cli.form_nodes import node_report
from kiosk.cli.form_steps import Steps

DEVICE = {"deviceid": "collect:dev", "email": "e@x.org", "username": "user", "phonenumber": "555"}
Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `form` or `xml` is set; `seed` None draws instance ids anew at every run."""

    form: Path | None = None
    xml: bytes | None = None
    media: Path | None = None
    steps: list[Any] = field(default_factory=list)
    now: str | None = None
    tz: str | None = None
    seed: int | None = None
    loads: int = 1
    nodes: bool = True
    submission: bool = True
    edit: str | None = None


class Folder(Mapping[str, bytes]):
    """The files of one folder by name, read when asked for; names that lead elsewhere are not in it."""

    def __init__(self, path: Path, made: Mapping[str, bytes]) -> None:
        """Read from `path`, and from `made` what the conversion of a workbook has made."""
        self._path = path
        self._made = made

    def __getitem__(self, name: str) -> bytes:
        """Return the bytes of the file `name`. Raises KeyError when there is none."""
        if name in self._made:
            return self._made[name]
        if Path(name).name != name:
            raise KeyError(name)
        try:
            return (self._path / name).read_bytes()
        except OSError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        yield from self._made
        yield from (p.name for p in sorted(self._path.iterdir()) if p.is_file() and p.name not in self._made)

    def __len__(self) -> int:
        """Return the number of files."""
        return sum(1 for _ in self)


def report(asked: Mapping[str, Any]) -> Report:
    """Answer one request of `serve`; whatever is wrong with it or its form becomes `error`."""
    try:
        if "expr" in asked:
            return _probed(asked)
        return run_form(_request(asked))
    except (OSError, ValueError, KeyError, XPathError) as error:
        return refusal(error)


def _probed(asked: Mapping[str, Any]) -> Report:
    zone = _zone(asked.get("tz")) or UTC
    now = datetime.fromisoformat(asked["now"]) if asked.get("now") else datetime.now(zone)
    if now.tzinfo is None:
        now = now.replace(tzinfo=zone)
    xml, root, ctx = asked["xml"].encode(), asked.get("root") or "/", asked.get("ctx") or "/"
    return dict(evaluate_on(xml, root, ctx, asked["expr"], now.astimezone(zone), zone, asked.get("kind")))


def refusal(error: Exception) -> Report:
    """Return the report of a request that came to nothing."""
    return {"engine": "pishkhan", "version": version("pishkhan"), "error": f"{type(error).__name__}: {error}"}


def _request(asked: Mapping[str, Any]) -> Request:
    return Request(
        form=Path(asked["form"]) if asked.get("form") else None,
        xml=asked["formXml"].encode() if asked.get("formXml") else None,
        media=Path(asked["media"]) if asked.get("media") else None,
        steps=asked.get("steps") or [],
        now=asked.get("now"),
        tz=asked.get("tz"),
        seed=asked.get("seed"),
        loads=int(asked.get("loads") or 1),
        nodes=bool(asked.get("nodes", True)),
        submission=bool(asked.get("submission", True)),
        edit=asked.get("edit"),
    )


def run_form(request: Request) -> Report:
    """Load the form, take the steps, and report every node and the submission; refused forms give `error`."""
    try:
        return _run(request)
    except FormError as error:
        return refusal(error)


def _run(request: Request) -> Report:
    xml, made = _xform(request)
    folder = request.media or (request.form.parent if request.form is not None else Path())
    entry, loads = _load(request, xml, Folder(folder, made))
    answer: Report = {"engine": "pishkhan", "version": version("pishkhan"), **loads[-1]}
    if request.loads > 1:
        answer["loads"] = [load["load_ms"] for load in loads]
    answer["problems"] = [_problem(text, node) for text, node in _problems(entry)]
    answer["steps"] = Steps(entry).take(request.steps)
    if request.nodes:
        answer["nodes"] = [node_report(state) for state in entry.nodes()]
    if request.submission:
        answer["submission"] = entry.submission().xml.decode()
    answer["languages"] = list(entry.form.languages)
    return answer


def _load(request: Request, xml: bytes, resources: Folder) -> tuple[FormEntry, list[dict[str, float]]]:
    loads = []
    for _ in range(request.loads):
        begun = perf_counter()
        form = parse_xform(xml)
        parsed = perf_counter()
        world = _world(request, resources)
        if request.edit is not None:
            entry = FormEntry.edit(form, world, request.edit.encode())
        else:
            entry = FormEntry.start(form, world)
        ready = perf_counter()
        loads.append(
            {"parse_ms": (parsed - begun) * 1e3, "init_ms": (ready - parsed) * 1e3, "load_ms": (ready - begun) * 1e3}
        )
    return entry, loads


def _xform(request: Request) -> tuple[bytes, Mapping[str, bytes]]:
    if request.xml is not None:
        return request.xml, {}
    if request.form is None:
        raise ValueError("a request names a form or brings one")
    data = request.form.read_bytes()
    if request.form.suffix.lower() == ".xml":
        return data, {}
    conversion = to_xform(data, name=request.form.stem)
    return conversion.xform, conversion.media


def _world(request: Request, resources: Mapping[str, bytes]) -> World:
    zone = _zone(request.tz)
    chance = random.Random(request.seed) if request.seed is not None else random.SystemRandom()  # noqa: S311
    if request.now is None:
        return World(lambda: datetime.now(zone).astimezone(zone), chance, DEVICE, resources)
    moment = datetime.fromisoformat(request.now)
    moment = moment.astimezone(zone) if zone is not None or moment.tzinfo is None else moment
    return World(lambda: moment, chance, DEVICE, resources)


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except ZoneInfoNotFoundError as error:
        raise ValueError(f"unknown time zone {name}") from error


def _problems(entry: FormEntry) -> Iterator[tuple[str, str | None]]:
    for problem in entry.problems:
        yield say(problem.text, "en"), problem.place.node


def _problem(text: str, node: str | None) -> dict[str, str | None]:
    return {"text": text, "node": node}
