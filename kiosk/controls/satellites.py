"""Where this counter stands, by a GPS receiver behind gpsd. https://gpsd.gitlab.io/gpsd/gpsd_json.html"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QHostAddress, QTcpSocket

_WATCH = b'?WATCH={"enable":true,"json":true};\n'
_LONGEST_LINE = 65_536  # bytes; whatever sends more without a line's end is no gpsd
_PLANE = 2  # the least mode of a report that knows latitude and longitude
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fix:
    """A place in degrees, with altitude and accuracy in metres, 0 where unknown."""

    latitude: float
    longitude: float
    altitude: float
    accuracy: float

    def lexical(self) -> str:
        """Return it as XForms writes a geopoint."""
        return f"{self.latitude:.7f} {self.longitude:.7f} {self.altitude:.1f} {self.accuracy:.1f}"


class Receiver(QObject):
    """Listens to the gpsd of this machine. `present` tells that a receiver is plugged in, `fixed` each place."""

    present = Signal()
    fixed = Signal(Fix)

    def __init__(self, port: int, parent: QObject) -> None:
        """Begin to listen; where no gpsd answers, nothing is ever told."""
        super().__init__(parent)
        self.fix: Fix | None = None
        self._socket = QTcpSocket(self)
        self._socket.connected.connect(self._watch)
        self._socket.readyRead.connect(self._read)
        self._socket.connectToHost(QHostAddress(QHostAddress.SpecialAddress.LocalHost), port)

    @Slot()
    def _watch(self) -> None:
        self._socket.write(_WATCH)

    @Slot()
    def _read(self) -> None:
        while self._socket.canReadLine():
            self._take(bytes(self._socket.readLine(_LONGEST_LINE).data()))
        if self._socket.bytesAvailable() > _LONGEST_LINE:
            self._socket.abort()

    def _take(self, line: bytes) -> None:
        try:
            report = json.loads(line, parse_constant=_refused)
        except (ValueError, RecursionError):
            _log.warning("gpsd sent a line that is no JSON")
            return
        if not isinstance(report, dict):
            return
        if _tells_of_a_receiver(report):
            self.present.emit()
        fix = _fix(report)
        if fix is not None:
            self.fix = fix
            self.fixed.emit(fix)


def _refused(constant: str) -> float:
    """Refuse NaN and Infinity, which JSON has not and no place is at."""
    raise ValueError(constant)


def _tells_of_a_receiver(report: dict[str, object]) -> bool:
    if report.get("class") == "DEVICES":
        return bool(report.get("devices"))
    # one plugged in later is told by itself
    return report.get("class") == "DEVICE" and bool(report.get("activated"))


def _fix(report: dict[str, object]) -> Fix | None:
    if report.get("class") != "TPV" or _number(report.get("mode")) < _PLANE:
        return None
    latitude, longitude = report.get("lat"), report.get("lon")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    return Fix(float(latitude), float(longitude), _number(report.get("altHAE")), _number(report.get("eph")))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
