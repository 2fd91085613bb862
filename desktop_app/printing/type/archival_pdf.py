"""The document as PDF/A-2u and PDF/UA-1 ask: what it says of itself, its colours, its digest, its tags."""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from desktop_app.printing.type.bookmarks import Bookmarks
from desktop_app.printing.type.colour_profile import srgb_profile
from desktop_app.printing.type.structure import Structure

LANGUAGE = "zh-CN"
"""The language of every paper."""
_VERSION = (1, 7)
_PACKED = 400
"""Objects packed into one stream: a long table has a hundred thousand of a few words each."""
_STREAM_ENDS = b"endstream\nendobj\n"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{told}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"
_DESCRIPTION = (
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n'
)


class _Information(pdfdoc.PDFInfo):
    """What the document says of itself, without the day it was made: the same content is the same bytes."""

    title: str
    author: str
    subject: str
    creator: str
    producer: str

    def format(self, document: Any) -> bytes:
        """The dictionary as bytes; what is empty is not said."""
        told = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Creator": self.creator,
            "Producer": self.producer,
        }
        words = {name: pdfdoc.PDFString(value) for name, value in told.items() if value}
        made: bytes = pdfdoc.PDFDictionary(words).format(document)
        return made

    def packet(self) -> bytes:
        """The same in XMP, with the parts of the standards the document keeps to."""
        author = _CREATOR.format(_xml(self.author)) if self.author else ""
        subject = _DESCRIPTION.format(_xml(self.subject)) if self.subject else ""
        return _XMP.format(
            title=_xml(self.title),
            told=author + subject,
            language=LANGUAGE,
            producer=_xml(self.producer),
            creator=_xml(self.creator),
        ).encode()


def _xml(words: str) -> str:
    return escape(_NOT_IN_XML.sub("", words))


_REFERRED = ("ViewerPreferences", "MarkInfo", "Metadata", "OutputIntents")


class _Catalog(pdfdoc.PDFCatalog):
    """The root of the document, with what ReportLab's has no name for."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
    __Refs__ = __NoDefault__
    Pages: Any
    Outlines: Any
    Lang: Any
    ViewerPreferences: Any
    MarkInfo: Any
    StructTreeRoot: Any
    Metadata: Any
    OutputIntents: Any


class ArchivalDocument(pdfdoc.PDFDocument):
    """A document to be kept: tagged, its colours told, its characters mapped, its bytes by its content."""

    info: _Information
    Pages: Any
    Reference: Any
    _catalog: Any

    def __init__(self) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=_VERSION)
        self.Catalog = self._catalog = _Catalog()
        self.Catalog.Pages = self.Pages
        self.info = _Information()
        self.bookmarks = Bookmarks()
        self.structure = Structure()

    def format(self) -> bytes:
        """The whole file."""
        self._tell()
        made = _Objects(self._head())
        catalog = self.Reference(self.Catalog).name
        number = 0
        while (number := number + 1) in self.numberToId:  # more come while those before are written
            name = self.numberToId[number]
            if name == catalog:
                root = number
            else:
                made.add(number, self._object(name))
        pages = [self.idToObjectNumberAndVersion[f"Page{place}"][0] for place in range(1, self.pageCounter)]
        made.pack(number, self.structure.objects(number, pages))
        self.Catalog.StructTreeRoot = f"{number} 0 R"
        made.add(root, self._object(catalog))
        return made.finished(root, self.idToObjectNumberAndVersion[self.Reference(self.info).name][0])

    def _head(self) -> bytes:
        return b"%%PDF-%d.%d\n%%\223\214\213\236\n" % _VERSION

    def _object(self, name: str) -> bytes:
        made: bytes = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        if made.endswith(_STREAM_ENDS):  # which begins a line of its own, other than ReportLab has it
            made = made[: -len(_STREAM_ENDS)] + b"\n" + _STREAM_ENDS
        return made

    def _tell(self) -> None:
        """Put what the document says of itself and of its colours under its root."""
        catalog = self.Catalog
        catalog.Lang = pdfdoc.PDFString(LANGUAGE)
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
        catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": pdfdoc.PDFtrue})
        catalog.Outlines = self.bookmarks.put(self)
        packet = pdfdoc.PDFStream(content=self.info.packet(), filters=[])
        packet.dictionary["Type"], packet.dictionary["Subtype"] = "/Metadata", "/XML"
        catalog.Metadata = packet
        profile = pdfdoc.PDFStream(content=srgb_profile(), filters=[pdfdoc.PDFZCompress])
        profile.dictionary["N"] = 3
        intent = pdfdoc.PDFDictionary(
            {
                "Type": "/OutputIntent",
                "S": "/GTS_PDFA1",
                "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
                "RegistryName": pdfdoc.PDFString("http://www.color.org"),
                "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"),
                "DestOutputProfile": self.Reference(profile),
            }
        )
        catalog.OutputIntents = pdfdoc.PDFArray([self.Reference(intent)])
        for name in _REFERRED:  # what is named late would have no number any more
            setattr(catalog, name, self.Reference(getattr(catalog, name)))


class _Objects:
    """The objects of a file one after another, and where each of them begins."""

    def __init__(self, head: bytes) -> None:
        self._parts = [head]
        self._at = len(head)
        self._digest = hashlib.sha256(head)
        self._places: dict[int, bytes] = {0: _place(0, 0, 0xFFFF)}

    def add(self, number: int, content: bytes) -> None:
        """One object that stands by itself."""
        self._places[number] = _place(1, self._at, 0)
        self._parts.append(content)
        self._at += len(content)
        self._digest.update(content)

    def pack(self, first: int, objects: Iterator[str]) -> None:
        """Objects numbered from `first` on, many to a stream; the streams take the numbers after them."""
        number, packs = first, list[tuple[int, bytes]]()
        while batch := list(islice(objects, _PACKED)):
            packs.append((number, _packed(number, batch)))
            number += len(batch)
        for (begin, content), (end, _) in pairwise([*packs, (number, b"")]):
            for place in range(end - begin):
                self._places[begin + place] = _place(2, number, place)
            self.add(number, b"%d 0 obj\n%bendobj\n" % (number, content))
            number += 1

    def finished(self, root: int, information: int) -> bytes:
        """The whole file, with the table of places and the digest of all before it at its end."""
        number, begin = len(self._places), self._at
        self._places[number] = _place(1, begin, 0)
        table = zlib.compress(b"".join(self._places[one] for one in range(number + 1)))
        digest = self._digest.hexdigest()[:32].encode()
        words = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            number + 1,
            root,
            information,
            digest,
            digest,
        )
        self._parts.append(b"%d 0 obj\n" % number + _stream(words, table) + b"endobj\n")
        self._parts.append(b"startxref\n%d\n%%%%EOF\n" % begin)
        return b"".join(self._parts)


def _place(kind: int, where: int, within: int) -> bytes:
    return struct.pack(">BIH", kind, where, within)


def _packed(first: int, objects: Sequence[str]) -> bytes:
    """A stream of objects: their numbers and places, then themselves."""
    starts = accumulate(map(len, objects), initial=0)
    index = " ".join(
        f"{first + place} {start}" for place, start in zip(range(len(objects)), starts, strict=False)
    )
    content = zlib.compress(f"{index}{''.join(objects)}".encode("ascii"))
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index)), content)


def _stream(words: bytes, content: bytes) -> bytes:
    head = b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (words, len(content))
    return head + content + b"\nendstream\n"
