"""Films are recorded and seen in memory; a question may have one to be watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.controls import film
from kiosk.controls.film_camera import FilmCamera
from tests.kiosk.controls.films import Scene

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kiosk.conftest import OpenPage
    from tests.kiosk.pages import QuestionPage

FILM = {"type": "video", "name": "q", "label": "نشان دهید چه شد"}
SHOWN = {"type": "text", "name": "q", "label": "نام پدر؟", "media::video": "how.mp4"}


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a camera."""
    monkeypatch.setattr(film, "has_camera", lambda: True)
    monkeypatch.setattr(FilmCamera, "attach", lambda camera: Scene(camera))


def filmed(page: QuestionPage) -> str:
    """Film for two seconds of the scene's time; the name of the film kept."""
    control = page.control("q")
    page.press(control.record)
    page.qtbot.waitUntil(lambda: control._camera.seconds() >= 2, timeout=20_000)
    with page.qtbot.waitSignal(control.answered, timeout=20_000):
        page.press(control.record)
    return page.value("q")


@pytest.mark.usefixtures("camera")
def test_what_was_filmed_is_kept_and_can_be_seen(open_page: OpenPage) -> None:
    page = open_page([FILM])
    name = filmed(page)
    assert name.endswith(".mp4")
    assert page.files.kept[name][4:8] == b"ftyp"
    control = page.control("q")
    assert control.record.text() == "دوباره فیلم بگیر"
    page.press(control.player.button)
    dark = control.player.view.grab().toImage()
    page.qtbot.waitUntil(lambda: control.player.playing)
    page.qtbot.waitUntil(lambda: control.player.view.isVisible() and control.player.view.grab().toImage() != dark)
    page.press(control.player.button)
    page.qtbot.waitUntil(lambda: not control.player.view.isVisible())
    assert page.go_on()


@pytest.mark.usefixtures("camera")
def test_while_it_films_the_page_waits_and_tells_how_long(open_page: OpenPage) -> None:
    page = open_page([FILM])
    control = page.control("q")
    page.press(control.record)
    assert control.busy
    assert not page.shell.footer.next.isEnabled()
    assert control.view.isVisible()
    page.qtbot.waitUntil(lambda: "۱" in control.status.text(), timeout=20_000)
    with page.qtbot.waitSignal(control.answered, timeout=20_000):
        page.press(control.record)
    assert page.shell.footer.next.isEnabled()


@pytest.mark.usefixtures("camera")
def test_who_leaves_the_page_while_filming_leaves_nothing(open_page: OpenPage) -> None:
    page = open_page([FILM])
    control = page.control("q")
    page.press(control.record)
    page.qtbot.waitUntil(lambda: control._camera.seconds() >= 1, timeout=20_000)
    page.screen.hide()
    page.qtbot.waitUntil(lambda: not control.busy, timeout=20_000)
    assert page.files.kept == {}
    assert page.value("q") == ""


@pytest.mark.usefixtures("camera")
def test_a_page_may_go_while_it_films(open_page: OpenPage) -> None:
    page = open_page([FILM])
    page.press(page.control("q").record)
    camera = page.control("q")._camera
    page.qtbot.waitUntil(lambda: camera.seconds() >= 1, timeout=20_000)
    with page.qtbot.waitSignals([camera.filmed, camera.destroyed, page.screen.destroyed], timeout=20_000):
        page.screen.hide()
        page.screen.deleteLater()
    assert page.files.kept == {}


def test_a_camera_that_gives_nothing_is_said(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "has_camera", lambda: True)
    monkeypatch.setattr(FilmCamera, "attach", lambda _: None)
    monkeypatch.setattr(film, "_BLIND", 500)
    page = open_page([FILM])
    page.press(page.control("q").record)
    page.qtbot.waitUntil(lambda: not page.control("q").busy, timeout=20_000)
    assert "جواب نمی‌دهد" in page.control("q").status.text()
    assert page.value("q") == ""


def test_where_there_is_no_camera_it_is_said_and_a_stick_helps(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film, "has_camera", lambda: False)
    chosen = tmp_path / "flood.mp4"
    chosen.write_bytes(b"\0\0\0\x1cftypisom")
    page = open_page([FILM], chosen=chosen)
    control = page.control("q")
    assert not control.record.isVisible()
    assert "دوربین ندارد" in control.status.text()
    with page.qtbot.waitSignal(control.answered):
        page.press(control.file)
    assert page.value("q").endswith(".mp4")
    assert control.player.isVisible()


@pytest.mark.usefixtures("camera")
def test_a_question_s_film_is_watched_at_a_press(open_page: OpenPage) -> None:
    page = open_page([FILM])
    data = page.files.kept[filmed(page)]
    asked = open_page([SHOWN], media={"how.mp4": data})
    player = asked.block("q").film
    assert player is not None
    asked.press(player.button)
    asked.qtbot.waitUntil(lambda: player.playing and player.view.isVisible())
    asked.screen.hide()
    asked.qtbot.waitUntil(lambda: not player.playing)


def test_a_question_without_a_film_has_no_such_button(open_page: OpenPage) -> None:
    assert open_page([{**SHOWN, "media::video": ""}]).block("q").film is None
