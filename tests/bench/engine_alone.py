"""The engine against itself: a second start, an answer in a form a hundred times as large, memory of a large form."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.world import World
from tests.bench.ratio import Ratio
from tests.forms.scenario import bind, question, xform

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ROUNDS, _ANSWERS = 5, 400
_FEW, _MANY = 50, 5_000
_MOST_MEGABYTES = 100
_PEAK = "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
_FILLING = f"""
import sys
from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.world import World
form = parse_xform(open(sys.argv[1], 'rb').read())
FormEntry.warm(form, World())
entry = FormEntry.start(form, World())
list(entry.nodes())
{_PEAK}
"""


def measure(largest: Path) -> list[Ratio]:
    """Return one ratio for each; memory only where the file `largest` is there."""
    ratios = [_second_start(), _independent_answer()]
    return [*ratios, _memory(largest)] if largest.is_file() else ratios


def _form(questions: int) -> bytes:
    """A form of questions each of which decides whether the next is asked, and computes one value."""
    nodes = "".join(f"<q{n}/><c{n}/>" for n in range(questions))
    binds = "".join(
        bind(f"q{n}", type="int", relevant=f"/data/q{n - 1} != 3" if n % 9 else "true()", constraint=". < 1000")
        + bind(f"c{n}", type="int", calculate=f"/data/q{n} * 2 + 1")
        for n in range(questions)
    )
    return xform(nodes, binds, "".join(question(f"q{n}") for n in range(questions)))


def _milliseconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _second_start() -> Ratio:
    """Loading from bytes with the first start, against every later start of the same form."""
    first, second, world = [], [], World()
    for _ in range(_ROUNDS):
        xml = _form(_FEW * 20)
        started = time.perf_counter()
        form = parse_xform(xml)
        FormEntry.start(form, world)
        first.append((time.perf_counter() - started) * 1000)
        second.append(_milliseconds(partial(FormEntry.start, form, world)))
    return Ratio("second start of a form, by its first", min(second), min(first), "ms", 0.2)


def _independent_answer() -> Ratio:
    """The same answer where a hundred times as many questions have nothing to do with it; taken in turn."""
    few, many = (FormEntry.start(parse_xform(_form(number)), World()) for number in (_FEW, _MANY))
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(_ANSWERS):
        for entry, kept in zip((few, many), times, strict=True):
            kept.append(_milliseconds(partial(entry.answer, "/data/q20", str(number + 10))))
    small, large = map(statistics.median, times)
    return Ratio(f"an answer among {_MANY:,} questions, by {_FEW}", large, small, "ms", 1.5)


def _memory(largest: Path) -> Ratio:
    """The most memory that a process has ever held which reads and fills the largest form, over a bare one."""
    bare, filling = _peak(_PEAK), _peak(_FILLING, str(largest))
    return Ratio("memory of the largest form, of 100 MB", filling - bare, _MOST_MEGABYTES, "MB", 1)


def _peak(program: str, *arguments: str) -> float:
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024
