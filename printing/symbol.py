"""A QR symbol on the page whose modules are whole dots of a 203 dpi thermal head: edges stay sharp on paper."""

from __future__ import annotations

import segno
from reportlab.lib.colors import black
from reportlab.platypus import Flowable

DOT = 72 / 203  # points
QUIET = 4  # modules of white round the symbol, ISO/IEC 18004


class QrSymbol(Flowable):
    """A QR symbol of error correction level M, `dots` printer dots a module, quiet zone included in its size."""

    def __init__(self, text: str, dots: int = 4) -> None:
        super().__init__()
        self._code = segno.make_qr(text, error="m", boost_error=False)
        self._module = dots * DOT
        self.width = self.height = (len(self._code.matrix) + 2 * QUIET) * self._module

    @property
    def version(self) -> int:
        """The symbol's version, 1 to 40: its size in modules is 17 + 4 × version."""
        return int(self._code.version)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 - ReportLab's
        """Take the same room whatever there is."""
        return self.width, self.height

    def draw(self) -> None:
        """Fill all modules as one path, so that no viewer shows seams between them."""
        canvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        x = round(left / DOT) * DOT - left
        top = round((bottom + self.height) / DOT) * DOT - bottom
        path = canvas.beginPath()
        for row, modules in enumerate(self._code.matrix):
            base = top - (QUIET + row + 1) * self._module
            for start, length in _dark_stretches(modules):
                path.rect(x + (QUIET + start) * self._module, base, length * self._module, self._module)
        canvas.setFillColor(black)
        canvas.drawPath(path, stroke=0, fill=1)


def _dark_stretches(modules: bytes | bytearray) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for place, dark in enumerate(modules):
        if not dark:
            continue
        if stretches and sum(stretches[-1]) == place:
            start, length = stretches.pop()
            stretches.append((start, length + 1))
        else:
            stretches.append((place, 1))
    return stretches
