"""Every function of the language, and the traps it is known for."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forms.xpath import EvaluationError, XPathSyntaxError, compile_expression
from forms.xpath.functions import FUNCTIONS

if TYPE_CHECKING:
    from forms.tree import Node
    from tests.forms.xpath.conftest import Ask

Text = Callable[..., str]

CASES = {
    # texts
    "concat('a', 1.0, true(), 2.50)": "a1true2.5",
    "concat(/data/row/x, '!')": "123!",
    "contains('abc', '')": "true",
    "ends-with('abc', 'bc')": "true",
    "join(', ', 'a', /data/empty, /data/row/x)": "a, , 1, 2, 3",
    "join('-', /data/gone, 'z')": "-z",
    "join('-', /data/nothing)": "",
    "normalize-space('  a  b ')": "a b",
    "starts-with('abc', 'ab')": "true",
    "string(/data/height)": "2.5",
    "string-length('سلام')": "4",
    "substr('hello', 1, 3)": "el",
    "substr('hello', -3)": "llo",
    "substr('hello', 3, 1)": "",
    "substr('hello', -10, 2)": "he",
    "substring('12345', 2, 3)": "234",
    "substring('12345', 1.5, 2.6)": "234",
    "substring-after('a-b', '-')": "b",
    "substring-before('a-b', '-')": "a",
    "substring-before('ab', '-')": "",
    "translate('abc', 'ab', 'A')": "Ac",
    # regular expressions: the whole value
    "regex('abc', 'b')": "false",
    "regex('abc', '.*b.*')": "true",
    "regex('a1', '[a-z]\\d')": "true",
    "regex('سلام', '\\p{InArabic}+')": "true",
    "regex('Passw0rd', '^(?=.*[A-Z])(?!.*x).{8,}$')": "true",
    "regex('Passx0rd', '^(?=.*[A-Z])(?!.*x).{8,}$')": "false",
    # numbers
    "abs(-3)": "3",
    "acos(1)": "0",
    "asin(2)": "NaN",
    "atan(0)": "0",
    "atan2(1, 1)": "0.7853981633974483",
    "ceiling(-1.05)": "-1",
    "cos(0)": "1",
    "exp(1)": "2.718281828459045",
    "exp10(2)": "100",
    "floor(-1.005)": "-2",
    "int(-2.7)": "-2",
    "log(0)": "-Infinity",
    "log10(100)": "2",
    "max(1, 2, '', /data/row/x)": "3",
    "max(-3, -2)": "-2",
    "max(/data/nothing)": "NaN",
    "min(/data/empty, 3)": "3",
    "number('  12 ')": "12",
    "number('1e3')": "NaN",
    "pi()": "3.141592653589793",
    "pow(-8, 1 div 3)": "NaN",
    "pow(10, 400)": "Infinity",
    "round(-2.5)": "-2",
    "round(1.25, 1)": "1.3",
    "sin(0)": "0",
    "sqrt(-1)": "NaN",
    "tan(0)": "0",
    "100 * 1.1": "110",
    "-5 mod 2": "-1",
    "5 mod 0": "NaN",
    "1 div 0": "Infinity",
    "0 div 0": "NaN",
    # truth and choice
    "boolean('0')": "true",
    "boolean-from-string('TRUE')": "true",
    "boolean-from-string('2')": "false",
    "checklist(1, 2, true(), false(), true())": "true",
    "checklist(1, -1, /data/row/x)": "true",
    "coalesce(/data/empty, /data/nothing, 'z')": "z",
    "coalesce(/data/name, 'z')": "Nika",
    "false()": "false",
    "if(/data/zero, 'y', 'n')": "n",
    "not(/data/empty)": "true",
    "true()": "true",
    "weighted-checklist(2, 2, true(), 2, false(), 5)": "true",
    # node-sets
    "count(/data/row)": "3",
    "count-non-empty(/data/row/out)": "0",
    "id('none')": "",
    "instance('places')/root/item[name = 'b']/label": "Bam",
    "lang('fa')": "false",
    "local-name(/data/orx)": "",
    "name(/data/age)": "age",
    "namespace-uri(/data/meta)": "http://openrosa.org/xforms",
    "position(/data/row[x = 2])": "2",
    "sum(/data/row/x)": "6",
    "sum(/data/nothing)": "0",
    "indexed-repeat(/data/row/x, /data/row, 2)": "2",
    "indexed-repeat(/data/row/x, /data/row, 9)": "",
    "/data/row[last()]/x": "3",
    "join(' ', randomize(/data/row/x, 1))": "2 1 3",
    # choices
    "count-selected('  a  b ')": "2",
    "jr:choice-name('a', '/data/crops')": "a of /data/crops at data",
    "selected(/data/crops, 'rice')": "true",
    "selected(/data/crops, 'ric')": "false",
    "selected('', '')": "true",
    "selected-at(/data/crops, 1)": "rice",
    "selected-at(/data/crops, 7)": "",
    "selected-at(/data/crops, -1)": "",
    # dates
    "date('2026-01-02')": "2026-01-02",
    "date(0)": "1970-01-01",
    "date(5.5)": "1970-01-06",
    "date('someday')": "",
    "date-time('2026-01-02T03:04:05Z')": "2026-01-01",
    "decimal-date-time('1970-01-02T00:00:00Z')": "1",
    "decimal-time('12:00:00.000-07:00')": "0.5",
    "decimal-time(/data/at)": "0.25",
    "format-date('2026-01-02', '%Y/%n/%e %a %b %y %m %d %W %%')": "2026/1/2 Fri Jan 26 01 02 1 %",
    "format-date('', '%Y')": "",
    "format-date-time('2026-01-02T10:20:30.456', '%H:%M:%S.%3 %h')": "10:20:30.456 10",
    "format-date-time(/data/at, '%H:%M')": "06:00",
    "now()": "2026-11-22",
    "today()": "2026-11-22",
    # the world
    "digest('abc', 'MD5', 'hex')": "900150983cd24fb0d6963f7d28e17f72",
    "digest('abc', 'SHA-1', 'hex')": "a9993e364706816aba3e25717850c26c9cd0d89d",
    "digest('abc', 'SHA-256')": "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
    "digest('abc', 'SHA-384')": "ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn",
    "string-length(digest('abc', 'sha-512', 'hex'))": "128",
    "base64-decode('YWJj')": "abc",
    "base64-decode('!!')": "",
    "jr:itext('hello')": "text of hello",
    "property('deviceid')": "kiosk-1",
    "pulldata('places', 'label', 'name', 'c')": "Chalus",
    "pulldata('places', 'label', 'name', 'zz')": "",
    "random() < 1": "true",
    "string-length(uuid(5))": "5",
    # places
    "round(distance('0 0;0 1'), 2)": "111318.85",
    "round(distance('1 1 0 0', '1 2 0 0'), 2)": "111301.89",
    "area('0 0;0 1')": "0",
    "geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0')": "true",
    "geofence('2 0.5', '0 0;0 1;1 1;1 0;0 0')": "false",
    "intersects('0 0;1 1;0 1;1 0')": "true",
    "intersects('0 0;0 1;1 1;1 0;0 0')": "false",
}
"""What each expression reads as in the form of conftest."""

ELSEWHERE = {"current", "extract-signed", "last", "once", "position", "randomize", "area"}
"""Functions that need more than one line to show."""


@pytest.mark.parametrize("source", CASES)
def test_function(source: str, text: Text) -> None:
    assert text(source) == CASES[source]


def test_every_function_is_shown() -> None:
    named = {name for source in CASES for name in re.findall(r"([a-z][a-z0-9:-]*)\(", source)}
    assert set(FUNCTIONS) - named - ELSEWHERE == set()


def test_only_what_is_needed_is_evaluated(text: Text) -> None:
    failing = "instance('missing')/root"
    with pytest.raises(EvaluationError):
        text(failing)
    assert text(f"if(true(), 'a', {failing})") == "a"
    assert text(f"coalesce('a', {failing})") == "a"
    assert text(f"true() or {failing}") == "true"
    assert text(f"false() and {failing}") == "false"


def test_once_keeps_what_the_node_holds(text: Text, data: Node) -> None:
    assert text("once('new')", data.named["name"][0]) == "Nika"
    assert text("once('new')", data.named["empty"][0]) == "new"


def test_position_counts_in_predicates_and_among_siblings(text: Text, data: Node) -> None:
    second = data.named["row"][1]
    assert text("position(..)", second.named["x"][0]) == "2"
    assert text("/data/row[position() = 3]/x") == "3"
    assert text("count(/data/row[position() < position(current()/..)])", second.named["x"][0]) == "1"


def test_uuid_is_a_version_4_from_the_given_randomness(text: Text) -> None:
    found = text("uuid()")
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", found)
    assert found != text("uuid()")


def test_randomize_gives_every_client_the_same_order(text: Text) -> None:
    orders = {seed: text(f"join('', randomize(/data/row/x, {seed}))") for seed in ("42", "1", "33.7", "'7'", "-5", "0")}
    assert orders == {"42": "123", "1": "213", "33.7": "213", "'7'": "321", "-5": "231", "0": "321"}
    assert text("join('', randomize(/data/row/x, 'a text'))") == text("join('', randomize(/data/row/x, 'a text'))")
    assert sorted(text("join('', randomize(/data/row/x))")) == ["1", "2", "3"]


def test_extract_signed_gives_the_message_only_under_its_key(text: Text) -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    signed = base64.b64encode(key.sign(b"a case") + b"a case").decode()
    for signer, message in ((key, "a case"), (other, "")):
        public = base64.b64encode(signer.public_key().public_bytes_raw()).decode()
        assert text(f"extract-signed('{signed}', '{public}')") == message


def test_area_of_a_field_is_in_square_metres(ask: Ask) -> None:
    corners = "7.9377 -11.5845;7.9324 -11.5902;7.927 -11.5857;7.925 -11.578;7.9267 -11.5722;7.9325 -11.5708"
    open_shape, closed = ask(f"area('{corners}')"), ask(f"area('{corners};7.9377 -11.5845 0 0')")
    assert open_shape == closed
    assert isinstance(closed, float)
    assert math.isclose(closed, 2_014_434, rel_tol=0.1)


@pytest.mark.parametrize("pattern", ["(?<=a)b", "(a)\\1", "a*+", "[", "x(?=y)"])
def test_patterns_that_cannot_be_matched_in_linear_time_are_refused_when_compiled(pattern: str) -> None:
    with pytest.raises(XPathSyntaxError, match="pattern"):
        compile_expression(f"regex(., '{pattern}')", {})


def test_unknown_digests_and_date_patterns_are_errors(text: Text) -> None:
    with pytest.raises(EvaluationError, match="foo"):
        text("digest('abc', 'foo')")
    with pytest.raises(EvaluationError, match="%j"):
        text("format-date('2026-01-02', '%j')")
