"""`pishkhan demo --walk` from nothing: its own bus, keyring, screen and centre, and one application from end to end."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.demo.answers import ANSWERS, MESSAGE
from kiosk.demo.directing import NotOurFolder, direct
from tests.e2e import promises

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.walking import Walked

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("e2e")]


def test_the_walk_reaches_the_officials_answer_and_says_so(walked: Walked) -> None:
    promises.ended_well(walked)


def test_every_screen_is_pictured(walked: Walked) -> None:
    promises.every_screen_is_pictured(walked)


def test_what_the_paper_says_is_what_the_centre_has_once(walked: Walked) -> None:
    promises.handed_in_exactly_once(walked)


def test_nobody_reads_an_answer_or_a_token_in_the_log(walked: Walked) -> None:
    said = walked.output + walked.errors + (walked.out / "data" / "pishkhan.toml").read_text(encoding="utf-8")
    answers = [word for word in ANSWERS.values() if len(word) > 5 or not word.isascii()]
    assert [word for word in (walked.token(), MESSAGE, *answers) if word in said] == []


def test_no_process_is_left_behind(walked: Walked) -> None:
    assert walked.left_running() == []


def test_a_machine_without_a_virtual_screen_is_told_what_to_do(tmp_path: Path) -> None:
    nothing_installed = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "kiosk", "demo", "--out", str(tmp_path / "out")]
    ran = subprocess.run(command, env=nothing_installed, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "make setup" in ran.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear Zahra", encoding="utf-8")
    with pytest.raises(NotOurFolder):
        direct(tmp_path, walk=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
