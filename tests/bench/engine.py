"""The form engine against JavaRosa in the same run, loading and every kind of step, and against itself.

Without Java, or without the forms beside the project, only the engine itself is measured, and this says so.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.paths import plain_path
from kiosk.cli.form_report import Request, run_form
from tests.bench import engine_alone
from tests.bench.ratio import Ratio
from tests.differential.engine import Engine, javarosa

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_BENCH, _REAL = _SHARED / "bench", _SHARED / "forms" / "xform"
_LOADS, _ROUNDS, _WARM = 7, 3, 60
_GENERATED_AIM, _REAL_AIM = 1.0, 2.0
_FASTER, _QUICK = 1 / 3, 0.2  # a step of a millisecond or more against JavaRosa's; milliseconds for every other


@dataclass(frozen=True, slots=True)
class Case:
    """A form with the steps to take in it; `aim` is the most that its loading may cost, in JavaRosa's time."""

    name: str
    form: Path
    steps: list[Any]
    aim: float


@dataclass(slots=True)
class Measured:
    """Milliseconds of each loading and, by the kind of step, of the last steps of that kind."""

    loads: list[float] = field(default_factory=list)
    steps: dict[str, list[float]] = field(default_factory=dict)


def measure() -> Iterator[Ratio]:
    """Yield the ratios against JavaRosa where it can run, then those that need no peer."""
    with ExitStack() as ending:
        classes = Path(ending.enter_context(tempfile.TemporaryDirectory()))
        peer = javarosa(_SHARED / "conformance" / "JRHarness.java", classes, seconds=180)
        if peer is None:
            print("engine: no Java, or no forms beside the project: only the engine itself is measured")
        else:
            ending.enter_context(peer)
            for case in _cases():
                yield from _against(peer, case)
    yield from engine_alone.measure(_BENCH / "b_cascade30k.xml")


def _cases() -> Iterator[Case]:
    for name in ("a_chain1000", "a_fan1000", "b_cascade30k", "b_cascade30k_csv"):
        yield Case(name[2:], _BENCH / f"{name}.xml", _written(name), _GENERATED_AIM)
    grown = [*_written("c_repeat500"), *_in_a_grown_repeat()]
    yield Case("repeat500", _BENCH / "c_repeat500.xml", grown, _GENERATED_AIM)
    for name in ("child_vaccination_VOL_tool_v12", "eIMCI-by-D-Tree"):
        yield Case(name, _REAL / f"{name}.xml", [], _REAL_AIM)


def _written(name: str) -> list[Any]:
    steps: list[Any] = json.loads((_BENCH / f"{name}.steps.json").read_text(encoding="utf-8"))
    return steps


def _in_a_grown_repeat() -> Iterator[Any]:
    """Yield edits of one row, then rows that come at the end and go at the beginning."""
    for number in range(_WARM):
        yield ["/data/line[250]/qty", str(number % 7 + 1)]
    for _ in range(_WARM // 4):
        yield {"op": "add", "path": "/data/line"}
        yield {"op": "remove", "path": "/data/line[1]"}


def _against(peer: Engine, case: Case) -> Iterator[Ratio]:
    ours, theirs = Measured(), Measured()
    for number in range(_LOADS):
        steps = case.steps if number >= _LOADS - _ROUNDS else []
        _forget()
        request = Request(form=case.form, steps=steps, nodes=False, submission=False)
        _keep(run_form(request), steps, ours)
        told = {"form": str(case.form), "media": str(case.form.parent), "steps": steps}
        _keep(peer.ask(told | {"nodes": False, "submission": False}), steps, theirs)
    load, its = statistics.median(ours.loads), statistics.median(theirs.loads)
    yield Ratio(f"{case.name}: load", load, its, "ms", case.aim)
    for kind, times in ours.steps.items():
        yield _step(f"{case.name}: {kind}", statistics.median(times), statistics.median(theirs.steps[kind]))


def _step(name: str, ours: float, theirs: float) -> Ratio:
    if theirs >= 1:
        return Ratio(name, ours, theirs, "ms", _FASTER)
    return Ratio(f"{name}, of {_QUICK} ms", ours, _QUICK, "ms", 1)


def _keep(report: dict[str, Any], steps: list[Any], measured: Measured) -> None:
    """Add the times of one request; of the steps those at the end, when everything is warm and the repeat has grown."""
    if "error" in report:
        raise RuntimeError(report["error"])
    measured.loads.append(report["load_ms"])
    times: dict[str, list[float]] = {}
    for step, told in zip(steps, report["steps"], strict=True):
        if not told["ok"]:
            raise RuntimeError(f"{step}: {told['error']}")
        times.setdefault(_kind(step), []).append(told["ms"])
    for kind, found in times.items():
        measured.steps.setdefault(kind, []).extend(found[-_WARM:])


def _kind(step: Any) -> str:
    op, path = ("answer", step[0]) if isinstance(step, list) else (step["op"], step["path"])
    return f"{op} {plain_path(path)}"


def _forget() -> None:
    """Drop what the engine remembers beyond one form, so that loading begins at the bytes."""
    for name, module in list(sys.modules.items()):
        if name.startswith("forms."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
