"""A counter on a store of its own, with one short form installed and nobody at the other end of the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.xlsform import to_xform
from kiosk.config import CentralAddress, Config, Office, Printing
from tests.kiosk.counter.page import CounterPage, open_counter
from tests.sync.envelope import public_key
from tests.sync.store.given import KEY, ToldClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

CLAIM = """
| survey | | | | | | | |
| | type | name | label::Persian (fa) | label::English (en) | required | constraint | constraint_message |
| | text | name | نام شما چیست؟ | What is your name? | yes | | |
| | begin repeat | animal | دام | Animal | | | |
| | select_one kinds | kind | چه دامی؟ | Which animal? | yes | | |
| | end repeat | | | | | | |
| | integer | loss | چند رأس از دست رفت؟ | How many were lost? | yes | . > 0 | more than none |
| | acknowledge | agree | اجازه می‌دهم؟ | Do you allow it? | yes | | |
| choices | list_name | name | label::Persian (fa) | label::English (en) | | | |
| | kinds | sheep | گوسفند | Sheep | | | |
| | kinds | cow | گاو | Cow | | | |
| settings | form_id | version | default_language | | | | |
| | claim | 1 | Persian (fa) | | | | |
"""


def sealed_claim() -> str:
    """The short form with the ministry's key: its answers are sealed when they are handed in."""
    head, values = "| settings | form_id | version | default_language | |", "| | claim | 1 | Persian (fa) | |"
    assert head in CLAIM
    assert values in CLAIM
    return CLAIM.replace(head, head[:-1] + "public_key |").replace(values, f"{values[:-1]}{public_key()} |")


@pytest.fixture
def clock() -> ToldClock:
    return ToldClock()


@pytest.fixture(scope="session")
def claim() -> bytes:
    """The XForm of the short form."""
    return to_xform(CLAIM.encode(), name="claim").xform


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The folder that takes printed papers; a test may take it away."""
    folder = tmp_path / "paper"
    folder.mkdir()
    return folder


@pytest.fixture
def config(paper: Path) -> Config:
    """The configuration of a counter whose central does not answer."""
    return Config(
        office=Office("cheshmeh-ali", {"fa": "دهیاری چشمه‌علی", "en": "Cheshmeh-Ali"}, "023-3522"),
        device="counter-1",
        central=CentralAddress("main", "http://127.0.0.1:9/v1/key/none/projects/1"),
        printing=Printing(folder=str(paper)),
    )


@pytest.fixture
def counter_on(
    qapp: QApplication, qtbot: QtBot, config: Config, clock: ToldClock, claim: bytes
) -> Iterator[Callable[[Path], CounterPage]]:
    """Open a counter on a store's folder, as often as a test wants: what the first left is what the next finds."""
    opened: list[CounterPage] = []

    def on(folder: Path) -> CounterPage:
        page = open_counter(qapp, qtbot, config, folder, KEY, clock, claim)
        opened.append(page)
        return page

    yield on
    for page in opened:
        page.close()


@pytest.fixture
def counter(counter_on: Callable[[Path], CounterPage], tmp_path: Path) -> CounterPage:
    """A counter on a fresh store, at the attract screen."""
    return counter_on(tmp_path / "store")
