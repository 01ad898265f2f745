"""A ReportLab canvas that draws laid-out lines with embedded fonts of ours, and carries no font it does not use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

from printing.archive import EndedStreams, describe_for_archive
from printing.text.embedding import EmbeddedFont
from printing.text.outlines import outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printing.text.faces import Face
    from printing.text.lines import Line
    from printing.text.shaping import GlyphRun

_VISIBLE = 5e-4  # ems


class PaperCanvas(Canvas):
    """Draws `Line`s. Text state is set anew for every line, so nothing leaks from one paragraph into the next."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - ReportLab's own signature
        self._doc: Any  # ReportLab's document
        super().__init__(*arguments, **options)
        self._faces: dict[Face, EmbeddedFont] = {}
        self._arrays: dict[GlyphRun, str] = {}

    def draw_line(self, line: Line, x: float, y: float, size: float, *, per_space: float = 0.0) -> None:
        """Draw `line` with its left end at `x` and its base line at `y`; `per_space` points are added to each space."""
        code = [f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm"]
        for run in line.runs:
            code.append(f"/{self._embedded(run.face).resource} {size:g} Tf")
            code.append(self._array(run, per_space / size))
        code.append("ET")
        code.extend(_outlined(line, x, y, size, per_space))
        self.addLiteral(" ".join(code))

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """Do nothing: ReportLab's tables choose Helvetica for plain strings, and to choose it is to name it."""

    def setEncrypt(self, encrypt: object) -> None:  # noqa: ARG002, N802 - ReportLab's, at every start of a document
        """Encrypt nothing, whatever is asked: no paper is locked."""
        self._doc.encrypt = EndedStreams()

    def keep_for_archive(self, title: str, language: str) -> None:
        """Make the document a PDF/A-2b."""
        describe_for_archive(self._doc, title, language)

    def _embedded(self, face: Face) -> EmbeddedFont:
        if face not in self._faces:
            font = EmbeddedFont(face, f"W{len(self._faces)}")
            self._faces[face] = font
            self._doc.delayedFonts.append(font)
        return self._faces[face]

    def _array(self, run: GlyphRun, per_space: float) -> str:
        """Return a TJ operator (ISO 32000-1, 9.4.3): numbers between glyphs move left, in thousandths of an em."""
        if not per_space and run in self._arrays:
            return self._arrays[run]
        font = self._embedded(run.face)
        array: list[str] = []
        pending = 0.0
        for glyph in run.glyphs:
            if glyph.outlined:
                pending -= glyph.advance
                continue
            pending -= glyph.dx
            if abs(pending) > _VISIBLE:
                array.append(f"{pending * 1000:.0f}")
                pending = 0.0
            array.append(f"<{font.character(glyph.number, glyph.source):04X}>")
            stretch = per_space if glyph.source == " " else 0.0
            pending += run.face.advance(glyph.number) + glyph.dx - glyph.advance - stretch
        if abs(pending) > _VISIBLE:
            array.append(f"{pending * 1000:.0f}")
        code = f"[{''.join(array)}] TJ"
        if not per_space:
            self._arrays[run] = code
        return code

    def _make_preamble(self) -> None:
        """Start pages without ReportLab's initial font, which would name Helvetica and not embed it."""
        self._preamble = "1 0 0 1 0 0 cm"


def _outlined(line: Line, x: float, y: float, size: float, per_space: float) -> Iterator[str]:
    """Yield the paths of glyphs that are not drawn as text."""
    pen = x
    for run in line.runs:
        scale = size / run.face.units
        for glyph in run.glyphs:
            if glyph.outlined:
                left, base = pen + glyph.dx * size, y + glyph.dy * size
                path = outline(run.face, glyph.number)
                yield f"q {scale:.6f} 0 0 {scale:.6f} {left:.3f} {base:.3f} cm {path} f Q"
            pen += glyph.advance * size + (per_space if glyph.source == " " else 0.0)
