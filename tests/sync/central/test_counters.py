"""The centre's list of machines: each as it last reported itself, and what somebody should look at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assets import read
from assets.services import HEALTH_FORM
from sync.central.counters import counters
from sync.central.database import CentralDatabase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sync.central.official_client import Official
    from tests.sync.central.conftest import Kiosk

ROOT, OTHER_ROOT = "A" * 43 + "=", "B" * 43 + "="


@pytest.fixture
def forms_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / f"{HEALTH_FORM}.xlsx").write_bytes(read(f"forms/{HEALTH_FORM}.xlsx"))
    return folder


def report(number: int, **said: object) -> bytes:
    """A report as a machine sends it; `said` takes the place of what is usual."""
    usual: dict[str, object] = {
        "office": "deh-bala",
        "device": "counter-1",
        "version": "0.1.0",
        "made_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "waits": 0,
        "oldest_hours": 0,
        "free_mb": 5000,
        "checkpoint_size": 10 + number,
        "checkpoint_root": ROOT,
        "checkpoint_key": "01234567",
    }
    answers = "".join(f"<{name}>{answer}</{name}>" for name, answer in (usual | said).items())
    return (
        f'<data id="{HEALTH_FORM}" version="2026112201">{answers}'
        f"<meta><instanceID>uuid:{number}</instanceID></meta></data>"
    ).encode()


def send(kiosk: Kiosk, *reports: bytes) -> None:
    assert [kiosk.submit(one).status_code for one in reports] == [201] * len(reports)


def looks(official: Official) -> Sequence[str]:
    (counter,) = official.counters()
    found: Sequence[str] = counter["looks"]
    return found


def test_each_machine_is_there_once_as_it_last_stood(kiosk: Kiosk, official: Official) -> None:
    assert official.counters() == []
    send(kiosk, report(1, waits=7), report(2, device="counter-2"), report(3, waits=3, oldest_hours=30, free_mb=900))
    first, second = official.counters()
    assert (first["device"], first["waits"], first["oldest_hours"], first["free_mb"]) == ("counter-1", 3, 30, 900)
    assert (second["device"], second["waits"], second["version"]) == ("counter-2", 0, "0.1.0")


def test_those_to_look_at_come_first(kiosk: Kiosk, official: Official) -> None:
    send(kiosk, report(1, office="aab"), report(2, office="zar", faults="clock_wrong printer"))
    assert [(one["office"], one["looks"]) for one in official.counters()] == [
        ("zar", ["clock_wrong", "printer"]),
        ("aab", []),
    ]


def test_one_that_is_not_heard_for_days_is_told(kiosk: Kiosk, official: Official, tmp_path: Path) -> None:
    send(kiosk, report(1))
    assert looks(official) == []
    database = CentralDatabase(tmp_path / "central" / "central.sqlite")
    with database.reading() as db:
        (later,) = counters(db, datetime.now(UTC) + timedelta(days=4))
    database.close()
    assert later.looks == ("silent",)


def test_one_that_fell_silent_is_not_pushed_out_by_a_noisy_one(
    kiosk: Kiosk, other_kiosk: Kiosk, official: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.central.counters._READ", 3)
    send(other_kiosk, report(1, office="silent"))
    send(kiosk, *(report(number) for number in range(2, 8)))
    assert {one["office"] for one in official.counters()} == {"silent", "deh-bala"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"checkpoint_size": 12}, []),
        ({"checkpoint_size": 11}, []),
        ({"checkpoint_size": 10}, ["other_register"]),
        ({"checkpoint_size": 11, "checkpoint_root": OTHER_ROOT}, ["other_register"]),
        ({"checkpoint_size": 2, "checkpoint_key": "76543210"}, ["other_key"]),
        ({"checkpoint_size": "", "checkpoint_root": ""}, []),
        ({"checkpoint_key": ""}, []),
    ],
)
def test_a_register_that_went_back_or_was_begun_anew_is_told(
    kiosk: Kiosk, official: Official, said: dict[str, object], expected: list[str]
) -> None:
    send(kiosk, report(1), report(2, **said))
    assert looks(official) == expected


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("", []),
        ("taken 0.2.0", []),
        ("started 0.2.0", []),
        ("went back 0.2.0", ["update"]),
        ("stayed 0.2.0", ["update"]),
    ],
)
def test_a_newer_program_that_did_not_stay_is_told(
    kiosk: Kiosk, official: Official, result: str, expected: list[str]
) -> None:
    send(kiosk, report(1, update_result=result))
    assert looks(official) == expected


@pytest.mark.parametrize(
    "said", ["", "-3", "9" * 5000, "x", "٣٫٥", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "{x} a}"]
)
def test_what_is_no_number_or_no_time_is_left_out(kiosk: Kiosk, official: Official, said: str) -> None:
    """Whoever has the token can send anything; the page still comes."""
    send(kiosk, report(1, waits=said, oldest_hours=said, free_mb=said, made_at=said, checkpoint_size=said, faults=said))
    (counter,) = official.counters()
    assert (counter["waits"], counter["free_mb"], counter["made_at"]) == (None, None, "")
    assert "deh-bala" in official.machines_page()


def test_one_that_was_long_under_way_says_of_when_it_tells(kiosk: Kiosk, official: Official) -> None:
    send(kiosk, report(1, made_at="2026-10-20T09:00:00.000Z"))
    assert "همان‌طور که در" in official.machines_page()


def test_the_page_tells_it_in_words_and_leads_to_the_report(kiosk: Kiosk, official: Official) -> None:
    assert "هنوز هیچ دستگاهی گزارش نداده است" in official.machines_page()
    send(kiosk, report(1, waits=3, oldest_hours=50, faults="disk_full something_new"))
    html = official.machines_page()
    for words in ("deh-bala", "۲ روز", "۵۰۰۰ مگابایت", "دیسک پر است", "something_new"):
        assert words in html
    (counter,) = official.counters()
    one = official.machines_page(counter["id"])
    for words in ("شناسهٔ دفتر", "deh-bala", "pishkhan audit verify"):
        assert words in one


def test_a_report_is_in_no_list_of_applications(kiosk: Kiosk, official: Official) -> None:
    send(kiosk, report(1))
    assert official.submissions() == []
