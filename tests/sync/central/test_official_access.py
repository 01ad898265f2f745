"""Who gets in to the official's pages, and what the pages let in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
import requests

from assets.services import CASE_STATUSES
from sync.central.access import OfficialAccess
from sync.central.casework import OFFICIAL_STATUSES
from sync.central.errors import NotAuthenticated, TooManyTries
from tests.sync.central.visit import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.central.official_client import Official
    from sync.central.running import CentralHandle
    from tests.sync.central.conftest import Kiosk


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(clock: Clock) -> OfficialAccess:
    numbers = count()
    return OfficialAccess("right", now=clock, secret=lambda size: f"{next(numbers):0{size}}")


@pytest.fixture
def signed_in(central: CentralHandle) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.post(f"{central.official_url}sign-in", data={"password": central.password}, timeout=30)
        yield session


def test_a_session_ends_after_eight_idle_hours_and_at_signing_out(access: OfficialAccess, clock: Clock) -> None:
    first = access.sign_in("right")
    clock.now += timedelta(hours=7)
    assert access.session(first.token) == first
    clock.now += timedelta(hours=7)
    assert access.session(first.token) == first
    clock.now += timedelta(hours=9)
    assert access.session(first.token) is None
    second = access.sign_in("right")
    access.sign_out(second.token)
    assert access.session(second.token) is None


def test_five_wrong_passwords_close_the_door_for_longer_each_time(access: OfficialAccess, clock: Clock) -> None:
    waits = []
    for _ in range(5):
        with pytest.raises(NotAuthenticated):
            access.sign_in("wrong")
    for _ in range(3):
        with pytest.raises(TooManyTries) as shut:
            access.sign_in("right")
        waits.append(shut.value.seconds)
        clock.now += timedelta(seconds=shut.value.seconds)
        with pytest.raises(NotAuthenticated):
            access.sign_in("wrong")
    assert waits == sorted(set(waits))
    clock.now += timedelta(hours=1)
    assert access.sign_in("right").token


@pytest.mark.parametrize("path", ["", "submissions/1", "submissions/1/files/photo.png"])
def test_without_a_session_every_page_leads_to_the_door(central: CentralHandle, kiosk: Kiosk, path: str) -> None:
    kiosk.submit(visit("a", photo="photo.png"), photo_png=b"1")
    answer = requests.get(f"{central.official_url}{path}", allow_redirects=False, timeout=30)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/official/sign-in")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(central: CentralHandle) -> None:
    url = f"{central.official_url}sign-in"
    answer = requests.post(url, data={"password": central.password}, allow_redirects=False, timeout=30)
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/official/" in cookie


def test_pages_let_in_nothing_but_their_own(central: CentralHandle, signed_in: requests.Session) -> None:
    page = signed_in.get(central.official_url, timeout=30)
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in page.text.partition("<svg")[0].replace("http-equiv", "")
    assert "<script" not in page.text


def test_a_decision_without_the_pages_own_token_changes_nothing(
    central: CentralHandle, kiosk: Kiosk, official: Official, signed_in: requests.Session
) -> None:
    kiosk.submit(visit("a"))
    url = f"{central.official_url}submissions/{official.submissions()[0]['id']}/decision"
    for csrf in ({}, {"csrf": ""}, {"csrf": "guessed"}):
        answer = signed_in.post(url, data={"status": "approved", "message": "kept", **csrf}, timeout=30)
        assert answer.status_code == 422
        assert "kept" in answer.text
    assert official.submissions()[0]["status"] == "delivered"


def test_the_interface_for_programs_wants_session_and_token(central: CentralHandle, official: Official) -> None:
    url = f"{central.official_url}api/app-users"
    assert requests.get(url, timeout=30).status_code == 401
    with requests.Session() as session:
        session.post(f"{central.official_url}api/session", json={"password": central.password}, timeout=30)
        assert session.get(url, timeout=30).status_code == 200
        assert session.post(url, json={"name": "forged"}, timeout=30).status_code == 401
    assert [user["name"] for user in official.app_users()] == ["kiosk"]


def test_changing_the_language_never_leads_to_another_site(central: CentralHandle) -> None:
    for to in ("https://elsewhere.example/", "//elsewhere.example", "/official//elsewhere.example", "/official/\\e"):
        url = f"{central.official_url}language/en"
        answer = requests.get(url, params={"to": to}, allow_redirects=False, timeout=30)
        assert answer.headers["Location"] == "/official/"


def test_an_application_that_is_gone_is_said_in_words(central: CentralHandle, signed_in: requests.Session) -> None:
    answer = signed_in.get(f"{central.official_url}submissions/99", timeout=30)
    assert answer.status_code == 404
    assert "این درخواست اینجا نیست" in answer.text


def test_the_official_chooses_among_the_statuses_that_the_kiosk_knows() -> None:
    assert set(OFFICIAL_STATUSES) == set(CASE_STATUSES) - {"delivered"}


def test_pages_of_the_list_hold_fifty_and_lead_on(central: CentralHandle, kiosk: Kiosk) -> None:
    for number in range(51):
        kiosk.submit(visit(f"n{number}"))
    with requests.Session() as session:
        session.post(f"{central.official_url}sign-in", data={"password": central.password}, timeout=30)
        first = session.get(central.official_url, timeout=30).text
        second = session.get(central.official_url, params={"page": "2"}, timeout=30).text
    assert [text.count('scope="row"') for text in (first, second)] == [50, 1]
    assert ('rel="next"' in first, 'rel="prev"' in second, 'rel="next"' in second) == (True, True, False)
