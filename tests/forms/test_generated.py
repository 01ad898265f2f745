"""What holds for every form, tried on forms made up from seeds; `make conformance` plays more through JavaRosa."""

from __future__ import annotations

import random
import re
from time import perf_counter

import pytest

from forms.entry import FormEntry
from forms.parse import parse_xform
from tests.differential import fuzzing, settled
from tests.differential.deviations import read_deviations
from tests.differential.generated import generated_form
from tests.differential.scripts import script, take
from tests.differential.trying import MOST_SECONDS
from tests.forms.scenario import world

SEEDS = [f"gate {number}" for number in range(15)]
INPUTS = 500


@pytest.mark.parametrize("seed", SEEDS)
def test_after_every_step_all_is_as_if_computed_anew_and_comes_back_as_saved(seed: str) -> None:
    form = parse_xform(generated_form(seed))
    steps = script(form, world(), random.Random(seed), 12)  # noqa: S311 - the same at every run
    entry = FormEntry.start(form, world())
    for step in steps:
        take(entry, step)
        saved = entry.savepoint()
        again = FormEntry.restore(form, world(seed=2), saved, language=entry.language)
        assert again.savepoint() == saved
        again.recompute()
        assert list(again.nodes()) == list(entry.nodes()), step


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_not_relevant_is_not_sent(seed: str) -> None:
    form = parse_xform(generated_form(seed))
    entry = FormEntry.start(form, world())
    for step in script(form, world(), random.Random(seed), 12):  # noqa: S311 - the same at every run
        take(entry, step)
    relevant = sum(node.relevant for node in entry.nodes())
    elements = re.findall(r"<[a-zA-Z]", entry.submission().xml.decode())
    assert len(elements) == relevant + 1, "the root and every relevant node"


def test_expressions_from_chance_give_a_value_or_one_of_the_errors_in_time() -> None:
    chance, data = random.Random(1), fuzzing.tree()  # noqa: S311 - the same at every run
    evaluated = 0
    for _ in range(INPUTS):
        source = fuzzing.expression(chance)
        begun = perf_counter()
        evaluated += fuzzing.evaluated(source, data)
        assert perf_counter() - begun < MOST_SECONDS, source
    assert INPUTS / 4 < evaluated < INPUTS


def test_every_difference_that_the_live_run_lets_pass_is_a_listed_one() -> None:
    assert {*settled.ROWS, settled.STALE} <= read_deviations().cases
