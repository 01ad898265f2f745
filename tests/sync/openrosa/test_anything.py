"""Whatever bytes come from a server: understood, or refused with our own error; never anything else."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from sync.caselists import read_cases
from sync.openrosa.address import Central, mask
from sync.openrosa.envelope import read_answer
from sync.openrosa.errors import BadAnswer
from sync.openrosa.formlist import parse_form_list
from sync.openrosa.manifest import is_safe_name, parse_manifest
from sync.openrosa.verdicts import NextStep, Verdict, verdict_of
from tests.sync.openrosa.answers import envelope, form_list, listed, manifest, problem

WHOLE = (
    form_list(listed("f", "1", b"x", "http://127.0.0.1/f")).body,
    manifest(("a.png", "md5:" + "0" * 32, "http://127.0.0.1/a")).body,
    envelope("stored").body,
    problem(409, "different XML").body,
    "name,label,code,status,message\n1,ک,123,approved,«بیایید»\n".encode(),
)


@st.composite
def nearly_right(draw: st.DrawFn) -> bytes:
    """An answer as it should be, with a piece of it cut out, doubled or replaced."""
    whole = draw(st.sampled_from(WHOLE))
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, len(whole)))
    return (
        whole[:start]
        + draw(st.one_of(st.just(b""), st.just(whole[start:end] * 2), st.binary(max_size=30)))
        + whole[end:]
    )


bodies = st.one_of(st.binary(max_size=400), nearly_right())


@given(bodies)
def test_lists_are_read_or_refused(body: bytes) -> None:
    for read in (parse_form_list, parse_manifest, lambda content: read_cases(content, "demo")):
        with suppress(BadAnswer):
            assert isinstance(read(body), tuple)


@given(bodies)
def test_a_manifest_that_is_accepted_names_only_plain_files(body: bytes) -> None:
    with suppress(BadAnswer):
        assert all(is_safe_name(file.filename) for file in parse_manifest(body))


@given(st.integers(100, 599), bodies)
def test_only_an_envelope_with_201_or_202_or_an_edit_counts_as_delivered(status: int, body: bytes) -> None:
    answer = read_answer(body)
    verdict = verdict_of(status, answer)
    if verdict.next_step is NextStep.DELIVERED:
        assert (status in (201, 202) and answer.kind == "openrosa") or verdict is Verdict.EDITED_SINCE
    if verdict is Verdict.EDITED_SINCE:
        assert status == 409


@given(st.integers(300, 599), bodies)
def test_nobody_but_the_central_refuses_for_good(status: int, body: bytes) -> None:
    answer = read_answer(body)
    if verdict_of(status, answer).next_step is NextStep.PERMANENT:
        assert answer.kind in ("openrosa", "json")


@given(st.text(alphabet="abcXYZ019!$-_.~", min_size=1))
def test_a_token_in_a_path_never_shows(token: str) -> None:
    said = mask(f"GET https://central.example/v1/key/{token}/projects/1/formList failed")
    assert said == "GET https://central.example/v1/key/…/projects/1/formList failed"


@given(st.text(max_size=60))
def test_whatever_address_a_server_names_is_ours_or_not(url: str) -> None:
    central = Central("demo", "https://central.example/v1/key/t/projects/1")
    assert central.holds(f"https://central.example/{url}") or "@" in url or "\\" in url
    assert not central.holds(f"http://central.example/{url}")
    assert not central.holds(f"https://elsewhere.example/{url}")
