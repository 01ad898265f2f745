"""Random answer scripts through our engine and JavaRosa, both as running processes."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.errors import FormError
from forms.parse import parse_xform
from forms.world import World
from forms.xlsform import to_xform
from tests.differential import engine as engines
from tests.differential.comparing import by_chance, compared, drops_a_choice
from tests.differential.engine import EngineDied
from tests.differential.generated import generated_form
from tests.differential.outcome import Outcome
from tests.differential.scripts import Step, script
from tests.differential.settled import HIDDEN, RAISES, SMALLER, STALE, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.differential.engine import Engine

OURS = Path(__file__).resolve().parents[2] / "assets" / "forms"
LENGTH = 12
MOST_CELLS = 4_000
"""Beyond so many nodes in all dumps together, nodes are compared only after the last step."""
NO_ANSWER = "JavaRosa on"
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Subject:
    """A form to answer, and the folder of its files."""

    name: str
    xform: bytes
    media: Path

    @property
    def by_chance(self) -> bool:
        """Whether values may hang on chance."""
        return any(name in self.xform for name in (b"random", b"uuid(", b"digest("))


def run(shared: Path, seed: int, scripts: int) -> list[Outcome]:
    """Run `scripts` scripts; [] where there is no Java or no harness to run JavaRosa with."""
    with tempfile.TemporaryDirectory() as folder:
        classes = Path(folder)
        theirs = engines.javarosa(shared / "conformance" / "JRHarness.java", classes)
        if theirs is None:
            Outcome("JavaRosa beside us").say("skipped: this needs java, javac and the harness in the shared folder")
            return []
        with theirs, engines.pishkhan() as ours:
            return [_Runs(ours, theirs, seed).run(list(_subjects(shared, classes)), scripts)]


def _subjects(shared: Path, made: Path) -> Iterator[Subject]:
    """Yield our services and the forms from elsewhere; what a conversion makes goes into the folder `made`."""
    for path in sorted((*OURS.glob("*.xlsx"), *shared.glob("forms/xform/*.xml"), *shared.glob("forms/xlsform/*.xls*"))):
        if path.suffix == ".xml":
            yield Subject(path.name, path.read_bytes(), path.parent)
            continue
        conversion = to_xform(path.read_bytes(), name=path.stem)
        folder = made / path.stem
        folder.mkdir()
        beside = {other.name: other.read_bytes() for other in path.parent.glob("*.csv")}
        for name, content in {**beside, **conversion.media}.items():
            (folder / name).write_bytes(content)
        yield Subject(path.name, conversion.xform, folder)


class _Runs:
    def __init__(self, ours: Engine, theirs: Engine, seed: int) -> None:
        self._ours = ours
        self._theirs = theirs
        self._seed = seed
        self._outcome = Outcome(f"JavaRosa beside us, seed {seed}")
        self._settled: Counter[str] = Counter()

    def run(self, subjects: list[Subject], scripts: int) -> Outcome:
        """Every second script is over a generated form, the others go round the real ones."""
        steps = 0
        for number in range(scripts):
            seed = f"{self._seed}/{number}"
            if number % 2:
                subject = Subject(f"generated {seed}", generated_form(seed), Path())
            else:
                subject = subjects[number // 2 % len(subjects)]
            steps += self._one(subject, random.Random(seed), seed)  # noqa: S311 - said again by its seed
        self._outcome.say(f"{scripts} scripts, {steps} steps, {len(self._outcome.failures)} disagreements")
        for row, times in sorted(self._settled.items()):
            self._outcome.say(f"{times} × {'left out' if row.startswith(NO_ANSWER) else 'as listed'}: {row}")
        return self._outcome

    def _one(self, subject: Subject, chance: random.Random, seed: str) -> int:
        try:
            form = parse_xform(subject.xform)
            files = {path.name: path.read_bytes() for path in subject.media.glob("*.csv")}
            outside = World(lambda: datetime.now(UTC), chance, {}, files)
            steps = script(form, outside, chance, LENGTH)
        except FormError as error:
            self._outcome.fail(f"{subject.name}, seed {seed}: {error}")
            return 0
        found = self._differences(subject, steps)
        if found:
            fewest = self._fewest(subject, steps)
            if len(self._outcome.failures) < MOST_SHOWN:
                self._outcome.fail(f"{subject.name}, seed {seed}\n     {fewest}\n     " + "\n     ".join(found[:6]))
        return len(steps)

    def _differences(self, subject: Subject, steps: list[Step]) -> list[str]:
        asked = self._request(subject, steps)
        try:
            ours = self._ours.ask(asked)
        except EngineDied as error:
            return [f"our engine: {error}"]
        try:
            theirs = self._theirs.ask(asked)
        except EngineDied as error:
            self._settled[f"{NO_ANSWER} {subject.name}: {error}"] += 1
            return []
        found = []
        again = self._ours.ask(asked | {"seed": 2}) if subject.by_chance else ours
        different = list(compared(ours, theirs, by_chance(ours, again)))
        rows = [settled(subject.xform, steps, path, what) for path, what in different]
        for ends in (RAISES, SMALLER, HIDDEN):  # nothing is to be learnt from what JavaRosa has after that
            if ends in rows:
                rows = [ends] * len(rows)
        if different and drops_a_choice(asked["steps"], ours):
            rows = [row or STALE for row in rows]
        for (path, what), row in zip(different, rows, strict=True):
            if row is None:
                found.append(f"{path}: {what}")
            else:
                self._settled[row] += 1
        return found

    def _request(self, subject: Subject, steps: list[Step]) -> dict[str, Any]:
        many = subject.xform.count(b"<bind ") * len(steps) > MOST_CELLS
        dumped = steps if many else [one for step in steps for one in (step, {"op": "dump"})]
        return {
            "formXml": subject.xform.decode(),
            "media": str(subject.media),
            "steps": dumped,
            "now": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "tz": "UTC",
            "seed": 1,
        }

    def _fewest(self, subject: Subject, steps: list[Step]) -> list[Step]:
        """Leave out every step that the disagreement does not need."""
        number = 0
        while number < len(steps):
            without = steps[:number] + steps[number + 1 :]
            if self._differences(subject, without):
                steps = without
            else:
                number += 1
        return steps
