"""A map of the village."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.map.tiles import MapFile, open_map
from tests.kiosk.map.making import make_map

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MapFile]:
    """The map, open."""
    file = open_map(make_map(tmp_path_factory.mktemp("map") / "village.mbtiles"))
    yield file
    file.close()
