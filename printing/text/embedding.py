"""A face inside one PDF: a composite font (ISO 32000-1, 9.7) with the used glyphs and the text they stand for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress

if TYPE_CHECKING:
    from printing.text.faces import Face

# ReportLab's document and its references have no types: `doc`, names and references are Any here and nowhere else.
_LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap", "kern", "DSIG", "gasp", "STAT")
_SYMBOLIC = 4


class EmbeddedFont:
    """Numbers each (glyph, text) pair, so that one glyph may stand for different texts and extraction tells them apart.

    `resource` is the name that content streams call it by.
    """

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self._characters: dict[tuple[int, str], int] = {}

    def character(self, glyph: int, source: str) -> int:
        """Return the character code (CID, from 1) of this glyph standing for `source`."""
        return self._characters.setdefault((glyph, source), len(self._characters) + 1)

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - called by ReportLab when it saves
        """Write the font's objects into the document."""
        program, numbers = self._subset()
        tag = _tag(program)
        name = PDFName(f"{tag}+{self.face.name}")
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}),
                "FontDescriptor": self._descriptor(doc, name, program),
                "CIDToGIDMap": _reference(doc, self._glyph_map(numbers)),
                "DW": 0,
                "W": PDFArray([1, PDFArray([_thousandths(self.face.advance(glyph)) for glyph, _ in self._characters])]),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([doc.Reference(descendant)]),
                "ToUnicode": _reference(doc, self._to_unicode()),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.resource] = doc.Reference(font)

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """Return the font program with the used glyphs only, and each one's number in it."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyph for glyph, _ in self._characters)
        wanted.drop_table_tag_set.update(int.from_bytes(tag.ljust(4).encode(), "big") for tag in _LAYOUT_TABLES)
        plan = hb.SubsetPlan(self.face.shaper.face, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def _descriptor(self, doc: Any, name: Any, program: bytes) -> Any:  # noqa: ANN401
        stream = _stream(program)
        stream.dictionary["Length1"] = len(program)
        ascent, descent = _thousandths(self.face.ascent), _thousandths(self.face.descent)
        descriptor = {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray([-1000, descent, 3000, ascent]),
            "ItalicAngle": 0,
            "Ascent": ascent,
            "Descent": descent,
            "CapHeight": ascent,
            "StemV": 80,
            "FontFile2": doc.Reference(stream),
        }
        return doc.Reference(PDFDictionary(descriptor))

    def _glyph_map(self, numbers: dict[int, int]) -> bytes:
        return b"\0\0" + b"".join(numbers[glyph].to_bytes(2, "big") for glyph, _ in self._characters)

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{code:04X}> <{source.encode('utf-16-be').hex().upper()}>"
            for (_, source), code in self._characters.items()
            if source
        ]
        blocks = [
            rows[start : start + 100] for start in range(0, len(rows), 100)
        ]  # at most 100 a block (Adobe TN 5411)
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return _CMAP.replace("BODY", body).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
BODY
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _tag(program: bytes) -> str:
    """Return the six letters that mark a subset (9.6.4), the same for the same glyphs."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])


def _thousandths(ems: float) -> int:
    return round(ems * 1000)


def _stream(content: bytes) -> PDFStream:
    stream = PDFStream(content=content)
    stream.filters = [PDFZCompress]
    return stream


def _reference(doc: Any, content: bytes) -> Any:  # noqa: ANN401
    return doc.Reference(_stream(content))
