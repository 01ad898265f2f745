"""A real headless Chromium with a profile of its own, and a real photograph for it to show."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)
_LOADED = "return document.readyState === 'complete'"


@contextmanager
def chromium(profile: Path, *, width: int = 1280, height: int = 900) -> Iterator[Chrome]:
    """A browser that is closed with everything it started; skips the test where there is none."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver is None:
        pytest.skip("Chromium and chromedriver are not installed")
    options = ChromeOptions()
    options.binary_location = browser
    for flag in (*_FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"):
        options.add_argument(flag)
    opened = Chrome(options, ChromeService(driver))
    try:
        yield opened
    finally:
        opened.quit()


def follow(browser: Chrome, selector: str) -> None:
    """Click what `selector` (CSS) finds first, and wait until the page it leads to is there."""
    clicked = browser.find_element(By.CSS_SELECTOR, selector)
    clicked.click()
    # while one page gives way to the next the driver may know the element of neither and say so in words of its own
    WebDriverWait(browser, 20, ignored_exceptions=(WebDriverException,)).until(staleness_of(clicked))
    WebDriverWait(browser, 20).until(lambda _: browser.execute_script(_LOADED))


def photograph(colour: str = "#7a9a3a", *, width: int = 800, height: int = 600) -> bytes:
    """A PNG of a field under a sky."""
    image = Image.new("RGB", (width, height), "#9cc4dd")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height // 2, width, height), fill=colour)
    for x in range(-width, width, 40):
        draw.line((width // 2, height // 2, x * 2, height), fill="#5d7a2a", width=3)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
