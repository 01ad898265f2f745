"""The recorded evaluations of Web Forms' XPath suite, as requests and what each has to come to."""

from __future__ import annotations

import gzip
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.differential.engine import Report

RECORDED = {"now": "2026-11-22T06:45:00-07:00", "tz": "America/Phoenix"}
"""When and where Web Forms' suite was recorded."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One recorded evaluation; `kind` says how `expected` is compared, `factor` how numbers are rounded before."""

    name: str
    request: dict[str, Any]
    kind: str
    expected: Any
    factor: float

    @property
    def expression(self) -> str:
        """The expression on one line."""
        return " ".join(self.request["expr"].split())


def read_evaluations(suite: Path) -> Iterator[Evaluation]:
    """Yield every recorded evaluation."""
    with gzip.open(suite, "rt", encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            request = {key: case[key] for key in ("root", "ctx", "expr", "kind")} | RECORDED
            request["xml"] = case["xml"].strip()
            yield Evaluation(case["test"], request, case["kind"], case["expected"], case.get("factor", 1))


def agrees(evaluation: Evaluation, report: Report) -> bool:
    """Whether the report has the value that was recorded."""
    if "error" in report:
        return False
    value, expected = report["value"], evaluation.expected
    match evaluation.kind:
        case "number":
            return _number(value, float(expected))
        case "number-rounded":
            return bool(round(float(value) * evaluation.factor) / evaluation.factor == float(expected))
        case "string-matches":
            return re.search(expected, value) is not None
        case "string-length":
            return len(value) == int(expected)
        case _:
            return bool(value == expected)


def _number(value: str, expected: float) -> bool:
    found = float(value)
    return found == expected or (math.isnan(found) and math.isnan(expected))
