"""The packaged program, started from its folder: `make package` names it in PISHKHAN_PACKAGE."""

from __future__ import annotations

import os
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e import promises
from tests.e2e.walking import walk

if TYPE_CHECKING:
    from tests.e2e.walking import Walked

pytestmark = [pytest.mark.package, pytest.mark.xdist_group("e2e")]

LARGEST = 300 * 2**20  # bytes; a DVD-RAM or a cheap stick still takes it


@pytest.fixture(scope="module")
def folder() -> Path:
    """The package's folder."""
    named = os.environ.get("PISHKHAN_PACKAGE")
    if not named:
        pytest.skip("no package is named in PISHKHAN_PACKAGE; `make package` builds and tries one")
    return Path(named).resolve()


@pytest.fixture(scope="module")
def packaged(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """The packaged program's own demonstration."""
    return walk([str(folder / "pishkhan")], tmp_path_factory.mktemp("package") / "out")


def test_it_walks_as_the_sources_do(packaged: Walked) -> None:
    promises.ended_well(packaged)
    promises.every_screen_is_pictured(packaged)
    promises.handed_in_exactly_once(packaged)
    assert packaged.left_running() == []


def test_it_carries_no_library_that_is_not_there_and_stays_small(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert [link for link in folder.rglob("*") if link.is_symlink() and not link.exists()] == []
    assert sum(path.stat().st_size for path in files) < LARGEST


def test_it_hands_on_the_licences_of_what_it_carries(folder: Path) -> None:
    inside = folder / "_internal"
    owners = packages_distributions()
    carried = {owner for path in inside.iterdir() for owner in owners.get(path.name, ())}
    texts = {owner: [*(inside / "licences" / owner.lower().replace("_", "-")).glob("*")] for owner in carried}
    assert carried
    assert [owner for owner, found in texts.items() if not found] == []


def test_its_commands_need_no_python(folder: Path, tmp_path: Path) -> None:
    program = str(folder / "pishkhan")
    version = subprocess.run([program, "--version"], env={}, capture_output=True, text=True, check=True)
    assert "version" in version.stdout
    form = Path(__file__).resolve().parents[2] / "assets" / "forms" / "bill_payment.xlsx"
    checked = subprocess.run(
        [program, "form", "check", str(form)], env={}, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_command_for_translators_says_where_it_works(folder: Path) -> None:
    asked = [str(folder / "pishkhan"), "i18n", "check"]
    told = subprocess.run(asked, env={}, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr == "Error: “i18n” works where the source is, after `make setup`.\n"


def test_it_publishes_newer_programs_and_asks_for_them(folder: Path, tmp_path: Path) -> None:
    """What signs and what follows signatures is found by name while it runs: it must be inside."""
    program, repository = str(folder / "pishkhan"), tmp_path / "repository"
    asked = [program, "release", "init", str(repository), "--keys", str(tmp_path / "keys")]
    made = subprocess.run(asked, env={}, input="a\na\nb\nb\n", capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    root = repository / "metadata" / "1.root.json"
    config = tmp_path / "pishkhan.toml"
    config.write_text(f'[updates]\nreleases = "{tmp_path / "releases"}"\nroot = "{root}"\n')
    asked = [program, "update", "check", "--stick", str(repository), "--config", str(config)]
    told = subprocess.run(asked, env={}, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "There is no newer program.\n"), told.stderr
