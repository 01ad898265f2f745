"""What is an expression, what is not, and where that shows."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.tree import Node, document
from forms.xpath import (
    Context,
    Environment,
    UnknownFunction,
    WrongArguments,
    XPathError,
    XPathSyntaxError,
    compile_expression,
    to_stored,
)
from forms.xpath.functions import FUNCTIONS
from forms.xpath.lexer import MAX_LENGTH
from forms.xpath.parser import MAX_DEPTH, parse
from forms.xpath.syntax import Call, Chain, Expr, Here, Literal, NameTest, Negate, Number, Path, Root, Step
from forms.xpath.unparse import unparse


def test_operators_bind_as_in_xpath() -> None:
    assert parse("1 + 2 * 3") == parse("1 + (2 * 3)")
    assert parse("a or b and c = d") == parse("a or (b and (c = d))")
    assert parse("-a | b") == Negate(parse("a | b"))
    assert parse("5 mod -2") == Chain(Number(5.0), (("mod", Negate(Number(2.0))),))


def test_a_star_is_a_name_or_an_operator_by_what_stands_before_it() -> None:
    assert parse("* * *") == parse("(*) * (*)")
    assert parse("div div mod") == Chain(
        Path(Here(), (Step("child", NameTest("", "div")),)),
        (("div", Path(Here(), (Step("child", NameTest("", "mod")),))),),
    )


def test_operators_may_touch_the_number_after_them() -> None:
    assert parse("4mod3") == parse("4 mod 3")


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("1 +", 3),
        ("(1", 2),
        ("1)", 1),
        ("'abc", 0),
        ("a[1", 3),
        ("", 0),
        ("$x", 0),
        ("1e3", 1),
        ("concat('a', ,'b')", 12),
    ],
)
def test_an_error_names_its_place(source: str, position: int) -> None:
    with pytest.raises(XPathSyntaxError) as error:
        compile_expression(source, {})
    assert error.value.position == position


def test_unknown_functions_and_wrong_counts_are_found_before_anything_runs() -> None:
    with pytest.raises(UnknownFunction) as unknown:
        compile_expression("if(false(), explode(1), 2)", {})
    assert (unknown.value.name, unknown.value.position) == ("explode", 12)
    with pytest.raises(WrongArguments) as wrong:
        compile_expression("1 + substr('a')", {})
    assert wrong.value.name == "substr"


def test_prefixes_must_be_declared() -> None:
    with pytest.raises(XPathSyntaxError, match="orx"):
        compile_expression("/data/orx:meta", {})


def test_length_and_depth_have_limits() -> None:
    with pytest.raises(XPathSyntaxError, match="longer"):
        compile_expression("1" * (MAX_LENGTH + 1), {})
    with pytest.raises(XPathSyntaxError, match="deeply"):
        compile_expression("(" * 500 + "1" + ")" * 500, {})


def test_long_chains_are_not_deep() -> None:
    long = " or ".join(f"/data/q{i} = {i}" for i in range(3000))
    assert isinstance(parse(long), Chain)
    compile_expression(long, {})
    nowhere = Context(Node("data"), Environment(document(Node("data")), lambda: datetime(2026, 1, 1, tzinfo=UTC)))
    assert compile_expression(" + ".join(["1"] * 3000), {}).number(nowhere) == 3000
    with pytest.raises(XPathSyntaxError):
        compile_expression(" = ".join(["1"] * 3000), {})


def test_the_deepest_expression_is_evaluated() -> None:
    nowhere = Context(Node("data"), Environment(document(Node("data")), lambda: datetime(2026, 1, 1, tzinfo=UTC)))
    deepest = "if(. = '', " * (MAX_DEPTH - 1) + "1" + ", 2)" * (MAX_DEPTH - 1)
    assert compile_expression(deepest, {}).number(nowhere) == 1
    assert parse(unparse(parse(deepest))) == parse(deepest)


NAMES = st.sampled_from(["a", "b", "item", "name", "سن", "a-b"])
STEPS = st.builds(
    lambda axis, name: Step(axis, NameTest("", name)), st.sampled_from(["child", "attribute", "descendant"]), NAMES
)


def _grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    levels = st.sampled_from([["or"], ["and"], ["=", "!="], ["<", ">="], ["+", "-"], ["*", "div", "mod"], ["|"]])

    def chains(level: list[str]) -> st.SearchStrategy[Expr]:
        rest = st.lists(st.tuples(st.sampled_from(level), inner), min_size=1, max_size=3)
        return st.builds(lambda first, more: Chain(first, tuple(more)), inner, rest)

    calls = st.builds(
        lambda name, args: Call(name, tuple(args)), st.sampled_from(["concat", "coalesce"]), st.lists(inner, max_size=3)
    )
    steps = st.lists(STEPS, min_size=1, max_size=3)
    paths = st.builds(
        lambda start, found, predicate: Path(start, (*found[:-1], Step(found[-1].axis, found[-1].test, (predicate,)))),
        st.sampled_from([Root(), Here()]),
        steps,
        inner,
    )
    return st.one_of(st.builds(Negate, inner), levels.flatmap(chains), calls, paths)


EXPRESSIONS = st.recursive(
    st.one_of(
        st.builds(Number, st.floats(min_value=0, max_value=1e20, allow_nan=False)),
        st.builds(Literal, st.text(alphabet="abc 'é", max_size=5)),
        st.builds(lambda steps: Path(Root(), tuple(steps)), st.lists(STEPS, min_size=1, max_size=3)),
    ),
    _grow,
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_what_is_written_down_is_read_back(expression: Expr) -> None:
    """A chain in the place of a chain's first operand is the one thing that reads back flatter."""
    once = parse(unparse(expression))
    assert parse(unparse(once)) == once


_WORDS = """
( ) [ ] . .. / // @ :: , | + - * = != < >= and or div mod 1 2.5 'x' "y" a item node() text() instance('p') current()
position() last() concat( if( coalesce( count( selected( regex( round( date( ~ $ é
"""
WORDS = st.sampled_from(_WORDS.split())


def _calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Calls of every function with a count of arguments it takes, operators and predicates."""

    def call(name: str) -> st.SearchStrategy[str]:
        function = FUNCTIONS[name]
        counts = [n for n in range(function.least, function.least + 4) if function.takes(n)]
        lists = st.sampled_from(counts).flatmap(lambda n: st.lists(inner, min_size=n, max_size=n))
        return lists.map(lambda arguments: f"{name}({', '.join(arguments)})")

    operators = st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or", "|"])
    joined = st.builds(lambda a, sign, b: f"({a} {sign} {b})", inner, operators, inner)
    filtered = st.builds(lambda path, inside: f"{path}[{inside}]", st.sampled_from(["//*", "/data/row", ".."]), inner)
    return st.one_of(st.sampled_from(sorted(FUNCTIONS)).flatmap(call), joined, filtered)


_LEAVES = """0;1;-1.5;99999999999999999999;'';'x';'-1';'2026-01-02';'10:00';'[a-';.;..;//x;/data/row/x;@id;0 div 0;
1 div 0;'0001-01-01';'9999-12-31T23:59:59Z';'1 1';instance('none')""".replace("\n", "")
SOUND = st.recursive(st.sampled_from(_LEAVES.split(";")), _calls, max_leaves=8)


@given(SOUND)
@settings(max_examples=300)
def test_evaluating_raises_nothing_else_than_its_own_errors(source: str) -> None:
    data = Node("data")
    for x in ("1", "", "2026-01-02"):
        data.append(Node("row")).append(Node("x", x))
    environment = Environment(document(data), lambda: datetime(2026, 1, 1, tzinfo=UTC), limit=5000)
    with contextlib.suppress(XPathError):
        value = compile_expression(source, {}).evaluate(Context(data, environment))
        stored = [to_stored(value, t, environment) for t in ("string", "int", "date", "dateTime", "time", "boolean")]
        assert all(isinstance(text, str) for text in stored)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join)))
def test_nothing_else_than_its_own_errors_comes_out(source: str) -> None:
    try:
        expression = compile_expression(source, {})
    except XPathError:
        return
    assert parse(unparse(expression.syntax)) == expression.syntax
