"""A small form to ask expressions of, at a fixed moment in Phoenix."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from forms.secondary import from_csv
from forms.tree import Node, document
from forms.xpath import Context, Environment, Value, compile_expression

PHOENIX = ZoneInfo("America/Phoenix")
NOW = datetime(2026, 11, 22, 6, 45, tzinfo=PHOENIX)

Ask = Callable[..., Value]


def leaf(parent: Node, name: str, value: str, data_type: str = "") -> Node:
    node = parent.append(Node(name, value))
    node.type = data_type
    return node


@pytest.fixture
def data() -> Node:
    """The root element of the primary instance."""
    root = Node("data")
    root.set_attribute("id", "census")
    for name, value, data_type in (
        ("name", "Nika", "string"),
        ("empty", "", "string"),
        ("zero", "0", "int"),
        ("age", "34", "int"),
        ("said", "false", "string"),
        ("yes", "1", "boolean"),
        ("born", "1992-03-01", "date"),
        ("seen", "2026-01-02T03:04:05.000+03:30", "dateTime"),
        ("at", "06:00:00.000-07:00", "time"),
        ("crops", "wheat rice barley", "select"),
        ("height", "2.50", "decimal"),
        ("gone", "7", "int"),
    ):
        leaf(root, name, value, data_type)
    root.named["gone"][0].relevant = False
    for x in "123":
        row = root.append(Node("row"))
        leaf(row, "x", x, "int")
        leaf(row, "out", "", "string")
    meta = root.append(Node("meta", namespace="http://openrosa.org/xforms"))
    meta.append(Node("instanceID", "uuid:1", namespace="http://openrosa.org/xforms"))
    return root


@pytest.fixture
def environment(data: Node) -> Environment:
    places = from_csv(b"name,label,county\na,Anar,north\nb,Bam,south\nc,Chalus,north\n")
    return Environment(
        document(data),
        lambda: NOW,
        instances={"places": places},
        random=random.Random(7),  # noqa: S311 - not for secrets
        device={"deviceid": "kiosk-1"},
        itext=lambda name: f"text of {name}",
        choice_label=lambda value, path, node: f"{value} of {path} at {node.name}",
    )


@pytest.fixture
def ask(environment: Environment, data: Node) -> Ask:
    """Evaluate an expression at `/data/out`-like places: `at` is the context node, the root where left out."""

    def evaluate(source: str, at: Node | None = None) -> Value:
        namespaces = {"orx": "http://openrosa.org/xforms"}
        return compile_expression(source, namespaces).evaluate(Context(at or data, environment))

    return evaluate


@pytest.fixture
def text(environment: Environment, data: Node) -> Callable[..., str]:
    """The same, as a text."""

    def evaluate(source: str, at: Node | None = None) -> str:
        return compile_expression(source, {}).string(Context(at or data, environment))

    return evaluate


@pytest.fixture
def truth(environment: Environment, data: Node) -> Callable[..., bool]:
    """The same, as a truth."""

    def evaluate(source: str, at: Node | None = None) -> bool:
        return compile_expression(source, {}).boolean(Context(at or data, environment))

    return evaluate
