"""Whatever a form brings, it is read within two seconds or refused with the reason: nobody waits for it to hang."""

from __future__ import annotations

from contextlib import suppress
from time import process_time
from typing import TYPE_CHECKING

import pytest

from forms.errors import FormRefused
from forms.parse import MOST_NODES, parse_xform
from forms.secondary import Unreadable, from_csv
from forms.xpath import XPathError, compile_expression
from forms.xpath.lexer import MAX_LENGTH
from tests.differential.trying import MOST_SECONDS
from tests.forms.scenario import bind, question, xform

if TYPE_CHECKING:
    from collections.abc import Iterator

# a guard against hanging only: how long it takes is measured where nothing else runs (`make conformance`);
# what these forms once took was up to 76 s
HANGS = 5 * MOST_SECONDS

EXPRESSIONS = "The form has too many or too long expressions"


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    begun = process_time()
    yield
    assert process_time() - begun < HANGS


def nodes(count: int) -> str:
    return "".join(f"<q{n}/>" for n in range(count))


def every_text_in_every_label() -> bytes:
    outputs = "".join(f'<output value="/data/q{n}"/>' for n in range(500))
    texts = f'<itext><translation lang="fa"><text id="t"><value>{outputs}</value></text></translation></itext>'
    labels = "".join(f'<input ref="/data/q{n}"><label ref="jr:itext(\'t\')"/></input>' for n in range(500))
    return xform(nodes(500), texts, labels)


def actions() -> bytes:
    value = '<setvalue ref="/data/q0" event="odk-instance-first-load" value="{0} + {0}"/>'
    return xform(nodes(1), "".join(value.format(n) for n in range(50_000)), question("q0"))


@pytest.mark.parametrize(
    "form",
    [
        every_text_in_every_label(),
        actions(),
        xform(nodes(2000), "".join(bind(f"q{n}", constraint=f"count(//*) > {n}") for n in range(2000))),
        xform(nodes(5000), "".join(bind(f"q{n}", constraint=f"//q{n} = //q1") for n in range(5000))),
        xform(nodes(20), "".join(bind(f"q{n}", constraint="+".join("x" * 45_000)) for n in range(20))),
    ],
    ids=["labels", "actions", "any node", "any depth", "long"],
)
def test_expressions_beyond_all_measure_are_refused_by_name(form: bytes) -> None:
    with pytest.raises(FormRefused, match=EXPRESSIONS):
        parse_xform(form)


def test_repeats_by_the_thousand_are_read_in_time() -> None:
    repeats = "".join(f'<repeat nodeset="/data/q{n}">{question(f"q{n}/x")}</repeat>' for n in range(5000))
    form = parse_xform(xform("".join(f"<q{n}><x/></q{n}>" for n in range(5000)), "", repeats))
    assert len(form.graph.templates) == 5000


def test_attributes_count_among_the_nodes() -> None:
    attributes = " ".join(f'a{n}=""' for n in range(100))
    with pytest.raises(FormRefused, match="nodes"):
        parse_xform(xform(f"<q {attributes}/>" * (MOST_NODES // 100)))


def test_a_wide_table_with_short_lines_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="cells"):
        from_csv(b",".join(b"c%d" % n for n in range(10_000)) + b"\n" + b"1\n" * 10_000)


@pytest.mark.parametrize(
    "pattern", ["/a", "/a[1]", "/a(", "a ", " ", "4mod2-", "mod2", "-", "'", "//", "a.b-", "(", "1 + ", "::"]
)
def test_an_expression_of_the_greatest_length_is_read_or_refused_in_time(pattern: str) -> None:
    for last in ("1", "::b"):
        source = (pattern * (MAX_LENGTH // len(pattern)))[: MAX_LENGTH - len(last)] + last
        with suppress(XPathError):
            assert compile_expression(source, {}).source == source
