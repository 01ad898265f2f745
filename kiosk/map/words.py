"""A place in words that can be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, Text, show_digits

if TYPE_CHECKING:
    from kiosk.map.mercator import Place


def place_words(place: Place, language: str) -> Text:
    """Return `place` to some ten metres, its digits as in `language`: "36.2972° north, 59.6067° east"."""
    latitude, longitude = (_degrees(number, language) for number in place)
    if place.latitude >= 0 and place.longitude >= 0:
        return T("{latitude}° north, {longitude}° east", latitude=latitude, longitude=longitude)
    if place.latitude >= 0:
        return T("{latitude}° north, {longitude}° west", latitude=latitude, longitude=longitude)
    if place.longitude >= 0:
        return T("{latitude}° south, {longitude}° east", latitude=latitude, longitude=longitude)
    return T("{latitude}° south, {longitude}° west", latitude=latitude, longitude=longitude)


def _degrees(number: float, language: str) -> str:
    written = f"{abs(number):.4f}"
    shown = show_digits(written, language)
    return shown.replace(".", "٫") if shown != written else shown
