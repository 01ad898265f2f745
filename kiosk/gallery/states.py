"""Questions made up for the gallery: what a running form would show of itself."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from forms.state import Choice, ControlName, Label, NodeState, RangeBounds
from kiosk.controls import Surroundings
from kiosk.gallery.sample_map import sample_map

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kiosk.theme import Look

_ICONS = {"water": "drop", "power": "lightning", "road": "road-horizon", "gas": "flame", "net": "device-mobile"}
_WORDS = {
    "fa": ("آب", "برق", "راه و پل", "گاز", "تلفن و اینترنت"),
    "en": ("Water", "Electricity", "Road and bridge", "Gas", "Telephone and internet"),
}
PLAN = "plan.svg"  # the one picture that the gallery's questions can have
_PLAN = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 160" stroke="dimgray" stroke-width="3">
<path id="water" d="M3 3h120v154H3z" fill="lightblue"/><path id="power" d="M123 3h174v70H123z" fill="beige"/>
<path id="road" d="M123 73h174v84H123z" fill="lightgray"/></svg>"""
_PERCENT = RangeBounds("0", "100", "5")
_NOW = datetime(2026, 11, 22, 15, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))


class _NoFiles:
    """Keeps nothing: the gallery shows, it does not store."""

    def keep(self, ref: str, data: bytes, suffix: str) -> str:
        """Pretend."""
        return f"{ref}-{len(data)}{suffix}"

    def read(self, name: str) -> bytes | None:
        """Nothing is kept, by whatever name."""
        del name
        return None


def gallery_surroundings(look: Look, *, on_map: bool = False) -> Surroundings:
    """What controls need from outside, made up; only questions named `pictured` have icons."""

    def no_file(_parent: QWidget, _endings: tuple[str, ...]) -> Path | None:
        return None

    return Surroundings(
        look=look,
        media=lambda name: _PLAN if name == PLAN else None,
        attachments=_NoFiles(),
        now=lambda: _NOW,
        gpsd_port=0,
        office_map=lambda: sample_map(look) if on_map else None,
        choose_file=no_file,
        choice_icon=lambda question, value: _ICONS.get(value) if question == "pictured" else None,
    )


def choices(language: str, count: int = 5) -> tuple[Choice, ...]:
    """The first of the five choices, in `language`; beyond five, numbered villages."""
    words = _WORDS["fa" if language == "fa" else "en"]
    named = [Choice(value, Label(word)) for value, word in zip(_ICONS, words, strict=True)]
    village = "روستای شمارهٔ" if language == "fa" else "Village number"
    return (*named, *(Choice(f"v{n}", Label(f"{village} {n}")) for n in range(6, count + 1)))[:count]


def state(
    name: str,
    control: ControlName = "input",
    of_type: str = "string",
    value: str = "",
    *,
    options: tuple[Choice, ...] = (),
    appearance: tuple[str, ...] = (),
    readonly: bool = False,
    bounds: RangeBounds = _PERCENT,
    mediatype: str = "image/*",
    image: str | None = None,
) -> NodeState:
    """A question called `name`, answered with `value`; `bounds` of a range, `mediatype` of an upload."""
    return NodeState(
        path=f"/data/{name}",
        kind="question",
        control=control,
        type=of_type,
        value=value,
        relevant=True,
        required=False,
        readonly=readonly,
        violation=None,
        message=None,
        label=Label(name, image=image),
        hint=None,
        guidance=None,
        choices=options,
        appearance=appearance,
        range=bounds if control == "range" else None,
        mediatype=mediatype if control == "upload" else None,
    )
