"""Which program runs is one small file: read by launchers and releases of other ages, refused where it is damaged."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.releases.errors import StandingDamaged
from sync.releases.standing import Outcome, Releases, Result, Standing, last_result
from tests.sync.releases.ministry import NOW

if TYPE_CHECKING:
    from pathlib import Path

versions = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){1,3}", fullmatch=True)
results = st.builds(Result, versions, st.sampled_from(Outcome), st.just(NOW))
standings = st.builds(
    Standing,
    current=versions | st.just(""),
    before=versions | st.just("") | st.none(),
    waiting=versions | st.none(),
    tries=st.integers(0, 3) | st.none(),
    failed=st.lists(versions, max_size=3).map(tuple),
    last=results | st.none(),
    seen=st.just(NOW) | st.none(),
    leaving=st.booleans(),
)


@given(standings)
def test_what_is_kept_is_what_is_read(standing: Standing) -> None:
    assert Standing.read(standing.json()) == standing


def test_what_a_later_program_writes_is_read_as_far_as_it_is_known(tmp_path: Path) -> None:
    written = json.loads(Standing(current="1.1.0", before="", last=Result("1.1.0", Outcome.STARTED, NOW)).json())
    written |= {"colour": "blue", "last": written["last"] | {"outcome": "sent to the moon"}}
    read = Standing.read(json.dumps(written).encode())
    assert (read.current, read.before, read.last) == ("1.1.0", "", None)
    assert Standing.read(b'{"format": 1, "current": "1.1.0"}') == Standing(current="1.1.0")
    assert last_result(tmp_path) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"format": 2, "current": ""}', b'{"format": 1, "current": "../../bin"}', b"\xff\xfe"],
)
def test_a_damaged_one_is_told_and_names_no_folder_elsewhere(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "standing.json").write_bytes(content)
    releases = Releases(tmp_path)
    with pytest.raises(StandingDamaged):
        releases.standing()
    with pytest.raises(StandingDamaged):
        releases.change(lambda standing: replace(standing, waiting="1.1.0"))
    assert (tmp_path / "standing.json").read_bytes() == content
