"""What makes a sheet fit to be kept: PDF/A-2b (ISO 19005-2) metadata and a named colour space, written by ourselves."""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase.pdfdoc import (
    NoEncryption,
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
    pdfdocEnc,
)

_PROGRAM = "Pishkhan"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{program}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{program}</pdf:Producer>
<pdf:Keywords></pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def describe_for_archive(document: Any, title: str, language: str) -> None:  # noqa: ANN401 - ReportLab's document
    """Add XMP metadata and the output intent to a ReportLab document; its information dictionary says the same."""
    document.setProducer(_PROGRAM)
    year, month, day, hour, minute, second = document._timeStamp.YMDhms
    made = f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{int(second):02d}+00:00"
    words = _XMP.format(title=escape(title), language=escape(language), program=_PROGRAM, made=made)
    metadata = _Readable(words.encode())
    profile = PDFStream(PDFDictionary({"N": 3}), _srgb(), filters=[PDFZCompress])
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]  # ReportLab's list of what it writes
    catalog.Metadata = metadata
    catalog.OutputIntents = PDFArray([intent])


class _Readable(PDFObject):
    """A metadata stream that anybody reads without unpacking it (ISO 19005-2, 6.6.2.1): it names no filter."""

    __RefOnly__ = 1  # ReportLab's: stands on its own in the file

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, _document: object) -> bytes:
        """Return the object as it stands in the file."""
        head = f"<< /Type /Metadata /Subtype /XML /Length {len(self._content)} >>\nstream\n".encode()
        return head + self._content + b"\nendstream\n"


class EndedStreams(NoEncryption):
    """Ends the line before each `endstream` (6.1.7.1), which ReportLab does not.

    Its hook for encryption is the one place through which every stream goes last; nothing is encrypted here.
    """

    def encode(self, content: str | bytes) -> bytes:
        """Return `content`, of the same length, that brings the end of its line along into the file."""
        return _Ended(pdfdocEnc(content) if isinstance(content, str) else content)


class _Ended(bytes, PDFObject):
    def format(self, _document: object) -> bytes:
        return bytes(self) + b"\n"


@cache
def _srgb() -> bytes:
    """Return an sRGB profile whose date of making is blank, so that the same paper is the same file."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)  # ICC.1:2022, 7.2: date and time
    profile[84:100] = bytes(16)  # profile ID, allowed to be absent
    return bytes(profile)
