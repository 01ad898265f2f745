"""A map file is read as its specification has it, and one that is none is refused in plain words."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.map.mercator import NORTHMOST, Place, place_at, spot_of
from kiosk.map.office import OfficeMap
from kiosk.map.tiles import MapUnusable, open_map
from tests.kiosk.map.making import LEAST, MOST, VILLAGE, make_map, tile

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.map.tiles import MapFile


@given(
    st.floats(-NORTHMOST, NORTHMOST).map(lambda n: round(n, 6)),
    st.floats(-180, 180).map(lambda e: round(e, 6)),
    st.integers(0, 20),
)
def test_a_place_is_found_again_from_its_spot(latitude: float, longitude: float, zoom: int) -> None:
    again = place_at(spot_of(Place(latitude, longitude), zoom), zoom)
    assert again.latitude == pytest.approx(latitude, abs=1e-6)
    assert again.longitude == pytest.approx(longitude, abs=1e-6)


def test_places_lie_where_every_tile_map_has_them() -> None:
    # https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames: Tokyo's tile at zoom 18
    spot = spot_of(Place(35.6590699, 139.7006793), 18)
    assert (int(spot.x // 256), int(spot.y // 256)) == (232798, 103246)


def test_what_the_file_says_of_itself_is_read(village: MapFile) -> None:
    assert (village.least_zoom, village.most_zoom) == (LEAST, MOST)
    assert village.attribution == "© OpenStreetMap"
    assert village.start == VILLAGE
    assert village.start_zoom == 14


def test_without_a_start_the_middle_is_shown(tmp_path: Path) -> None:
    file = open_map(make_map(tmp_path / "m.mbtiles", center=False))
    assert file.start == pytest.approx((36.17, 54.35))
    file.close()


def test_rows_are_counted_from_the_north(village: MapFile) -> None:
    spot = spot_of(VILLAGE, 14)
    column, row = int(spot.x // 256), int(spot.y // 256)
    assert village.tile(14, column, row) == tile(14, column, row)
    assert village.tile(14, column, row + 500) is None


@pytest.mark.parametrize("wrong", ["missing", "no database", "vector", "empty", "other tables"])
def test_what_is_no_map_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "m.mbtiles"
    if wrong == "no database":
        path.write_bytes(b"GIF89a" * 100)
    elif wrong == "vector":
        make_map(path, kind="pbf")
    elif wrong == "empty":
        make_map(path)
        with sqlite3.connect(path) as file:
            file.execute("DELETE FROM tiles")
        file.close()
    elif wrong == "other tables":
        sqlite3.connect(path).close()
    with pytest.raises(MapUnusable):
        open_map(path)


def test_an_office_without_a_usable_map_has_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert OfficeMap(None)() is None
    broken = OfficeMap(tmp_path / "gone.mbtiles")
    assert broken() is None
    assert broken() is None
    assert len(caplog.records) == 1, "told once"


def test_the_office_s_map_is_opened_once(tmp_path: Path) -> None:
    office_map = OfficeMap(make_map(tmp_path / "m.mbtiles"))
    file = office_map()
    assert file is not None
    assert office_map() is file
    file.close()
