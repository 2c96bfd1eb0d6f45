"""What a file says about itself, twice: the information dictionary and XMP, from the same values."""

from __future__ import annotations

import datetime
from html import escape

from reportlab.pdfbase.pdfdoc import PDFString

from huibian import __version__
from huibian.frame import Metadata
from huibian.pdf.objects import Entries

CREATOR = f"huibian {__version__}"
PRODUCER = "ReportLab PDF Library"

# The packet's identifier is the one that the XMP specification fixes (ISO 16684-1, 7.3.2).
_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def information(metadata: Metadata) -> Entries:
    """The entries of the document information dictionary (ISO 32000-1, 14.3.3)."""
    date = PDFString(pdf_date(metadata.date))
    return {
        "Title": PDFString(metadata.title),
        "Author": PDFString(metadata.author),
        "Subject": PDFString(metadata.subject),
        "Creator": PDFString(CREATOR),
        "Producer": PDFString(PRODUCER),
        "CreationDate": date,
        "ModDate": date,
    }


def xmp(metadata: Metadata) -> bytes:
    """The same as an XMP packet (ISO 16684-1)."""
    values = {
        "title": metadata.title,
        "author": metadata.author,
        "subject": metadata.subject,
        "language": metadata.language,
        "date": metadata.date.isoformat(timespec="seconds"),
        "creator": CREATOR,
        "producer": PRODUCER,
    }
    escaped = {name: escape(value, quote=False) for name, value in values.items()}
    return _XMP.format_map(escaped).encode()


def pdf_date(date: datetime.datetime) -> str:
    """A date as PDF writes it (ISO 32000-1, 7.9.4); the zone is left out where `date` has none."""
    text = f"D:{date:%Y%m%d%H%M%S}"
    if (offset := date.utcoffset()) is None:
        return text
    minutes = int(offset.total_seconds()) // 60
    hours, minutes = divmod(abs(minutes), 60)
    return f"{text}{'-' if offset.days < 0 else '+'}{hours:02}'{minutes:02}'"
