"""The official's pages in a real Chromium: found, read, decided on."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from forms.tracking import grouped, tracking_code
from tests.sync.central.browsing import chromium, follow, photograph
from tests.sync.central.visit import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

    from sync.central.running import CentralHandle
    from tests.sync.central.conftest import Kiosk

pytestmark = pytest.mark.system
SHOWN = "return document.querySelector('img').complete && document.querySelector('img').naturalWidth"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def browser(window: Chrome, central: CentralHandle) -> Chrome:
    """A browser at the door of this test's own service."""
    window.get(central.official_url)
    window.delete_all_cookies()
    window.get(central.official_url)
    return window


def sign_in(browser: Chrome, password: str) -> None:
    browser.find_element(By.ID, "password").send_keys(password)
    follow(browser, "button.primary")


def body(browser: Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "main").text


def case_list(kiosk: Kiosk) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(kiosk.get("/forms/visit/attachments/cases.csv").content.decode())))


def test_an_official_opens_an_application_sees_the_photo_and_answers(
    browser: Chrome, central: CentralHandle, kiosk: Kiosk
) -> None:
    kiosk.submit(visit("a", photo="photo.png"), photo_png=photograph())
    kiosk.submit(visit("b"))
    sign_in(browser, central.password)
    root = browser.find_element(By.TAG_NAME, "html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("fa", "rtl")
    assert browser.title == "درخواست‌ها · پیشخوان خدمات"

    browser.find_element(By.ID, "code").send_keys(grouped(tracking_code("uuid:a")))
    follow(browser, ".search button")
    (row,) = browser.find_elements(By.CSS_SELECTOR, ".cases tbody tr")
    assert "بازدید" in row.text
    follow(browser, ".cases tbody a")
    assert browser.title == "بازدید · پیشخوان خدمات"
    for words in ("نام شما", "زهرا", "محصول", "گندم", "عکس زمین"):
        assert words in body(browser)
    assert browser.execute_script(SHOWN) == 800

    Select(browser.find_element(By.ID, "status")).select_by_value("rejected")
    follow(browser, ".decision button")
    assert browser.title.startswith("خطا:")
    assert browser.find_elements(By.CSS_SELECTOR, "[role=alert] a[href='#message']")
    assert Select(browser.find_element(By.ID, "status")).first_selected_option.get_attribute("value") == "rejected"
    browser.find_element(By.ID, "message").send_keys("مدرک کم است.")
    follow(browser, ".decision button")
    assert browser.find_element(By.CSS_SELECTOR, "[role=status]").is_displayed()
    assert [(case["status"], case["message"]) for case in case_list(kiosk)] == [
        ("rejected", "مدرک کم است."),
        ("delivered", ""),
    ]


def test_the_whole_page_speaks_english_when_asked(browser: Chrome, central: CentralHandle, kiosk: Kiosk) -> None:
    kiosk.submit(visit("a"))
    follow(browser, "[lang=en].tool")
    sign_in(browser, central.password)
    root = browser.find_element(By.TAG_NAME, "html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("en", "ltr")
    follow(browser, ".cases tbody a")
    assert "Your name" in body(browser)
    assert "Wheat" in body(browser)
    follow(browser, "[lang=fa].tool")
    assert "نام شما" in body(browser)


def test_a_wrong_password_says_what_to_do_and_the_door_closes_after_five(
    browser: Chrome, central: CentralHandle
) -> None:
    for _ in range(5):
        sign_in(browser, "wrong")
        assert browser.title.startswith("خطا:")
        assert "گذرواژه درست نیست" in body(browser)
    sign_in(browser, central.password)
    assert "ثانیه صبر کنید" in body(browser)


def test_what_a_citizen_wrote_is_shown_and_never_run(browser: Chrome, central: CentralHandle, kiosk: Kiosk) -> None:
    trap = "<script>document.title='caught'</script><img src=x onerror=document.title='caught'>"
    kiosk.submit(visit("a", who=trap.replace("<", "&lt;"), photo="photo.png"), photo_png=trap.encode())
    sign_in(browser, central.password)
    follow(browser, ".cases tbody a")
    assert trap in body(browser)
    assert browser.title == "بازدید · پیشخوان خدمات"
    assert browser.find_elements(By.TAG_NAME, "img") == []


@pytest.mark.parametrize("language", ["fa", "en"])
def test_nothing_is_wider_than_the_window(browser: Chrome, central: CentralHandle, kiosk: Kiosk, language: str) -> None:
    kiosk.submit(visit("a", who="x" * 300, photo="photo.png"), photo_png=photograph())
    browser.get(f"{central.official_url}language/{language}")
    found = [widths(browser)]
    sign_in(browser, central.password)
    found.append(widths(browser))
    follow(browser, ".cases tbody a")
    found.append(widths(browser))
    assert found == [[390, 1280]] * 3


def widths(browser: Chrome) -> list[int]:
    """How wide the page is on a phone and on a desk."""
    found = []
    for width in (390, 1280):
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        found.append(int(browser.execute_script("return document.documentElement.scrollWidth")))
    return found
