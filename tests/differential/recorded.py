"""Both recorded suites through `form serve`: an unlisted difference fails, a listed one that agrees is reported."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.differential.engine import Engine, EngineDied, pishkhan
from tests.differential.evaluations import agrees, read_evaluations
from tests.differential.outcome import Outcome
from tests.differential.scenarios import differences, read_scenarios

if TYPE_CHECKING:
    from pathlib import Path

    from tests.differential.deviations import Deviations
    from tests.differential.scenarios import Scenario

LEAST_SCENARIOS = 235
LEAST_EVALUATIONS = 0.95


def javarosa_suite(folder: Path, listed: Deviations) -> Outcome:
    """Replay JavaRosa's scenarios."""
    outcome = Outcome("JavaRosa's recorded scenarios")
    different: set[str] = set()
    agreed = asked = 0
    with pishkhan() as engine:
        for scenario in read_scenarios(folder / "javarosa.jsonl.gz"):
            asked += 1
            found = _replayed(engine, scenario)
            agreed += not found
            if found:
                different.add(scenario.name)
                if scenario.name not in listed.scenarios:
                    outcome.fail(f"{scenario.name}: {found[0]}")
    outcome.say(f"{agreed} of {asked} scenarios agree")
    if agreed < LEAST_SCENARIOS:
        outcome.fail(f"fewer than {LEAST_SCENARIOS} agree")
    for name in sorted(listed.scenarios - different):
        outcome.say(f"listed, and agrees now: {name}")
    return outcome


def _replayed(engine: Engine, scenario: Scenario) -> list[str]:
    try:
        return differences(scenario, engine.ask(scenario.request))
    except EngineDied as error:
        return [str(error)]


def web_forms_suite(folder: Path, listed: Deviations) -> Outcome:
    """Replay Web Forms' evaluations."""
    outcome = Outcome("Web Forms' recorded evaluations")
    different: Counter[str] = Counter()
    asked = 0
    with pishkhan() as engine:
        for evaluation in read_evaluations(folder / "xpath.jsonl.gz"):
            asked += 1
            report = engine.ask(evaluation.request)
            if not agrees(evaluation, report):
                different[evaluation.expression] += 1
                if different[evaluation.expression] > listed.evaluations[evaluation.expression]:
                    outcome.fail(f"{evaluation.expression}: {report.get('value', report.get('error'))}")
    agreed = asked - different.total()
    outcome.say(f"{agreed} of {asked} evaluations agree ({agreed / asked:.1%})")
    if agreed < LEAST_EVALUATIONS * asked:
        outcome.fail(f"fewer than {LEAST_EVALUATIONS:.0%} agree")
    for expression in listed.evaluations - different:
        outcome.say(f"listed, and agrees now: {expression}")
    return outcome
