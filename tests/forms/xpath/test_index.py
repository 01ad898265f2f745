"""A lookup answers the same from the index as from looking at every row."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.secondary import from_csv
from forms.tree import Node, document
from forms.xpath import Context, Environment, compile_expression
from forms.xpath import index as index_module

CELLS = st.sampled_from(["", "a", "b", "1", "1.0", "01", "2", "true", "2026-01-01", "20454"])
DEMANDS = (
    "a = /data/text",
    "/data/text = a",
    "a = /data/number",
    "a = 1",
    "a = '1'",
    "a = ''",
    "a = true()",
    "a = /data/nothing",
    "a = /data/day",
    "b = 'b' and a = /data/text",
    "a = /data/text and b != 'a' and c < 2",
    "missing = ''",
    "a = b",
    "translate(a, 'ab', 'AB') = 'A'",
    "translate(a, 'ab', 'AB') = translate(/data/text, 'ab', 'AB') and b = 'b'",
    "translate(a, '1', '') = /data/number",
    "translate(a, 'a', b) = 'b'",
    "translate(missing, 'a', 'b') = /data/nothing",
    "a = /data/text or b = 'a'",
)


@pytest.mark.parametrize("demand", DEMANDS)
@settings(max_examples=40)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12), sought=CELLS, grown=st.booleans())
def test_index_and_scan_agree(demand: str, rows: list[tuple[str, str, str]], sought: str, grown: bool) -> None:
    content = "a,b,c\n" + "".join(",".join(row) + "\n" for row in rows)
    expression = compile_expression(f"instance('t')/root/item[{demand}]", {})
    answers = []
    for fewest in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(index_module, "FEWEST_ROWS", fewest)
            table = from_csv(content.encode())
            if grown:
                assert all(len(row.children) == 3 for row in table.children[0].children)
            nodes = expression.nodes(Context(_primary(sought), _environment(table, sought)))
            answers.append([table.children[0].children.index(node) for node in nodes])
    assert answers[0] == answers[1]


def _primary(sought: str) -> Node:
    data = Node("data")
    for name, value, data_type in (("text", sought, ""), ("number", sought, "int"), ("day", sought, "date")):
        data.append(Node(name, value)).type = data_type
    return data


def _environment(table: Node, sought: str) -> Environment:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return Environment(document(_primary(sought)), lambda: now, instances={"t": table})


def test_a_row_that_is_looked_up_is_the_only_one_to_grow_nodes() -> None:
    table = from_csv(("name,label\n" + "".join(f"n{i},L{i}\n" for i in range(200))).encode())
    expression = compile_expression("instance('t')/root/item[name = 'n7']/label", {})
    assert expression.string(Context(Node("data"), _environment(table, ""))) == "L7"
    grown = [row for row in table.children[0].children if row.cell("name") is None]  # type: ignore[attr-defined]
    assert len(grown) == 1
